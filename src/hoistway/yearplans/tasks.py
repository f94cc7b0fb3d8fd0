"""Background entries of the year plans; they may ask the clock."""

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.yearplans.actions import end_plans, end_run, work_on_run

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(
    queue="imports", name="yearplans.propose",
    retry=RetryStrategy(max_attempts=5, wait=5, retry_exceptions=[OperationalError]),
)  # fmt: skip
def propose_asked(*, run_id: int, **later: object) -> None:
    """Propose the plans that a run asks for; killed, it goes on where it was."""
    outcome = work_on_run(run_id=run_id, now=clock.now())
    if outcome is not None:
        end_run(run_id=run_id, outcome=outcome, now=clock.now())


@app.periodic(cron="5 16 * * *")  # type: ignore[arg-type] # 00:05 in Shanghai, before schedules turn; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="yearplans.turn_day")
def turn_day(*, timestamp: int = 0, **later: object) -> None:
    """End the plans whose last day has passed."""
    end_plans(now=clock.now())
