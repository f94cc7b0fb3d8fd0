"""Background entries of the on-demand room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.ondemand.actions.outcome import work_out_outcome

_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.periodic(cron="50 18 * * *")  # type: ignore[arg-type] # 02:50 in Shanghai; cron is in UTC
@app.task(queue="imports", lock="ondemand.outcome", retry=_RETRY, name="ondemand.compare")
def compare(*, timestamp: int = 0, **later: object) -> None:
    """Work out what the pilot has come to."""
    work_out_outcome(now=clock.now())
