"""Background entries of the filings room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.filings import actions
from hoistway.filings.actions import mismatches
from hoistway.filings.actions.table_work import work_on_table
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.periodic(cron="2 16 * * *")  # type: ignore[arg-type] # 00:02 in Shanghai, when a day has begun; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="filings.turn_day")
def turn_day(*, timestamp: int = 0, **later: object) -> None:
    """Let the register follow whoever begins or ends to answer today."""
    actions.turn_day(now=clock.now())


@app.periodic(cron="*/10 * * * *")  # type: ignore[arg-type] # Chosen: nobody waits longer for what time alone decides
@app.task(queue=QUEUE, retry=_RETRY, name="filings.settle_due")
def settle_due(*, timestamp: int = 0, **later: object) -> None:
    """Decide what has only waited for the time to object."""
    actions.settle_due(now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="filings.judge_firm_again")
def judge_firm_again(*, filing_id: int, **later: object) -> None:
    """Judge the open filings of a firm that has filed itself anew."""
    actions.judge_firm_again(firm_filing_id=filing_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="filings.keep_in_step")
def keep_in_step(*, elevator_ids: list[int], **later: object) -> None:
    """Let the register follow the filings where something else was decided of the firm."""
    actions.keep_in_step(elevator_ids=elevator_ids, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="filings.follow_register")
def follow_register(*, kept_id: int, gone_id: int, **later: object) -> None:
    """Give the days of two rows that were merged or split to whom they belong."""
    actions.follow_register(kept_id=kept_id, gone_id=gone_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="filings.tell_filed")
def tell_filed(*, filing_ids: list[int], **later: object) -> None:
    """Queue the messages by which use units are asked about filings."""
    actions.tell_filed(filing_ids=filing_ids, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="filings.tell_disputed")
def tell_disputed(*, filing_id: int, **later: object) -> None:
    """Queue the messages by which firms learn that their days are claimed."""
    actions.tell_disputed(filing_id=filing_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="filings.tell_settled")
def tell_settled(*, filing_id: int, **later: object) -> None:
    """Queue the messages about what became of a filing."""
    actions.tell_settled_filing(filing_id=filing_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="filings.end_former_bindings")
def end_former_bindings(*, elevator_ids: list[int], **later: object) -> None:
    """End the bindings of technicians whose firm no longer answers for these elevators."""
    actions.end_former_bindings(elevator_ids=elevator_ids, now=clock.now(), by=PLATFORM)


@app.task(queue=QUEUE, retry=_RETRY, name="filings.tell_firm")
def tell_firm(*, filing_id: int, **later: object) -> None:
    """Queue the message by which a firm learns what became of its filing."""
    actions.tell_firm(filing_id=filing_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="filings.tell_mismatch")
def tell_mismatch(*, step_id: int, **later: object) -> None:
    """Queue the messages about a step of a mismatch."""
    mismatches.tell_mismatch(step_id=step_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="filings.close_if_mended")
def close_if_mended(*, elevator_ids: list[int], **later: object) -> None:
    """Look again at the open mismatches of elevators of which something else is held."""
    mismatches.close_if_mended(elevator_ids=elevator_ids, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="filings.look_again_at_filing")
def look_again_at_filing(*, filing_id: int, **later: object) -> None:
    """Look again at the open mismatches of an elevator whose filing was settled."""
    mismatches.look_again_at_filing(filing_id=filing_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="filings.look_again_at_firm")
def look_again_at_firm(*, filing_id: int, **later: object) -> None:
    """Look again at the open mismatches of a firm that has filed itself anew."""
    mismatches.look_again_at_firm(filing_id=filing_id, now=clock.now())


@app.periodic(cron="30 0 * * *")  # type: ignore[arg-type] # 08:30 in Shanghai, when offices open; cron is in UTC
@app.task(queue=QUEUE, name="filings.urge_overdue")
def urge(*, timestamp: int = 0, **later: object) -> None:
    """Urge whoever is overdue, once a day; a missed day is made up for by the next."""
    actions.urge_overdue(now=clock.now())


@app.task(queue="imports", lock="filings.table", retry=_RETRY, name="filings.take_table_in")
def take_table_in(*, run_id: int, **later: object) -> None:
    """Try, or file, the rows of a table; one table at a time."""
    work_on_table(run_id=run_id, now=clock.now())
