"""The use unit's word on a repair: only by it an elevator returns to service."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q

from hoistway.duties.actions import lift_do_not_use
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.ledger.actions import keep_document
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.maintenance.actions.answer_keeping import (
    Answerer,
    Word,
    held_visit,
    instant,
    keep_answer,
    person_said,
)
from hoistway.maintenance.actions.repairs import held_repair, known_step, move, required
from hoistway.maintenance.models import Confirmation, Repair, Visit
from hoistway.maintenance.rules.answers import may_answer
from hoistway.maintenance.rules.keeping import keep_until
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.vocabulary import ConfirmationWay, VisitKind, VisitState
from hoistway.maintenance.vocabulary.repairs import RepairDeed, RepairState
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed

if TYPE_CHECKING:
    from hoistway.ledger.rules.canonical import Plain

_REPAIRING = frozenset({VisitKind.REPAIR, VisitKind.URGENT_REPAIR})


def own_sign_in(*, by: Actor) -> Answerer:
    """Return a person of the use unit who is signed in as themselves, or whose program speaks."""
    way = ConfirmationWay.OWN_SYSTEM if by.program else ConfirmationWay.OWN_SIGN_IN
    return Answerer(person_id=by.person_id, name=by.name, way=way)


@transaction.atomic
def confirm_return(*, repair_id: int, form_id: UUID, now: datetime, by: Actor) -> Repair:
    """Let the use unit confirm a repair, so that the elevator returns to service.

    The record of the repair visit, if it still waits, is confirmed with it. Raises: NotAllowed,
    NotFound, RepairMovedOn. Source: 286号 附件1 二（三） 完工确认.
    """
    repair = _own(repair_id, by)
    if known_step(form_id=form_id, repair_id=repair_id):
        return repair
    who = own_sign_in(by=by)
    visit = repair.done_in
    if visit is not None and visit.kind in _REPAIRING:
        held = held_visit(uid=visit.uid, seen=Q())
        if may_answer(state=held.state, answer=VisitState.CONFIRMED):
            word = Word(answer=VisitState.CONFIRMED, who=who, form_id=form_id)
            answer_with_repairs(held, word, now=now, by=by)
            repair.refresh_from_db()
            return repair
    return return_held(repair, who=who, form_id=form_id, now=now, by=by)


@transaction.atomic
def reject_repair(
    *, repair_id: int, words: str, form_id: UUID, now: datetime, by: Actor
) -> Repair:  # fmt: skip
    """Let the use unit send a repair back, with the reason; the elevator stays as it is.

    Raises: NotAllowed, NotFound, RepairWordsMissing, RepairMovedOn.
    """
    repair = _own(repair_id, by)
    if not known_step(form_id=form_id, repair_id=repair_id):
        said = required(words=words)
        move(repair, RepairDeed.REJECT, words=said, form_id=form_id, now=now, by=by)
    return repair


def answer_with_repairs(visit: Visit, word: Word, *, now: datetime, by: Actor) -> Confirmation:
    """Keep an answer to a held visit; the repairs that a repair visit did follow it."""
    kept = keep_answer(visit, word, now=now, by=by)
    if visit.kind not in _REPAIRING or word.who is None:
        return kept
    done = Repair.objects.filter(done_in=visit, state=RepairState.REPAIRED).order_by("pk")
    for key in done.values_list("pk", flat=True):
        repair = held_repair(repair_id=key)
        form = uuid5(word.form_id, repair.number)
        if word.answer is VisitState.CONFIRMED:
            return_held(repair, who=word.who, form_id=form, now=now, by=by)
        else:
            move(repair, RepairDeed.REJECT, words=word.reason, form_id=form, now=now, by=by)
    return kept


def return_held(
    repair: Repair, *, who: Answerer, form_id: UUID, now: datetime, by: Actor
) -> Repair:
    """Return a held, repaired elevator to service by the word of its use unit, and keep it."""
    stopped = repair.stopped_at is not None
    back = now if stopped else None
    move(repair, RepairDeed.RETURN, form_id=form_id, now=now, by=by, returned_at=back)
    record = repair.done_in.record if repair.done_in else None
    content: dict[str, Plain] = {
        "schema": "hoistway.return/1", "repair": repair.number, "words": repair.words,
        "visit": str(repair.done_in.uid) if repair.done_in else None,
        "stopped_at": instant(repair.stopped_at) if repair.stopped_at else None,
        "at": instant(now), "person": person_said(who, now),
    }  # fmt: skip
    keep_document(
        elevator_id=repair.elevator_id, kind=DocumentKind.RETURN, content=content, now=now,
        refers_to_id=record.pk if record else None, keep_until=kept_until(repair, now),
    )  # fmt: skip
    if stopped and not _still_stopped(repair):
        words = f"修理单 {repair.number} 已由使用单位确认恢复使用"
        lift_do_not_use(elevator_id=repair.elevator_id, words=words, now=now, by=by)
    return repair


def _still_stopped(repair: Repair) -> bool:
    """Return whether another repair keeps the same elevator out of service."""
    others = Repair.objects.filter(
        elevator_id=repair.elevator_id, stopped_at__isnull=False, returned_at=None
    )
    return others.exclude(pk=repair.pk).exists()


def kept_until(repair: Repair, now: datetime) -> date:
    """Return until when a document about a repair is kept, by the policy of its place."""
    day = local_day(at=now)
    code = repair.elevator.jurisdiction.code
    years = policy_on(day=day, jurisdiction_code=code).keep_years
    return keep_until(counted_on=day, years=years)


def _own(repair_id: int, by: Actor) -> Repair:
    require(by=by, deed=Deed.CONFIRM_MAINTENANCE)
    repair = held_repair(repair_id=repair_id)
    if repair.elevator.use_unit_id != by.organisation_id:
        raise NotFound
    return repair
