"""Background entries of the plates room; they may ask the clock."""

from django.conf import settings
from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.plates.actions import Press, end_batch, work_on_batch

AGAIN = RetryStrategy(max_attempts=5, wait=10, retry_exceptions={OperationalError})
"""A database that was away: the batch goes on after its last part. Chosen: within a minute."""


@app.task(queue="print", lock="plates.print", retry=AGAIN, name="plates.draw_batch")
def draw_batch(*, batch_id: int, **later: object) -> None:
    """Draw a batch of plates; one batch at a time."""
    press = Press(keys=settings.PLATE_KEYS, base_url=settings.BASE_URL, fonts=settings.FONTS)
    outcome = work_on_batch(batch_id=batch_id, press=press, now=clock.now())
    if outcome is not None:
        end_batch(batch_id=batch_id, outcome=outcome, now=clock.now())
