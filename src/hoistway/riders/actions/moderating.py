"""Abuse is hidden by one press, with a reason; whoever wrote it may appeal to somebody else."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.riders.actions.answering import Said, matter, ready, taken
from hoistway.riders.actions.steps import Told, bring_to, held_report, required, step
from hoistway.riders.models import PublicReport, ReportPhoto, ReportStep
from hoistway.riders.queries.reports import is_appealed, policy_of, reports
from hoistway.riders.vocabulary import PhotoState, ReportDeed, ReportState

_NEEDS = Deed.MODERATE_REPORT


class SamePerson(Refusal):
    """Raised when an appeal would be judged by the one against whom it is made."""

    code = "same_person"
    zh = "申诉须由屏蔽人以外的人员处理。"
    en = "An appeal is judged by somebody else than the one who hid the report."
    status = 403


@transaction.atomic
def hide_report(
    *, report_id: int, form_id: UUID, words: str, now: datetime, by: Actor
) -> PublicReport:
    """Hide a report that is abuse, with the reason; its clock stops, the fault it saw stays.

    Raises: NotAllowed, NotFound, NotYourTurn, ReportSettled, ReportWordsMissing.
    """
    said = Said(report_id=report_id, form_id=form_id, words=required(words=words))
    report = ready(said=said, deed=ReportDeed.HIDE, needs=_NEEDS, by=by)
    if report is not None:
        told = Told(words=said.words, form_id=form_id, facts={"was": str(report.state)})
        step(report, ReportDeed.HIDE, now=now, by=by, told=told)
    return matter(report_id=report_id)


@transaction.atomic
def show_report(
    *, report_id: int, form_id: UUID, now: datetime, by: Actor, words: str = ""
) -> PublicReport:
    """Show a hidden report again; it goes on where it stood, its clock begins anew.

    Raises: NotAllowed, NotFound, ReportSettled, SamePerson.
    """
    said = Said(report_id=report_id, form_id=form_id, words=words)
    report = ready(said=said, deed=ReportDeed.SHOW, needs=_NEEDS, by=by)
    if report is None:
        return matter(report_id=report_id)
    if is_appealed(report=report):
        _require_other(report, by)
    was = ReportState(_hiding(report).facts.get("was", ReportState.OPEN))
    report.hidden_at = None
    if was in ReportState.open_states():
        bring_to(report=report, desk=report.desk, now=now)
    elif was is ReportState.ANSWERED:
        report.closes_at = now + timedelta(days=policy_of(report=report).close_days)
    taken(report=report, said=said, deed=ReportDeed.SHOW, now=now, by=by)
    report.state = was
    report.save(update_fields=["state"])
    return report


@transaction.atomic
def keep_hidden(
    *, report_id: int, form_id: UUID, words: str, now: datetime, by: Actor
) -> PublicReport:
    """Judge an appeal: the report stays hidden, for a reason that the reporter reads.

    Raises: NotAllowed, NotFound, NotYourTurn, ReportSettled, SamePerson, ReportWordsMissing.
    """
    said = Said(report_id=report_id, form_id=form_id, words=required(words=words))
    report = ready(said=said, deed=ReportDeed.KEEP_HIDDEN, needs=_NEEDS, by=by)
    if report is not None:
        _require_other(report, by)
        taken(report=report, said=said, deed=ReportDeed.KEEP_HIDDEN, now=now, by=by)
    return matter(report_id=report_id)


def _hiding(report: PublicReport) -> ReportStep:
    found = ReportStep.objects.filter(report=report, deed=ReportDeed.HIDE)
    return found.order_by("-at", "-pk")[0]


def _require_other(report: PublicReport, by: Actor) -> None:
    hidden_by = _hiding(report).by
    if by.person_id and hidden_by.get("person") == by.person_id:
        raise SamePerson


def show_photo(
    *, photo_id: int, form_id: UUID, now: datetime, by: Actor, words: str = ""
) -> ReportPhoto:
    """Let a photo be seen by the public. Raises: NotAllowed, NotFound."""
    said = Told(words=words, form_id=form_id, public=False)
    return _judge_photo(photo_id, PhotoState.SHOWN, said, now, by)


def hide_photo(
    *, photo_id: int, form_id: UUID, now: datetime, by: Actor, words: str = ""
) -> ReportPhoto:
    """Keep a photo from the public. Raises: NotAllowed, NotFound."""
    said = Told(words=words, form_id=form_id, public=False)
    return _judge_photo(photo_id, PhotoState.HIDDEN, said, now, by)


@transaction.atomic
def _judge_photo(
    photo_id: int, state: PhotoState, said: Told, now: datetime, by: Actor
) -> ReportPhoto:
    require(by=by, deed=_NEEDS)
    found = ReportPhoto.objects.select_for_update(of=("self",)).select_related("report")
    photo = found.filter(pk=photo_id).exclude(state=PhotoState.ERASED).first()
    if photo is None:
        raise NotFound
    report = held_report(report_id=photo.report_id)
    if not reports(by=by).filter(pk=report.pk).exists():
        raise NotFound
    if ReportStep.objects.filter(form_id=said.form_id).exists() or photo.state is state:
        return photo
    was, photo.state = photo.state, state
    photo.save(update_fields=["state"])
    deed = ReportDeed.SHOW_PHOTO if state is PhotoState.SHOWN else ReportDeed.HIDE_PHOTO
    told = Told(
        words=said.words, form_id=said.form_id, public=False,
        facts={"photo": photo.pk, "was": str(was)},
    )  # fmt: skip
    step(report, deed, now=now, by=by, told=told)
    return photo
