"""The clock: a silent desk loses its report to the next one up, an answered matter closes."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.riders.actions.steps import Told, bring_to, held_report, step
from hoistway.riders.models import PublicReport
from hoistway.riders.queries.reports import closing_reports, due_reports, present_desks
from hoistway.riders.rules.routing import desk_above
from hoistway.riders.vocabulary import Desk, ReportDeed, ReportState

_OPEN = ReportState.open_states()


def escalate_reports(*, now: datetime, by: Actor = PLATFORM) -> int:
    """Move up what was not answered in time, close what nobody objected to; return how many."""
    taken = 0
    for key in due_reports(now=now):
        with transaction.atomic():
            taken += _moved_up(held_report(report_id=key), now, by)
    for key in closing_reports(now=now):
        with transaction.atomic():
            taken += _closed(held_report(report_id=key), now, by)
    return taken


def _moved_up(report: PublicReport, now: datetime, by: Actor) -> bool:
    is_due = report.due_at is not None and report.due_at <= now
    if not is_due or report.state not in _OPEN or report.desk is Desk.CITY:
        return False
    move_up(report=report, deed=ReportDeed.ESCALATE, now=now, by=by)
    return True


def move_up(*, report: PublicReport, deed: ReportDeed, now: datetime, by: Actor) -> None:
    """Bring a held report before the desk above, and keep by what that was decided."""
    was, due = report.desk, report.due_at
    desk = desk_above(desk=was, present=present_desks(report=report))
    bring_to(report=report, desk=desk, now=now)
    facts = {
        "from": str(was), "to": str(desk), "edition": report.edition,
        "due": due.isoformat() if due else "", "level": report.level + 1,
    }  # fmt: skip
    step(report, deed, now=now, by=by, told=Told(facts=facts))


def _closed(report: PublicReport, now: datetime, by: Actor) -> bool:
    if report.closes_at is None or report.closes_at > now:
        return False
    facts = {"reason": "no_objection", "edition": report.edition}
    step(report, ReportDeed.CLOSE, now=now, by=by, told=Told(facts=facts))
    return True
