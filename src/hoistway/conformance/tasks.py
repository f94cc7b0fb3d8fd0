"""Background entries of conformance."""

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.conformance.actions import work_on_examination
from hoistway.foundation import clock

AGAIN = RetryStrategy(max_attempts=5, wait=10, retry_exceptions={OperationalError})
"""A database that was away: the examination begins anew. Chosen: within a minute."""


@app.task(queue="imports", lock="conformance", retry=AGAIN, name="conformance.examine")
def examine(*, examination_id: int, **later: object) -> None:
    """Examine what was asked for; one at a time."""
    work_on_examination(examination_id=examination_id, now=clock.now())
