"""Background entries of the faults room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.faults import actions
from hoistway.foundation import clock

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(queue=QUEUE, retry=_RETRY, name="faults.follow_repair")
def follow_repair(*, repair_id: int, **later: object) -> None:
    """Bring the faults of a repair in step with it."""
    actions.follow_repair(repair_id=repair_id, now=clock.now())
