"""A desk takes a report up, passes it on, answers, closes, verifies or hands it to the hotline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.riders.actions.steps import (
    Told,
    bring_to,
    held_report,
    known_step,
    required,
    step,
)
from hoistway.riders.events import ComplaintVerified
from hoistway.riders.models import PublicReport
from hoistway.riders.queries.reports import may_act, passes_to, policy_of, reports
from hoistway.riders.rules.course import state_after
from hoistway.riders.rules.routing import is_higher, passed_on_until
from hoistway.riders.rules.turns import NotYourTurn, answering_desk
from hoistway.riders.vocabulary import Desk, ReportDeed, ReportVerdict


class NoSuchDesk(Refusal):
    """Raised when a report cannot be passed to this desk by this actor."""

    code = "no_such_desk"
    zh = "不能转给“{zh}”。"
    en = "It cannot be passed on to: {en}."
    status = 422


class NumberMissing(Refusal):
    """Raised when a report is handed outside without the number it has there, or its news."""

    code = "outside_number_missing"
    zh = "请填写热线工单编号或办理状态。"
    en = "Give the number it has with the hotline, or where it stands there."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One press of a button: which report, which form, with what words."""

    report_id: int
    form_id: UUID
    words: str = ""
    file: Attachment | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    public: bool = True


def ready(*, said: Said, deed: ReportDeed, needs: Deed, by: Actor) -> PublicReport | None:
    """Return the held report that this actor may do a deed to; None if the form came before.

    Raises: NotAllowed, NotFound, ReportSettled, NotYourTurn.
    """
    require(by=by, deed=needs)
    report = held_report(report_id=said.report_id)
    if not reports(by=by).filter(pk=report.pk).exists():
        raise NotFound
    if known_step(form_id=said.form_id, report_id=report.pk):
        return None
    state_after(state=report.state, deed=deed)
    if not may_act(report=report, deed=deed, by=by):
        raise NotYourTurn(zh=report.desk.zh, en=report.desk.en)
    return report


def taken(*, report: PublicReport, said: Said, deed: ReportDeed, now: datetime, by: Actor) -> None:
    """Take the step that was made ready."""
    told = Told(
        words=said.words, file=said.file, facts=said.facts, form_id=said.form_id,
        public=said.public,
    )  # fmt: skip
    step(report, deed, now=now, by=by, told=told)


def matter(*, report_id: int) -> PublicReport:
    """Return the first report of a matter as it stands now."""
    report = PublicReport.objects.get(pk=report_id)
    return report if report.joined_id is None else matter(report_id=report.joined_id)


@transaction.atomic
def take_up_report(
    *, report_id: int, form_id: UUID, now: datetime, by: Actor, words: str = ""
) -> PublicReport:
    """Say that a desk has begun with a report. Raises: NotAllowed, NotFound, NotYourTurn."""
    said = Said(report_id=report_id, form_id=form_id, words=words)
    deed = ReportDeed.TAKE_UP
    report = ready(said=said, deed=deed, needs=Deed.ANSWER_REPORT, by=by)
    if report is not None:
        taken(report=report, said=said, deed=deed, now=now, by=by)
    return matter(report_id=report_id)


@transaction.atomic
def pass_on_report(
    *, report_id: int, form_id: UUID, desk: Desk, now: datetime, by: Actor, words: str = ""
) -> PublicReport:
    """Pass a report on to another desk; sideways that buys no time.

    Raises: NotAllowed, NotFound, NotYourTurn, NoSuchDesk.
    """
    facts = {"to": str(desk)}
    said = Said(report_id=report_id, form_id=form_id, words=words, facts=facts)
    deed = ReportDeed.PASS_ON
    report = ready(said=said, deed=deed, needs=Deed.ANSWER_REPORT, by=by)
    if report is None:
        return matter(report_id=report_id)
    if desk not in passes_to(report=report, by=by):
        raise NoSuchDesk(zh=desk.zh, en=desk.en)
    was, regulated = report.due_at, report.desk in (Desk.DISTRICT, Desk.CITY)
    downward = regulated and is_higher(one=report.desk, other=desk)
    bring_to(report=report, desk=desk, now=now)
    fresh = report.due_at or now
    report.due_at = passed_on_until(was=was, fresh=fresh, downward=downward)
    taken(report=report, said=said, deed=deed, now=now, by=by)
    return report


@transaction.atomic
def answer_report(
    *, report_id: int, form_id: UUID, words: str, now: datetime, by: Actor,
    file: Attachment | None = None,
) -> PublicReport:  # fmt: skip
    """Answer a report; it closes by itself if the reporter does not object.

    Raises: NotAllowed, NotFound, NotYourTurn, ReportSettled, ReportWordsMissing.
    """
    said = Said(report_id=report_id, form_id=form_id, words=required(words=words), file=file)
    deed = ReportDeed.ANSWER
    report = ready(said=said, deed=deed, needs=Deed.ANSWER_REPORT, by=by)
    if report is not None:
        _own(report, now, by)
        taken(report=report, said=said, deed=deed, now=now, by=by)
    return matter(report_id=report_id)


@transaction.atomic
def close_report(
    *, report_id: int, form_id: UUID, now: datetime, by: Actor, words: str = ""
) -> PublicReport:
    """Close a report as its regulator; one that nobody has answered needs words.

    Raises: NotAllowed, NotFound, NotYourTurn, ReportSettled, ReportWordsMissing.
    """
    said = Said(report_id=report_id, form_id=form_id, words=words)
    deed = ReportDeed.CLOSE
    report = ready(said=said, deed=deed, needs=Deed.ANSWER_REPORT, by=by)
    if report is not None:
        if report.answered_at is None:
            required(words=words)
            report.answered_at = now
        _own(report, now, by)
        taken(report=report, said=said, deed=deed, now=now, by=by)
    return matter(report_id=report_id)


def _own(report: PublicReport, now: datetime, by: Actor) -> None:
    """Put a report before the desk of whoever speaks the last word, so that «no» goes above it."""
    desk = answering_desk(by=by, desk=report.desk)
    if desk is not report.desk:
        bring_to(report=report, desk=desk, now=now)


@transaction.atomic
def verify_report(
    *, report_id: int, form_id: UUID, verdict: ReportVerdict, words: str, now: datetime, by: Actor
) -> PublicReport:
    """Say as a regulator whether a report was true and why; the last word counts.

    Announces: ComplaintVerified. Raises: NotAllowed, NotFound, NotYourTurn, ReportWordsMissing.
    Source: 286号 附件2: complaints found true count for the firm.
    """
    said = Said(
        report_id=report_id, form_id=form_id, words=required(words=words),
        facts={"verdict": str(verdict)},
    )  # fmt: skip
    deed = ReportDeed.VERIFY
    report = ready(said=said, deed=deed, needs=Deed.VERIFY_REPORT, by=by)
    if report is not None:
        report.verdict = verdict
        taken(report=report, said=said, deed=deed, now=now, by=by)
        announce(ComplaintVerified(report_id=report.pk))
    return matter(report_id=report_id)


@transaction.atomic
def hand_outside(
    *, report_id: int, form_id: UUID, number: str, now: datetime, by: Actor, words: str = ""
) -> PublicReport:
    """Hand a report over to the city's hotline under the number it has there.

    Raises: NotAllowed, NotFound, NotYourTurn, ReportSettled, NumberMissing.
    """
    plain = _given(number, most=60)
    said = Said(report_id=report_id, form_id=form_id, words=words, facts={"number": plain})
    deed = ReportDeed.OUTSIDE
    report = ready(said=said, deed=deed, needs=Deed.VERIFY_REPORT, by=by)
    if report is not None:
        report.outside_number = plain
        report.due_at = now + timedelta(days=policy_of(report=report).outside_days)
        taken(report=report, said=said, deed=deed, now=now, by=by)
    return matter(report_id=report_id)


@transaction.atomic
def outside_news(  # noqa: PLR0913 -- a form has many fields
    *, report_id: int, form_id: UUID, status: str, now: datetime, by: Actor, words: str = "",
    is_over: bool = False,
) -> PublicReport:  # fmt: skip
    """Keep where a report stands with the hotline; when it is over there it is answered here.

    Raises: NotAllowed, NotFound, NotYourTurn, ReportSettled, NumberMissing.
    """
    plain = _given(status, most=120)
    said = Said(report_id=report_id, form_id=form_id, words=words, facts={"status": plain})
    deed = ReportDeed.OUTSIDE_NEWS
    report = ready(said=said, deed=deed, needs=Deed.VERIFY_REPORT, by=by)
    if report is not None:
        report.outside_status = plain
        taken(report=report, said=said, deed=deed, now=now, by=by)
        if is_over:
            told = Told(words=words or plain, facts={"status": plain})
            step(report, ReportDeed.ANSWER, now=now, by=by, told=told)
    return matter(report_id=report_id)


@transaction.atomic
def note_report(
    *, report_id: int, form_id: UUID, words: str, now: datetime, by: Actor
) -> PublicReport:
    """Add what the desks should know and the public does not read.

    So a firm or a use unit is heard on a complaint that lies with the district.
    Raises: NotAllowed, NotFound, ReportWordsMissing.
    """
    said = Said(report_id=report_id, form_id=form_id, words=required(words=words), public=False)
    deed = ReportDeed.NOTE
    report = ready(said=said, deed=deed, needs=Deed.SEE_REPORTS, by=by)
    if report is not None:
        taken(report=report, said=said, deed=deed, now=now, by=by)
    return matter(report_id=report_id)


def _given(text: str, *, most: int) -> str:
    if not text.strip():
        raise NumberMissing
    return text.strip()[:most]
