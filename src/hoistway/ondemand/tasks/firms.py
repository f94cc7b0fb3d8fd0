"""Background entries about firms on their way into the pilot."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.ondemand import actions

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.tell_firm_step")
def tell_firm_step(*, step_id: int, **later: object) -> None:
    """Queue the messages about a step of a firm's application."""
    actions.tell_firm_step(step_id=step_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.read_firm_page")
def read_firm_page(*, pilot_id: int, **later: object) -> None:
    """Read the page that a firm named and keep its copy."""
    actions.read_firm_page(pilot_id=pilot_id, now=clock.now())


@app.periodic(cron="40 18 * * *")  # type: ignore[arg-type] # 02:40 in Shanghai, after the day's roll-ups; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.look_at_firms")
def look_at_firms(*, timestamp: int = 0, **later: object) -> None:
    """Compute each firm's conditions anew; a missed day is made up for by the next."""
    actions.look_at_firms(now=clock.now())
