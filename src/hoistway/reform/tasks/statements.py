"""Background entries about monthly and yearly statements."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.reform.actions import statements

_RETRY = RetryStrategy(max_attempts=5, wait=60)


@app.periodic(cron="40 20 * * *")  # type: ignore[arg-type] # 04:40 in Shanghai, after the nightly roll-ups; cron is in UTC
@app.task(queue="imports", lock="reform.statements", retry=_RETRY, name="reform.state")
def state_what_is_over(*, timestamp: int = 0, **later: object) -> None:
    """Keep the month and the year before where nobody has; a missed day is made up for."""
    statements.state_what_is_over(now=clock.now())
