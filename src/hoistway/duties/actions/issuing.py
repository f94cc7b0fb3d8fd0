"""A firm tells a use unit in writing: needs repair, must not be used, is a hazard."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.duties.actions.steps import Told, required, step
from hoistway.duties.models import Hazard, Notice
from hoistway.duties.queries.notices import standing_of
from hoistway.duties.rules.notices import next_moment
from hoistway.duties.rules.policy import policy_on
from hoistway.duties.vocabulary import HazardGrade, NoticeDeed, NoticeKind
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators


class GradeMissing(Refusal):
    """Raised when a hazard would be told without saying how grave it is."""

    code = "grade_missing"
    zh = "事故隐患须分级，请用“报告事故隐患”。"
    en = "A hazard has a grade; please report it as a hazard."
    status = 422


@transaction.atomic
def issue_notice(  # noqa: PLR0913 -- the parts of a letter: whom, about what, what, with what
    *, form_id: UUID, elevator_id: int, firm_id: int, kind: NoticeKind, words: str,
    file: Attachment | None = None, now: datetime, by: Actor,
) -> Notice:  # fmt: skip
    """Tell the use unit something in writing, and wait for its receipt; a form twice is one notice.

    Raises: NotAllowed, NotFound, WordsMissing, GradeMissing.
    Source: TSG T5002-2017 art. 11 (M); 上海市电梯安全管理办法 (市政府令第76号, 2023).
    """
    require(by=by, deed=Deed.REPORT_HAZARD if kind in NoticeKind.urgent() else Deed.KEEP_DUTIES)
    if kind is NoticeKind.HAZARD:
        raise GradeMissing
    elevator = _at_hand(elevator_id, by)
    if by.kind is ActorKind.PERSON and firm_id != by.organisation_id:
        raise NotAllowed
    fresh = Notice(
        form_id=form_id, kind=kind, elevator=elevator, firm_id=firm_id,
        words=required(words=words), file=file,
    )  # fmt: skip
    return _issued(fresh, now=now, by=by)


@transaction.atomic
def report_hazard(  # noqa: PLR0913 -- the parts of a report: where, how grave, what, a photo
    *, form_id: UUID, elevator_id: int, grade: HazardGrade, words: str,
    photo: Attachment | None = None, now: datetime, by: Actor,
) -> Hazard:  # fmt: skip
    """Tell the use unit of a hazard, the district too of a serious one; a form twice is one hazard.

    Raises: NotAllowed, NotFound, WordsMissing.
    Source: TSG T5002-2017 art. 10 (M).
    """
    require(by=by, deed=Deed.REPORT_HAZARD)
    elevator = _at_hand(elevator_id, by)
    if elevator.firm_id is None:
        raise NotFound
    fresh = Hazard(
        form_id=form_id, kind=NoticeKind.HAZARD, grade=grade, elevator=elevator,
        firm_id=by.organisation_id or elevator.firm_id, words=required(words=words), file=photo,
    )  # fmt: skip
    issued = _issued(fresh, now=now, by=by)
    return Hazard.objects.select_related("elevator", "use_unit", "firm").get(pk=issued.pk)


def _at_hand(elevator_id: int, by: Actor) -> Elevator:
    related = elevators(by=by).select_related("firm", "use_unit", "jurisdiction")
    elevator = related.filter(pk=elevator_id).first()
    if elevator is None:
        raise NotFound
    return elevator


def _issued(fresh: Notice, *, now: datetime, by: Actor) -> Notice:
    known = Notice.objects.filter(form_id=fresh.form_id, firm_id=fresh.firm_id).first()
    if known is not None:
        return known
    elevator, day = fresh.elevator, local_day(at=now)
    policy = policy_on(day=day, jurisdiction_code=elevator.jurisdiction.code)
    fresh.pk = fresh_key(table="duties_notice")
    mark = "YH" if fresh.kind is NoticeKind.HAZARD else "GZ"
    fresh.number = f"{mark}{day:%y%m%d}{fresh.pk:06d}"
    fresh.jurisdiction, fresh.use_unit = elevator.jurisdiction, elevator.use_unit
    fresh.issued_at, fresh.edition = now, policy.edition
    fresh.due_at = next_moment(
        standing=standing_of(notice=fresh), issued_at=now, policy=policy, after=now
    )
    fresh.save(force_insert=True)
    told = Told(words=fresh.words, file=fresh.file, form_id=fresh.form_id)
    step(fresh, NoticeDeed.ISSUE, now=now, by=by, told=told)
    return fresh
