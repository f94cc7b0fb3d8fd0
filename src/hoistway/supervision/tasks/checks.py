"""Background entries about checks; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.supervision.actions.telling import tell_check as tell

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(queue=QUEUE, retry=_RETRY, name="supervision.tell_check")
def tell_check(*, check_id: int, **later: object) -> None:
    """Queue the messages about a check."""
    tell(check_id=check_id, now=clock.now())
