"""Background entries of the quality room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.quality.actions import (
    examine,
    examine_range,
    examine_register,
    tell_nobody_answers,
)

QUEUE = "quality"
LAST = -10
"""Priority below all other jobs. Chosen: nobody waits for an examination."""

LOCK = "quality"
"""One examination at a time: two would only wait for each other's tables."""

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=5)
"""An examination that fails is tried again; it bears repetition, and the night makes up for it."""


@app.task(queue=QUEUE, priority=LAST, lock=LOCK, retry=AGAIN, name="quality.examine_changed")
def examine_changed(*, elevator_ids: list[int], **later: object) -> None:
    """Judge elevators of which something else is said or held."""
    examine(elevator_ids=elevator_ids, now=clock.now(), by=PLATFORM)


@app.task(queue=QUEUE, priority=LAST, lock=LOCK, retry=AGAIN, name="quality.examine_registered")
def examine_registered(*, first_id: int, last_id: int, **later: object) -> None:
    """Judge elevators that have entered the register."""
    examine_range(first_id=first_id, last_id=last_id, now=clock.now(), by=PLATFORM)


@app.task(queue=QUEUE, priority=LAST, lock=LOCK, retry=AGAIN, name="quality.examine_pair")
def examine_pair(*, kept_id: int, gone_id: int, **later: object) -> None:
    """Judge two rows that were merged or split, and close what spoke of the one that is gone."""
    examine(elevator_ids=[kept_id, gone_id], now=clock.now(), by=PLATFORM)


@app.task(queue=QUEUE, retry=AGAIN, name="quality.tell_nobody_answers")
def tell_unanswered(*, finding_ids: list[int], **later: object) -> None:
    """Queue the messages about elevators that nobody maintains or answers for."""
    tell_nobody_answers(finding_ids=finding_ids, now=clock.now())


@app.periodic(cron="47 17 * * *")  # type: ignore[arg-type] # 01:47 in Shanghai, before the tidying; cron is in UTC
@app.task(queue=QUEUE, priority=LAST, lock=LOCK, name="quality.whole_register")
def examine_at_night(*, timestamp: int = 0, **later: object) -> None:
    """Match, examine and score the whole register; a missed night is made up for by the next."""
    examine_register(now=clock.now(), by=PLATFORM)
