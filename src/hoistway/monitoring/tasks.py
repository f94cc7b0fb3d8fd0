"""Background entries of the monitoring room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.monitoring import actions

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.periodic(cron="*/20 * * * *")  # type: ignore[arg-type] # soon after the roll-ups of the night, however late they come; cron is in UTC
@app.task(queue=QUEUE, queueing_lock="monitoring.examine", name="monitoring.examine")
def examine(*, timestamp: int = 0, **later: object) -> None:
    """Examine every elevator once new days were rolled up; a missed day is made up for."""
    actions.examine(now=clock.now())


@app.periodic(cron="*/10 * * * *")  # type: ignore[arg-type] # silence is a finding after an hour; cron is in UTC
@app.task(queue=QUEUE, queueing_lock="monitoring.silence", name="monitoring.find_silence")
def find_silence(*, timestamp: int = 0, **later: object) -> None:
    """Look for elevators on demand that nobody hears."""
    actions.find_silence(now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="monitoring.follow_visit")
def follow_visit(*, visit_id: int, **later: object) -> None:
    """Mark as worked on what a signed visit has looked at."""
    actions.follow_visit(visit_id=visit_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="monitoring.tell_moved")
def tell_moved(*, step_id: int, **later: object) -> None:
    """Tell the firm of a deviation that was found or ordered."""
    actions.tell_moved(step_id=step_id, now=clock.now())
