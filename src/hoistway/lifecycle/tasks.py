"""Background entries of the lifecycle room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.lifecycle import actions

QUEUE = "register"


@app.task(queue=QUEUE, retry=RetryStrategy(max_attempts=5, wait=5), name="lifecycle.tell_use_unit")
def tell_use_unit(*, request_id: int, **later: object) -> None:
    """Queue the message by which a use unit learns what became of its request."""
    actions.tell_use_unit(request_id=request_id, now=clock.now())
