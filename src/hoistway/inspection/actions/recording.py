"""Keep the report of an inspection or a test, with all that follows from it in law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from hoistway.filings.actions.mismatches import SiteFinding, report_mismatch
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.live import touch
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.inspection.actions.reckoning import work_out_next
from hoistway.inspection.actions.stopping import ReasonMissing, settle_stops
from hoistway.inspection.events import InspectionRecorded
from hoistway.inspection.models import Defect, Inspection, InspectionRequest
from hoistway.inspection.vocabulary import InspectionKind, RecordSource, RequestState, Verdict
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevators, survivor_of

MOST_WORDS = 1000


class HeldInFuture(Refusal):
    """Raised when a report is dated after today."""

    code = "inspection_in_future"
    zh = "检验检测日期不能晚于今天 {today}。"
    en = "The day of the inspection cannot lie after today, {today}."
    status = 422


class ReportNumberMissing(Refusal):
    """Raised when a report has no number of its body."""

    code = "report_number_missing"
    zh = "请填写报告编号。"
    en = "Please give the number of the report."
    status = 422


class ReportKnown(Refusal):
    """Raised when a body records a report number a second time with another form."""

    code = "report_known"
    zh = "报告编号 {number} 已录入。更正请打开原报告提交。"
    en = "The report {number} is on record. To correct it, open that report."


class FindingsMissing(Refusal):
    """Raised when a report says «failed» and names nothing that was found."""

    code = "findings_missing"
    zh = "不合格报告须写明至少一项不合格内容。"
    en = "A failed report names at least one thing that was found."
    status = 422


class Replaced(Refusal):
    """Raised when a report is corrected that was corrected before."""

    code = "report_replaced"
    zh = "该报告已被更正，请打开最新的一份。"
    en = "This report was corrected before; open the latest one."


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDefect:
    """One thing found wrong: item of the rules, words, the day until which it is to be mended."""

    words: str
    item: str = ""
    mend_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as it came in; `body_id` is asked only of the platform, others are their own body.

    A correction names the report that it `replaces` (key) and says why.
    """

    elevator_id: int
    kind: InspectionKind
    verdict: Verdict
    held_on: date
    report_number: str
    words: str = ""
    stated_next_on: date | None = None
    file: Attachment | None = None
    defects: tuple[FoundDefect, ...] = ()
    body_id: int = 0
    source: RecordSource = RecordSource.PAGE
    replaces: int | None = None
    replace_reason: str = ""


@transaction.atomic
def record_inspection(*, report: Report, form_id: UUID, now: datetime, by: Actor) -> Inspection:
    """Keep a report; a failed one stops the elevator, a good one lifts what it makes up for.

    What is due next is worked out in the same transaction. A form twice is one report.
    Announces: InspectionRecorded, StopOrdered, StopLifted.
    Raises: NotAllowed, NotFound, HeldInFuture, ReportNumberMissing, ReportKnown,
    FindingsMissing, Replaced, ReasonMissing.
    Source: 特种设备安全法 art. 40; TSG T7001-2023, TSG T7008-2023.
    """
    require(by=by, deed=Deed.RECORD_INSPECTION)
    known = Inspection.objects.filter(form_id=form_id).first()
    if known is not None:
        return _own(known, by)
    elevator_id = survivor_of(elevator_id=report.elevator_id)
    if not elevators(by=by).filter(pk=elevator_id).exists():
        raise NotFound
    _require_whole(report, local_day(at=now))
    body_id = report.body_id if by.kind is ActorKind.SYSTEM else by.organisation_id
    before = _replaced(report, body_id) if report.replaces else None
    kept = _kept(report, elevator_id, body_id, form_id, now=now, by=by)
    _follow(kept, before, now=now, by=by)
    return kept


@transaction.atomic
def record_on_site(
    *, report: Report, differences: Sequence[SiteFinding], form_id: UUID, now: datetime, by: Actor
) -> Inspection:
    """Keep a report, and open a mismatch for each filed fact that was not so on site.

    Both are kept or neither. Raises: those of `record_inspection` and of `report_mismatch`.
    Source: 286号 二（一）: 电梯检验机构应在定期检验时核对相关信息.
    """
    kept = record_inspection(report=report, form_id=form_id, now=now, by=by)
    for finding in differences:
        report_mismatch(
            elevator_id=kept.elevator_id, finding=finding, found_on=kept.held_on,
            form_id=uuid5(form_id, str(finding.field)), now=now, by=by,
        )  # fmt: skip
    return kept


def _own(known: Inspection, by: Actor) -> Inspection:
    if by.kind is not ActorKind.SYSTEM and known.body_id != by.organisation_id:
        raise NotAllowed
    return known


def _require_whole(report: Report, today: date) -> None:
    if report.held_on > today:
        raise HeldInFuture(today=today)
    if not report.report_number.strip():
        raise ReportNumberMissing
    if report.verdict is Verdict.FAILED and not report.defects and not report.words.strip():
        raise FindingsMissing
    if report.replaces and not report.replace_reason.strip():
        raise ReasonMissing


def _replaced(report: Report, body_id: int) -> Inspection:
    before = Inspection.objects.filter(pk=report.replaces or 0, body_id=body_id).first()
    if before is None:
        raise NotFound
    if Inspection.objects.filter(replaces=before).exists():
        raise Replaced
    return before


def _kept(
    report: Report, elevator_id: int, body_id: int, form_id: UUID, *, now: datetime, by: Actor
) -> Inspection:
    key = fresh_key(table="inspection_inspection")
    kept = Inspection(
        pk=key, form_id=form_id, number=f"JY{local_day(at=now):%y%m%d}{key:06d}",
        elevator_id=elevator_id, kind=report.kind, verdict=report.verdict,
        held_on=report.held_on, report_number=report.report_number.strip()[:60], body_id=body_id,
        words=report.words.strip()[:MOST_WORDS], stated_next_on=report.stated_next_on,
        file=report.file, replaces_id=report.replaces, source=report.source,
        replace_reason=report.replace_reason.strip()[:300], recorded_at=now,
        recorded_by=by.as_json(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError:
        raise ReportKnown(number=kept.report_number) from None
    Defect.objects.bulk_create(
        Defect(
            inspection=kept, ordinal=place, item=one.item[:40], words=one.words.strip()[:500],
            mend_by=one.mend_by,
        )
        for place, one in enumerate(report.defects, start=1)
        if one.words.strip()
    )  # fmt: skip
    return kept


def _follow(kept: Inspection, before: Inspection | None, *, now: datetime, by: Actor) -> None:
    """Work out anew what is due, settle stops and requests, and tell the rooms above."""
    for key in {kept.elevator_id, before.elevator_id if before else kept.elevator_id}:
        work_out_next(elevator_ids=[key], now=now)
        settle_stops(elevator_id=key, now=now, by=by)
        touch(f"elevator.{key}")
    asked = InspectionRequest.objects.filter(
        elevator_id=kept.elevator_id, kind=kept.kind,
        state__in=[RequestState.ASKED, RequestState.AGREED],
    )  # fmt: skip
    asked.update(state=RequestState.DONE, inspection=kept)
    touch("inspections")
    announce(InspectionRecorded(inspection_id=kept.pk))
