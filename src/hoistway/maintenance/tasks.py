"""Background entries of the maintenance room; they may ask the clock."""

from django.conf import settings
from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.maintenance.actions.answers import let_pass
from hoistway.maintenance.actions.exports import end_export, work_on_export
from hoistway.maintenance.actions.judging import judge_signed
from hoistway.maintenance.actions.leaving import release_visits
from hoistway.maintenance.actions.phone_codes import send_code
from hoistway.maintenance.actions.regimes import return_lapsed
from hoistway.maintenance.actions.reminding import remind_use_units
from hoistway.maintenance.actions.repairing import follow_signed
from hoistway.maintenance.actions.schedules import work_out_schedules
from hoistway.maintenance.actions.telling import ask_use_unit, tell_answered, tell_repair
from hoistway.maintenance.actions.telling_technicians import tell_assigned
from hoistway.maintenance.queries.visits import elevator_of_visit

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


class CodeNotSent(Exception):
    """The gateway is down; the code is sent again while it holds."""


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.ask_unit")
def ask_unit(*, visit_id: int, **later: object) -> None:
    """Ask the use unit for its word on a visit that was signed."""
    ask_use_unit(visit_id=visit_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.link_repairs")
def link_repairs(*, visit_id: int, **later: object) -> None:
    """Link a signed visit with the repairs that it did."""
    follow_signed(visit_id=visit_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.tell_answer")
def tell_answer(*, visit_id: int, **later: object) -> None:
    """Tell a firm what a use unit said of its work."""
    tell_answered(visit_id=visit_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.tell_technician")
def tell_technician(*, person_id: int, visit_ids: list[int], **later: object) -> None:
    """Tell a technician what the office has planned or taken away."""
    tell_assigned(person_id=person_id, visit_ids=visit_ids, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.release_leavers")
def release_leavers(*, firm_id: int, person_ids: list[int], **later: object) -> None:
    """Let visits of people who left a firm wait for somebody else."""
    release_visits(firm_id=firm_id, person_ids=person_ids)


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.tell_of_repair")
def tell_of_repair(*, repair_id: int, **later: object) -> None:
    """Tell those concerned where a repair stands."""
    tell_repair(repair_id=repair_id, now=clock.now())


@app.task(
    queue="messages", name="maintenance.send_code",
    retry=RetryStrategy(max_attempts=6, exponential_wait=2, retry_exceptions=[CodeNotSent]),
)  # fmt: skip
def send_asked_code(*, code_id: int, **later: object) -> None:
    """Send a code to its telephone; a gateway that is down is asked again at once."""
    if not send_code(code_id=code_id, now=clock.now()):
        raise CodeNotSent


@app.periodic(cron="*/10 * * * *")  # type: ignore[arg-type] # Chosen: a deadline of days needs no minute
@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.let_pass")
def let_unanswered_pass(*, timestamp: int = 0, **later: object) -> None:
    """Find unconfirmed what no use unit has answered in time."""
    let_pass(now=clock.now())


@app.periodic(cron="30 0 * * *")  # type: ignore[arg-type] # 08:30 in Shanghai, as offices open; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.remind_units")
def remind_units(*, timestamp: int = 0, **later: object) -> None:
    """Remind use units of what they have not answered and soon cannot."""
    remind_use_units(now=clock.now())


@app.periodic(cron="10 16 * * *")  # type: ignore[arg-type] # 00:10 in Shanghai, after the filings' day has turned; cron is in UTC
@app.task(queue="imports", lock="maintenance.night", retry=_RETRY, name="maintenance.turn_day")
def turn_day(*, timestamp: int = 0, **later: object) -> None:
    """Work out all schedules anew: days have passed, firms and seasons may have changed."""
    return_lapsed(now=clock.now())
    work_out_schedules(elevator_ids=None, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.follow_register")
def follow_register(*, elevator_ids: list[int], **later: object) -> None:
    """Let schedules follow what the register and the filings say of these elevators."""
    work_out_schedules(elevator_ids=elevator_ids, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.follow_registered")
def follow_registered(*, first_id: int, last_id: int, **later: object) -> None:
    """Begin the schedules of elevators that have entered the register."""
    keys = list(range(first_id, last_id + 1))
    work_out_schedules(elevator_ids=keys, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.follow_merge")
def follow_merge(*, kept_id: int, gone_id: int, **later: object) -> None:
    """Work two rows out anew that were merged or split."""
    work_out_schedules(elevator_ids=[kept_id, gone_id], now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.count_visit")
def count_visit(*, visit_id: int, **later: object) -> None:
    """Let a signed visit count: what it did falls due anew, and the next one is planned."""
    elevator_id = elevator_of_visit(visit_id=visit_id)
    if elevator_id is not None:
        work_out_schedules(elevator_ids=[elevator_id], now=clock.now())


_AGAIN = RetryStrategy(max_attempts=5, wait=10, retry_exceptions={OperationalError})
"""A database that was away: the file is written anew. Chosen: within a minute."""


@app.task(queue="print", lock="maintenance.export", retry=_AGAIN, name="maintenance.write_year")
def write_year(*, export_id: int, **later: object) -> None:
    """Write a firm's year as a file; one at a time."""
    outcome = work_on_export(export_id=export_id, now=clock.now())
    if outcome is not None:
        end_export(export_id=export_id, outcome=outcome, now=clock.now())


@app.periodic(cron="*/10 * * * *")  # type: ignore[arg-type] # Chosen: an inspector looks at yesterday's visits, not at this minute's
@app.task(queue="imports", lock="maintenance.judge", retry=_RETRY, name="maintenance.judge_signed")
def judge(*, timestamp: int = 0, **later: object) -> None:
    """Weigh the evidence of visits that nobody has judged, until none is left."""
    while judge_signed(history=settings.HISTORY, now=clock.now()):
        pass
