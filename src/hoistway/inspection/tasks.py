"""Background entries of the inspection room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.inspection import actions

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(queue=QUEUE, retry=_RETRY, name="inspection.tell_stop")
def tell_stop(*, stop_id: int, **later: object) -> None:
    """Queue the messages about a stop of use."""
    actions.tell_stop(stop_id=stop_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="inspection.tell_asked")
def tell_asked(*, request_id: int, **later: object) -> None:
    """Queue the message about a request for an inspection."""
    actions.tell_asked(request_id=request_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="inspection.follow_register")
def follow_register(*, elevator_ids: list[int], **later: object) -> None:
    """Work out anew what is due where the register has changed."""
    actions.work_out_next(elevator_ids=elevator_ids, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="inspection.follow_merge")
def follow_merge(*, kept_id: int, gone_id: int, **later: object) -> None:
    """Work out anew what is due on two rows that were merged or split."""
    actions.follow_merge(kept_id=kept_id, gone_id=gone_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="inspection.take_table_in")
def take_table_in(*, table_id: int, **later: object) -> None:
    """Work off a table of reports."""
    actions.work_on_table(table_id=table_id, now=clock.now())


@app.periodic(cron="4 16 * * *")  # type: ignore[arg-type] # 00:04 in Shanghai, when a day has begun; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="inspection.turn_day")
def turn_day(*, timestamp: int = 0, **later: object) -> None:
    """Stop what has run out, and look again at what is out of use; a missed day is made up for."""
    actions.turn_day(now=clock.now())


@app.periodic(cron="25 0 * * *")  # type: ignore[arg-type] # 08:25 in Shanghai, when offices open; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="inspection.warn_due")
def warn_due(*, timestamp: int = 0, **later: object) -> None:
    """Tell use units what falls due; a missed day is made up for by the next."""
    actions.warn_due(now=clock.now())
