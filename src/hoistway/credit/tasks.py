"""Background entries of credit; they may ask the clock."""

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.credit import actions
from hoistway.foundation import clock

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)
_AGAIN = RetryStrategy(max_attempts=5, wait=10, retry_exceptions={OperationalError})
"""A database that was away: the round goes on after its last batch."""


@app.task(queue="imports", lock="credit.round", retry=_AGAIN, name="credit.compute_round")
def compute_round(*, round_id: int, **later: object) -> None:
    """Freeze a round's facts and compute it; killed, it goes on where it stood."""
    actions.compute_round(round_id=round_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="credit.tell_round")
def tell_round(*, round_id: int, **later: object) -> None:
    """Queue the messages about a round."""
    actions.tell_round(round_id=round_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="credit.tell_objection")
def tell_objection(*, objection_id: int, **later: object) -> None:
    """Queue the messages about an objection."""
    actions.tell_objection(objection_id=objection_id, now=clock.now())


@app.periodic(cron="10 19 * * *")  # type: ignore[arg-type] # 03:10 in Shanghai; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="credit.expire_rounds")
def expire_rounds(*, timestamp: int = 0, **later: object) -> None:
    """Show rounds no more after their time; a missed day is made up for by the next."""
    actions.expire_rounds(now=clock.now())


@app.periodic(cron="25 0 * * *")  # type: ignore[arg-type] # 08:25 in Shanghai, when offices open; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="credit.remind_late")
def remind_late(*, timestamp: int = 0, **later: object) -> None:
    """Remind of decisions that are due or late; a missed day is made up for by the next."""
    actions.remind_late(now=clock.now())
