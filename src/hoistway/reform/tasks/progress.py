"""Background entries of the reform room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.reform.actions import keep_figures

_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.periodic(cron="*/30 * * * *")  # type: ignore[arg-type] # the day's last count stands
@app.task(queue="imports", queueing_lock="reform.keep", retry=_RETRY, name="reform.keep")
def keep(*, timestamp: int = 0, **later: object) -> None:
    """Count and keep the figures of the present day."""
    keep_figures(now=clock.now())
