"""Background entries about how often firms are looked at."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.supervision.actions.weighing import weigh_firms as weigh

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.periodic(cron="30 19 * * *")  # type: ignore[arg-type] # 03:30 in Shanghai, in the still of the night; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="supervision.weigh_firms")
def weigh_firms(*, timestamp: int = 0, **later: object) -> None:
    """Work out how often firms are looked at; a missed night is made up for by the next."""
    weigh(now=clock.now())
