"""Background entries of the insurance room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.insurance import actions

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(queue=QUEUE, retry=_RETRY, name="insurance.take_table_over")
def take_table_over(*, table_id: int, **later: object) -> None:
    """Enter what a table of policies says."""
    actions.take_table_over(table_id=table_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="insurance.tell_ended")
def tell_ended(*, cover_ids: list[int], **later: object) -> None:
    """Queue the messages about covers that ended before their day."""
    actions.tell_ended(cover_ids=cover_ids, now=clock.now())


@app.periodic(cron="15 0 * * *")  # type: ignore[arg-type] # 08:15 in Shanghai, Sundays too; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="insurance.warn_gaps")
def warn_gaps(*, timestamp: int = 0, **later: object) -> None:
    """Tell whose cover runs out; a missed day is made up for by the next."""
    actions.warn_gaps(now=clock.now())
