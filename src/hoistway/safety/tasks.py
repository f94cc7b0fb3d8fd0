"""Background entries of the safety room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.safety import actions

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.periodic(cron="40 0 * * *")  # type: ignore[arg-type] # 08:40 in Shanghai, when offices open; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="safety.urge_rounds")
def urge_rounds(*, timestamp: int = 0, **later: object) -> None:
    """Tell use units which rounds are missing; a missed day is made up for by the next."""
    actions.urge_rounds(now=clock.now())
