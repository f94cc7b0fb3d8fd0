"""Background entries of the programs room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.programs import actions

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.periodic(cron="*/2 * * * *")  # type: ignore[arg-type]
@app.task(queue=QUEUE, retry=_RETRY, name="programs.fold_minutes")
def fold_minutes(*, timestamp: int = 0, **later: object) -> None:
    """Add the minutes that are over to the days, every two minutes."""
    actions.fold_minutes(now=clock.now())


@app.periodic(cron="30 0 * * *")  # type: ignore[arg-type] # 08:30 in Shanghai; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="programs.warn_ending")
def warn_ending(*, timestamp: int = 0, **later: object) -> None:
    """Tell whose key ends soon; a missed day is made up for by the next."""
    actions.warn_ending(now=clock.now())
