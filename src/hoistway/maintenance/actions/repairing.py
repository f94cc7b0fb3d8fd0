"""The firm works on a repair: begins, finishes, stops the elevator, or gives it up in writing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q

from hoistway.duties.actions import issue_notice
from hoistway.duties.vocabulary import NoticeKind
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.maintenance.actions.repairs import (
    held_repair,
    known_step,
    move,
    open_repair,
    required,
)
from hoistway.maintenance.events import VisitsAssigned
from hoistway.maintenance.models import Repair, Visit
from hoistway.maintenance.queries.repairs import records_for
from hoistway.maintenance.rules.items import edition
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.maintenance.vocabulary.repairs import RepairDeed, RepairSource, RepairState, Urgency
from hoistway.parties.queries import may, members
from hoistway.parties.vocabulary import Deed, RoleKind

MOST_SOLUTION = 1000
_COUNTED = sorted(str(state) for state in VisitState.counted_states())
_UNDONE = frozenset({RepairState.OPEN, RepairState.UNDER_WAY, RepairState.CANNOT_CLEAR})
_MENDED = frozenset({"normal", "adjusted", "replaced"})
"""Results of an item by which a repair of it is done (`vocabulary.ItemResult`)."""


class NoSuchRecord(Refusal):
    """Raised when a repair is to be finished by a visit that is not signed or not of it."""

    code = "no_such_record"
    zh = "请选择本梯在报修之后签字完成的作业记录。"
    en = "Choose a signed visit on this elevator that came after the repair was opened."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """How a fault that cannot be cleared now will be dealt with, in writing."""

    words: str
    file: Attachment | None = None


@transaction.atomic
def assign_repair(
    *, repair_id: int, person_id: int, planned_on: date, form_id: UUID, now: datetime, by: Actor
) -> Repair:
    """Begin a repair: give it to a technician of the firm, on whose phone it becomes a job.

    One job is open for a repair at a time: it goes over to whoever is named last. Raises:
    NotAllowed, NotFound, NotOurTechnician, RepairMovedOn.
    """
    repair = _own(repair_id, by)
    if known_step(form_id=form_id, repair_id=repair_id):
        return repair
    staff = members(organisation_id=repair.firm_id, role=RoleKind.TECHNICIAN, at=now)
    if not staff.filter(person_id=person_id).exists():
        raise NotOurTechnician
    job = Visit.objects.filter(repair=repair, state=VisitState.PLANNED).order_by("pk").last()
    if job is None:
        job = Visit(
            uid=uuid5(form_id, repair.number), elevator_id=repair.elevator_id,
            firm_id=repair.firm_id, kind=VisitKind.REPAIR, repair=repair, edition=edition(),
            due_on=local_day(at=repair.due_at), made_at=now,
        )  # fmt: skip
    job.lead_id, job.planned_on = person_id, planned_on
    job.save()
    move(repair, RepairDeed.BEGIN, form_id=form_id, now=now, by=by)
    announce(VisitsAssigned(person_id=person_id, visit_ids=[job.pk]))
    return repair


class NotOurTechnician(Refusal):
    """Raised when a repair is given to somebody who is no technician of the firm."""

    code = "not_our_technician"
    zh = "请选择本单位的维保人员。"
    en = "Choose a technician of your firm."
    status = 422


@transaction.atomic
def finish_repair(
    *, repair_id: int, visit_uid: UUID, words: str, form_id: UUID, now: datetime, by: Actor
) -> Repair:
    """Let the firm name the signed visit that did a repair; the use unit's word is asked next.

    Raises: NotAllowed, NotFound, NoSuchRecord, RepairMovedOn.
    """
    repair = _own(repair_id, by)
    if known_step(form_id=form_id, repair_id=repair_id):
        return repair
    visit = records_for(repair=repair).filter(uid=visit_uid).first()
    if visit is None:
        raise NoSuchRecord
    move(repair, RepairDeed.FINISH, words=words, form_id=form_id, now=now, by=by, done_in=visit)
    return repair


@transaction.atomic
def stop_elevator(
    *, repair_id: int, words: str, form_id: UUID, now: datetime, by: Actor
) -> Repair:  # fmt: skip
    """Take an elevator out of service until its repair is confirmed, and say so in writing.

    Raises: NotAllowed, NotFound, RepairWordsMissing, RepairMovedOn. Source: 特种设备安全法 art. 42.
    """
    repair = _own(repair_id, by)
    if known_step(form_id=form_id, repair_id=repair_id):
        return repair
    said = required(words=words)
    move(
        repair, RepairDeed.STOP, words=said, form_id=form_id, now=now, by=by,
        stopped_at=repair.stopped_at or now, urgency=Urgency.AT_ONCE,
    )  # fmt: skip
    letter = Letter(kind=NoticeKind.DO_NOT_USE, words=said)
    _notify(repair, letter, form_id=form_id, now=now, by=by)
    return repair


@transaction.atomic
def give_up_repair(
    *, repair_id: int, solution: Solution, form_id: UUID, now: datetime, by: Actor
) -> Repair:
    """Say in writing how a fault that cannot be cleared will be dealt with, and not to use it.

    The use unit gets both notices, with receipt. Raises: NotAllowed, NotFound,
    RepairWordsMissing, RepairMovedOn.
    Source: 上海市电梯安全管理办法 (市政府令第76号, 2023) (M).
    """
    repair = _own(repair_id, by)
    if known_step(form_id=form_id, repair_id=repair_id):
        return repair
    said = required(words=solution.words)[:MOST_SOLUTION]
    move(
        repair, RepairDeed.GIVE_UP, words=said, form_id=form_id, now=now, by=by, solution=said,
        solution_file=solution.file, stopped_at=repair.stopped_at or now,
    )  # fmt: skip
    how = Letter(kind=NoticeKind.SOLUTION, words=said, file=solution.file)
    until_then = Letter(kind=NoticeKind.DO_NOT_USE, words=repair.words)
    for letter in (how, until_then):
        _notify(repair, letter, form_id=form_id, now=now, by=by)
    return repair


@transaction.atomic
def drop_repair(
    *, repair_id: int, words: str, form_id: UUID, now: datetime, by: Actor
) -> Repair:  # fmt: skip
    """Drop a repair that was opened by mistake, with the reason; never one that stops a lift.

    Raises: NotAllowed, NotFound, StoppedStays, RepairWordsMissing, RepairMovedOn.
    """
    repair = _own(repair_id, by)
    if known_step(form_id=form_id, repair_id=repair_id):
        return repair
    if repair.stopped_at is not None:
        raise StoppedStays
    said = required(words=words)
    move(repair, RepairDeed.DROP, words=said, form_id=form_id, now=now, by=by)
    return repair


class StoppedStays(Refusal):
    """Raised when a repair is to be dropped whose elevator is out of service."""

    code = "stopped_stays"
    zh = "这台电梯因此停用，不能撤销；修好后由使用单位确认恢复使用。"
    en = "The elevator is out of service for it: it cannot be dropped, only repaired and confirmed."


@transaction.atomic
def follow_signed(*, visit_id: int, now: datetime) -> int:
    """Link a signed visit with the open repairs that it did; return how many.

    A repair visit did the repair it was made for, or those under way of its firm; a maintenance
    visit did what it found in order of the same item. Twice is no more than once.
    """
    signed = Visit.objects.select_related("record").filter(state__in=_COUNTED)
    visit = signed.filter(pk=visit_id).first()
    if visit is None or visit.signed_received_at is None:
        return 0
    done = 0
    for key in _did(visit, visit.signed_received_at) or _unasked(visit, now):
        repair = held_repair(repair_id=key)
        form = uuid5(visit.uid, repair.number)
        known = known_step(form_id=form, repair_id=key)
        if repair.state in _UNDONE and not known:
            move(repair, RepairDeed.FINISH, form_id=form, now=now, by=PLATFORM, done_in=visit)
            done += 1
    return done


def _unasked(visit: Visit, now: datetime) -> list[int]:
    """Open the repair that an urgent visit did without an order: the lift stood meanwhile."""
    if visit.kind is not VisitKind.URGENT_REPAIR or Repair.objects.filter(done_in=visit).exists():
        return []
    remark = _signed(visit).get("remark")
    repair = open_repair(
        form_id=uuid5(visit.uid, "urgent"), elevator_id=visit.elevator_id, firm_id=visit.firm_id,
        source=RepairSource.FAULT, words=str(remark or VisitKind.URGENT_REPAIR.zh),
        urgency=Urgency.AT_ONCE, stopped_at=visit.begun_at, now=now, by=PLATFORM,
    )  # fmt: skip
    return [repair.pk]


def _did(visit: Visit, received_at: datetime) -> list[int]:
    waiting = Repair.objects.filter(
        elevator_id=visit.elevator_id, firm_id=visit.firm_id, opened_at__lte=received_at,
        state__in=sorted(str(state) for state in _UNDONE),
    ).exclude(found_in=visit)  # fmt: skip
    if visit.kind in {VisitKind.REPAIR, VisitKind.URGENT_REPAIR}:
        named = Q(pk=visit.repair_id) if visit.repair_id else Q(state=RepairState.UNDER_WAY)
        return list(waiting.filter(named).order_by("pk").values_list("pk", flat=True))
    lines = _signed(visit).get("lines") or []
    mended = [line.get("item") for line in lines if line.get("result") in _MENDED]
    return list(waiting.filter(item__in=mended).order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a notice to the use unit says."""

    kind: NoticeKind
    words: str
    file: Attachment | None = None


def _signed(visit: Visit) -> Mapping[str, Any]:
    """Return what the crew signed, as the record of a visit tells it."""
    if visit.record is None:
        return {}
    content: Mapping[str, Any] = json.loads(visit.record.body).get("content") or {}
    return content


def _notify(repair: Repair, letter: Letter, *, form_id: UUID, now: datetime, by: Actor) -> None:
    """Issue a notice to the use unit through the duties of the firm."""
    issue_notice(
        form_id=uuid5(form_id, str(letter.kind)), elevator_id=repair.elevator_id,
        firm_id=repair.firm_id, kind=letter.kind, words=letter.words, file=letter.file, now=now,
        by=by,
    )  # fmt: skip


def _own(repair_id: int, by: Actor) -> Repair:
    if not (may(by=by, deed=Deed.DO_MAINTENANCE) or may(by=by, deed=Deed.PLAN_MAINTENANCE)):
        raise NotAllowed
    repair = held_repair(repair_id=repair_id)
    if repair.firm_id != by.organisation_id:
        raise NotFound
    return repair
