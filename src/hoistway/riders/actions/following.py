"""The reporter, who holds nothing but the link: photos, «was it mended?», appeal."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.faults.actions import FaultSighting, sight_fault
from hoistway.faults.vocabulary import FaultSource
from hoistway.foundation.actors import A_PASSENGER, PLATFORM
from hoistway.foundation.attachments import Upload, keep
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.riders.actions.escalating import move_up
from hoistway.riders.actions.steps import Told, held_report, known_step, lock, required, step
from hoistway.riders.models import PublicReport, ReportPhoto
from hoistway.riders.queries.reports import policy_of
from hoistway.riders.rules.course import ReportSettled, require_in_time
from hoistway.riders.rules.topics import FAULT_KINDS
from hoistway.riders.vocabulary import ReportDeed, ReportKind, ReportState

_ASKED = (ReportState.ANSWERED, ReportState.CLOSED)


class TooManyPhotos(Refusal):
    """Raised when a report has as many photos as it may have."""

    code = "too_many_photos"
    zh = "每次反映最多 {most} 张照片。"
    en = "A report takes up to {most} photos."
    status = 429


class NotAnswered(Refusal):
    """Raised when somebody says whether it was mended before anybody has answered."""

    code = "not_answered"
    zh = "尚未答复，请稍后再评价。"
    en = "Nobody has answered yet; please say so later."


def own_report(*, token: str) -> PublicReport:
    """Return the report behind a follow link. Raises: NotFound."""
    found = PublicReport.objects.select_related("jurisdiction").filter(token=token).first()
    if found is None:
        raise NotFound
    return found


def add_photo(*, token: str, form_id: UUID, upload: Upload, now: datetime) -> ReportPhoto:
    """Keep a photo of a reporter without what betrays place and device; it is held at first.

    Raises: NotFound, TooManyPhotos, BadAttachment, NoRoom.
    """
    report = own_report(token=token)
    known = ReportPhoto.objects.filter(form_id=form_id, report=report).first()
    if known is not None:
        return known
    _require_few(report)
    attachment = keep(upload=upload, now=now, by=A_PASSENGER, photo=True)
    with transaction.atomic():
        lock(name=f"photos.{report.pk}")
        known = ReportPhoto.objects.filter(report=report, attachment=attachment).first()
        if known is not None:
            return known
        _require_few(report)
        return ReportPhoto.objects.create(
            form_id=form_id, report=report, attachment=attachment, added_at=now
        )


def _require_few(report: PublicReport) -> None:
    most = policy_of(report=report).most_photos
    if report.erased_at is not None:
        raise NotFound
    if ReportPhoto.objects.filter(report=report).count() >= most:
        raise TooManyPhotos(most=most)


@transaction.atomic
def say_mended(
    *, token: str, mended: bool, form_id: UUID, now: datetime, words: str = ""
) -> PublicReport:
    """Keep whether the reporter finds it mended; «no» reopens it above whoever closed it.

    «No» to a fault is seen by the faults room as one more sighting. «Yes» of the first who
    reported closes the matter. Raises: NotFound, NotAnswered, TooLate.
    """
    own = own_report(token=token)
    lock(name=f"report.{own.elevator_id}")
    report = held_report(report_id=own.pk)
    if known_step(form_id=form_id, report_id=report.pk):
        return report
    if report.state not in _ASKED:
        raise NotAnswered
    if not mended:
        require_in_time(closed_at=report.closed_at, now=now, policy=policy_of(report=report))
    PublicReport.objects.filter(pk=own.pk).update(is_mended=mended)
    if own.pk == report.pk:
        report.is_mended = mended
    deed = ReportDeed.MENDED if mended else ReportDeed.NOT_MENDED
    told = Told(words=words, form_id=form_id, facts={"number": own.number})
    step(report, deed, now=now, by=A_PASSENGER, told=told)
    if not mended:
        _see_again(report, form_id, now)
        move_up(report=report, deed=ReportDeed.REOPEN, now=now, by=PLATFORM)
    elif own.pk == report.pk and report.state is ReportState.ANSWERED:
        closed = Told(facts={"reason": "mended", "edition": report.edition})
        step(report, ReportDeed.CLOSE, now=now, by=PLATFORM, told=closed)
    return report


def _see_again(report: PublicReport, form_id: UUID, now: datetime) -> None:
    if report.kind is not ReportKind.FAULT:
        return
    sighting = FaultSighting(
        elevator_id=report.elevator_id, kind=FAULT_KINDS[report.topic], source=FaultSource.RIDER,
        key=f"report.{form_id.hex}", seen_at=now, facts={"again": True},
    )  # fmt: skip
    report.fault = sight_fault(sighting=sighting, now=now, by=A_PASSENGER)


@transaction.atomic
def appeal_hidden(*, token: str, form_id: UUID, words: str, now: datetime) -> PublicReport:
    """Ask somebody else to look at a hidden report again, once until that is judged.

    Raises: NotFound, ReportSettled, ReportWordsMissing.
    """
    said = required(words=words)
    own = own_report(token=token)
    report = held_report(report_id=own.pk)
    if known_step(form_id=form_id, report_id=report.pk):
        return report
    if report.state is not ReportState.HIDDEN:
        raise ReportSettled(zh=report.state.zh, en=report.state.en)
    told = Told(words=said, form_id=form_id, facts={"number": own.number})
    step(report, ReportDeed.APPEAL, now=now, by=A_PASSENGER, told=told)
    return report
