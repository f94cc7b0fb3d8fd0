"""Hold a report, move it by the rule, bring it to a desk, keep each step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.riders.events import ReportMoved
from hoistway.riders.models import PublicReport, ReportStep
from hoistway.riders.queries.reports import policy_of
from hoistway.riders.rules.course import state_after
from hoistway.riders.rules.routing import deadline
from hoistway.riders.vocabulary import Desk, ReportDeed, ReportState

MOST_WORDS = 1000
_SAVED = [
    "state", "desk", "holder", "level", "due_at", "closes_at", "answered_at", "closed_at",
    "reopened", "hidden_at", "verdict", "is_mended", "outside_number", "outside_status", "fault",
]  # fmt: skip


class ReportWordsMissing(Refusal):
    """Raised when a step that needs words has none."""

    code = "words_missing"
    zh = "请写明内容或理由。"
    en = "Please say what it is about, or why."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What goes with a step: words, a file, facts it was judged by, its form, who reads it."""

    words: str = ""
    file: Attachment | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    form_id: UUID = field(default_factory=uuid4)
    public: bool = True


def required(*, words: str) -> str:
    """Return words that say something. Raises: ReportWordsMissing."""
    if not words.strip():
        raise ReportWordsMissing
    return words.strip()[:MOST_WORDS]


def lock(*, name: str) -> None:
    """Let nobody else hold this name until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def held_report(*, report_id: int) -> PublicReport:
    """Return the first report of a matter, which nobody else can move meanwhile.

    Raises: NotFound.
    """
    found = PublicReport.objects.select_for_update(of=("self",)).select_related(
        "elevator", "jurisdiction", "firm", "use_unit", "holder"
    )
    report = found.filter(pk=report_id).first()
    if report is None:
        raise NotFound
    if report.joined_id is not None:
        return held_report(report_id=report.joined_id)
    return report


def known_step(*, form_id: UUID, report_id: int) -> bool:
    """Return whether this form was taken for this report before."""
    return ReportStep.objects.filter(form_id=form_id, report_id=report_id).exists()


def bring_to(*, report: PublicReport, desk: Desk, now: datetime) -> None:
    """Put a report before a desk, with its clock started anew."""
    report.desk, report.holder_id = desk, _holder_id(report, desk)
    report.due_at = deadline(
        kind=report.kind, desk=desk, policy=policy_of(report=report), now=now
    )  # fmt: skip


def _holder_id(report: PublicReport, desk: Desk) -> int | None:
    if desk is Desk.FIRM:
        return report.firm_id
    if desk is Desk.USE_UNIT:
        return report.use_unit_id
    area = report.jurisdiction
    area_id = area.city_id or area.pk if desk is Desk.CITY else area.pk
    bureaus = organisations(kind=OrganisationKind.BUREAU).filter(jurisdiction_id=area_id)
    return bureaus.values_list("pk", flat=True).first()


def step(
    report: PublicReport, deed: ReportDeed, *, now: datetime, by: Actor, told: Told
) -> ReportStep:  # fmt: skip
    """Move a held report by a deed, keep the step and announce it. Raises: ReportSettled."""
    was = report.state
    report.state = state_after(state=was, deed=deed)
    _stamp(report, deed, was, now)
    report.save(update_fields=_SAVED)
    row = kept_step(report, deed, now=now, by=by, told=told)
    announce(ReportMoved(step_id=row.pk))
    woken = [f"report.{report.pk}"]
    touch(*woken, *([f"organisation.{report.holder_id}"] if report.holder_id else []))
    return row


def kept_step(
    report: PublicReport, deed: ReportDeed, *, now: datetime, by: Actor, told: Told
) -> ReportStep:  # fmt: skip
    """Keep a step as it is, without moving the report or telling anybody."""
    return ReportStep.objects.create(
        report=report, form_id=told.form_id, deed=deed, at=now, by=by.as_json(),
        desk=report.desk, words=told.words.strip()[:MOST_WORDS], file=told.file,
        facts=dict(told.facts), public=told.public,
    )  # fmt: skip


def _stamp(report: PublicReport, deed: ReportDeed, was: ReportState, now: datetime) -> None:
    if deed is ReportDeed.ANSWER:
        report.answered_at = report.answered_at or now
        days = policy_of(report=report).close_days
        report.due_at, report.closes_at = None, now + timedelta(days=days)
    elif deed is ReportDeed.CLOSE:
        report.closed_at, report.due_at, report.closes_at = now, None, None
    elif deed in (ReportDeed.REOPEN, ReportDeed.ESCALATE):
        report.level += 1
        report.reopened += deed is ReportDeed.REOPEN
        report.closed_at = report.closes_at = None
    elif deed is ReportDeed.HIDE:
        report.hidden_at, report.due_at, report.closes_at = now, None, None
