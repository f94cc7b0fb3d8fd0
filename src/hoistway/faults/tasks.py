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


@app.task(queue=QUEUE, retry=_RETRY, name="faults.tell_found")
def tell_found(*, fault_id: int, **later: object) -> None:
    """Tell firm and use unit of a fault that nobody has told them yet."""
    actions.tell_found(fault_id=fault_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="faults.tell_moved")
def tell_moved(*, step_id: int, **later: object) -> None:
    """Tell those whom a step of a fault concerns."""
    actions.tell_moved(step_id=step_id, now=clock.now())
