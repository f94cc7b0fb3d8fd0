"""Background entries of the filings room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.filings import actions
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM

QUEUE = "register"


@app.task(
    queue=QUEUE, retry=RetryStrategy(max_attempts=5, wait=5), name="filings.end_former_bindings"
)
def end_former_bindings(*, elevator_ids: list[int], **later: object) -> None:
    """End the bindings of technicians whose firm no longer answers for these elevators."""
    actions.end_former_bindings(elevator_ids=elevator_ids, now=clock.now(), by=PLATFORM)
