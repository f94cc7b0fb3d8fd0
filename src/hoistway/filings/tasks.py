"""Background entries of the filings room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.filings import actions
from hoistway.filings.actions.table_work import work_on_table
from hoistway.foundation import clock

QUEUE = "register"

AGAIN = RetryStrategy(max_attempts=5, wait=5)
"""What fails is tried again; every task here bears repetition."""


@app.periodic(cron="2 16 * * *")  # type: ignore[arg-type] # 00:02 in Shanghai, when a day has begun; cron is in UTC
@app.task(queue=QUEUE, retry=AGAIN, name="filings.turn_day")
def turn_day(*, timestamp: int = 0, **later: object) -> None:
    """Let the register follow whoever begins or ends to answer today."""
    actions.turn_day(now=clock.now())


@app.periodic(cron="*/10 * * * *")  # type: ignore[arg-type] # Chosen: nobody waits longer for what time alone decides
@app.task(queue=QUEUE, retry=AGAIN, name="filings.settle_due")
def settle_due(*, timestamp: int = 0, **later: object) -> None:
    """Decide what has only waited for the time to object."""
    actions.settle_due(now=clock.now())


@app.task(queue="imports", lock="filings.table", retry=AGAIN, name="filings.take_table_in")
def take_table_in(*, run_id: int, **later: object) -> None:
    """Try, or file, the rows of a table; one table at a time."""
    work_on_table(run_id=run_id, now=clock.now())
