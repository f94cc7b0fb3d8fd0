"""A hotline's order: it becomes a public report once, or news of a report handed to it."""

from datetime import datetime
from uuid import uuid5

from hoistway.exchange.actions.taking_orders import Became, acting, elevator_said, form_id
from hoistway.exchange.models import Taken
from hoistway.exchange.queries.profiles import Known
from hoistway.exchange.queries.things import report_matter
from hoistway.exchange.rules.incoming import Said, is_later
from hoistway.exchange.vocabulary import Outcome
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.riders.actions import Reported, file_report, outside_news
from hoistway.riders.queries import report_seen
from hoistway.riders.vocabulary import ReportKind, Topic

_KINDS = (ReportKind.COMPLAINT, ReportKind.FAULT, ReportKind.SUGGESTION)
_REST = {
    ReportKind.COMPLAINT: Topic.OTHER_MATTER, ReportKind.FAULT: Topic.OTHER_FAULT,
    ReportKind.SUGGESTION: Topic.IDEA,
}  # fmt: skip
_COMPLAINTS = (
    Topic.OFTEN_BROKEN, Topic.POOR_MAINTENANCE, Topic.SLOW_RESCUE, Topic.NO_ANSWER,
    Topic.NOT_INSPECTED, Topic.OTHER_MATTER,
)  # fmt: skip


def report_taken(known: Known, said: Said, now: datetime) -> Became:
    """File a public report, or take news of a report that we handed to the hotline."""
    if said.get("ours"):
        return _news(known, said, now)
    elevator = elevator_said(said)
    if elevator is None:
        return Became(
            Outcome.REFUSED, reason="No elevator has this number: send register_number or code."
        )
    kind = _kind(str(said.get("kind", "")))
    report = Reported(
        elevator_id=elevator.pk, form_id=form_id(known, said["number"]), kind=kind,
        topic=_topic(kind, str(said.get("topic", ""))), words=said.get("words", ""),
        phone=said.get("phone", ""), origin=f"{known.profile.name} {said['number']}",
    )  # fmt: skip
    try:
        row = file_report(report=report, now=now)
    except Refusal as refusal:
        return Became(Outcome.REFUSED, reason=refusal.sentence("en"))
    first = report_matter(report_id=row.joined_id or row.pk)
    outcome = Outcome.JOINED if row.joined_id else Outcome.OPENED
    return Became(outcome, row.number, first.thing, first.state)


def report_again(known: Known, row: Taken, said: Said, now: datetime) -> Became:
    """Take news of a report; what is older than known changes nothing."""
    if said.get("ours") and is_later(said=said.get("state_at"), known=row.state_at):
        return _news(known, said, now, outcome=Outcome.NOTED)
    if row.thing is None:
        return Became(Outcome.REPEATED, row.ours)
    matter = report_matter(report_id=row.thing)
    return Became(Outcome.REPEATED, row.ours, row.thing, matter.state)


def _news(known: Known, said: Said, now: datetime, *, outcome: Outcome = Outcome.NOTED) -> Became:
    by = acting(known)
    status = str(said.get("state") or said.get("words") or "")
    words = f"{said['number']} {status} {said.get('state_at', '')}"
    try:
        report = report_seen(number=said["ours"], by=by)
        row = outside_news(
            report_id=report.pk, form_id=uuid5(form_id(known, said["number"]), words),
            status=status, words=said.get("words", ""), is_over=bool(said.get("is_over")),
            now=now, by=by,
        )  # fmt: skip
    except NotFound:
        return Became(Outcome.REFUSED, reason="We have no report of this number.")
    except Refusal as refusal:
        return Became(Outcome.REFUSED, reason=refusal.sentence("en"))
    return Became(outcome, row.number, row.pk, str(row.state))


def _kind(said: str) -> ReportKind:
    return next((one for one in _KINDS if said == str(one)), ReportKind.COMPLAINT)


def _topic(kind: ReportKind, said: str) -> Topic:
    """Return the topic that was said if it fits the kind, else the one that takes the rest."""
    if kind is ReportKind.COMPLAINT:
        return next((one for one in _COMPLAINTS if said == str(one)), _REST[kind])
    return _REST[kind]
