"""Background entries of the online desk; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.supervision.actions import inquiring, looking, telling_inquiries

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(queue=QUEUE, retry=_RETRY, name="supervision.tell_inquiry")
def tell_inquiry(*, step_id: int, **later: object) -> None:
    """Queue the messages about a step of an inquiry."""
    telling_inquiries.tell_inquiry(step_id=step_id, now=clock.now())


@app.periodic(cron="25 * * * *")  # type: ignore[arg-type] # Chosen: every hour, after visits were judged
@app.task(queue="imports", lock="oversight", retry=_RETRY, name="supervision.look_at_visits")
def look_at_visits(*, timestamp: int = 0, **later: object) -> None:
    """Weigh the visits that changed since the last pass; missed hours are made up for."""
    looking.look_at_visits(now=clock.now())


@app.periodic(cron="5 19 * * *")  # type: ignore[arg-type] # 03:05 in Shanghai; cron is in UTC
@app.task(queue="imports", retry=_RETRY, name="supervision.turn_oversight_day")
def turn_oversight_day(*, timestamp: int = 0, **later: object) -> None:
    """Say which answers are late and count how firms work; a missed day is made up for."""
    inquiring.mark_overdue(now=clock.now())
    looking.keep_habits(now=clock.now())
