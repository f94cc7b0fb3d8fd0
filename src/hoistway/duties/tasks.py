"""Background entries of the duties room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.duties import actions
from hoistway.foundation import clock

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(queue=QUEUE, retry=_RETRY, name="duties.tell_notice")
def tell_notice(*, step_id: int, **later: object) -> None:
    """Queue the messages about a step of a notice."""
    actions.tell_notice(step_id=step_id, now=clock.now())


@app.periodic(cron="20 0 * * *")  # type: ignore[arg-type] # 08:20 in Shanghai, when offices open; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="duties.urge_duties")
def urge_duties(*, timestamp: int = 0, **later: object) -> None:
    """Tell firms what of their duties runs out; a missed day is made up for by the next."""
    actions.urge_duties(now=clock.now())
