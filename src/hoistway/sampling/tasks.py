"""Background entries of the sampling room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.sampling import actions

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(queue=QUEUE, retry=_RETRY, name="sampling.tell_checked")
def tell_checked(*, check_id: int, **later: object) -> None:
    """Queue the messages about a check."""
    actions.tell_checked(check_id=check_id, now=clock.now())
