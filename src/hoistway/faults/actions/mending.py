"""From a found fault to an elevator that works: order a repair, mend, open again, say something."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from hoistway.faults.actions.steps import Told, held_fault, known_step, required, step
from hoistway.faults.models import Fault
from hoistway.faults.queries.faults import faults
from hoistway.faults.vocabulary import FaultDeed, FaultState
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.maintenance.actions.repairs import open_repair
from hoistway.maintenance.vocabulary.repairs import RepairSource, Urgency
from hoistway.parties.queries import may, require
from hoistway.parties.vocabulary import Deed


class NotOurFault(Refusal):
    """Raised when a firm would mend what another firm maintains now."""

    code = "not_our_fault"
    zh = "这台电梯现在由其他单位维保，不能由本单位处理。"
    en = "Another firm maintains this elevator now; it is theirs to mend."
    status = 403


@transaction.atomic
def order_repair(
    *, fault_id: int, form_id: UUID, urgency: Urgency, words: str, now: datetime, by: Actor
) -> Fault:
    """Order the repair that mends a fault; the form twice is one repair.

    «At once» takes the elevator out of service and asks for an urgent repair (急修).
    Raises: NotAllowed, NotFound, NotOurFault, FaultWordsMissing, FaultMovedOn.
    """
    fault = _to_mend(fault_id, by)
    if known_step(form_id=form_id, fault_id=fault_id):
        return fault
    said = required(words=words)
    firm_id = by.organisation_id or fault.elevator.firm_id
    if firm_id is None:
        raise NotOurFault
    repair = open_repair(
        form_id=uuid5(form_id, fault.number), elevator_id=fault.elevator_id, firm_id=firm_id,
        source=RepairSource.FAULT, words=said, urgency=urgency, now=now, by=by,
    )  # fmt: skip
    step(
        fault, FaultDeed.ORDER, now=now, by=by, repair=repair,
        stopped=fault.stopped or urgency is Urgency.AT_ONCE,
        told=Told(
            words=said, form_id=form_id,
            facts={"repair": repair.number, "urgency": str(urgency)},
        ),
    )  # fmt: skip
    return fault


@transaction.atomic
def mend_fault(*, fault_id: int, form_id: UUID, words: str, now: datetime, by: Actor) -> Fault:
    """Keep the firm's word that a fault is gone, and how; one under repair ends with its repair.

    Raises: NotAllowed, NotFound, NotOurFault, FaultWordsMissing, FaultMovedOn, UnderRepair.
    """
    fault = _to_mend(fault_id, by)
    if known_step(form_id=form_id, fault_id=fault_id):
        return fault
    if fault.state is FaultState.UNDER_REPAIR:
        raise UnderRepair(number=fault.repair.number if fault.repair else "")
    told = Told(words=required(words=words), form_id=form_id)
    step(fault, FaultDeed.MEND, now=now, by=by, told=told, mended_at=now)
    return fault


class UnderRepair(Refusal):
    """Raised when a fault is called mended whose repair is not finished."""

    code = "under_repair"
    zh = "修理单 {number} 尚未恢复使用；使用单位确认后，故障自动记为已修复。"
    en = "Repair {number} is not returned to service; the use unit's word ends the fault by itself."


@transaction.atomic
def reopen_fault(*, fault_id: int, form_id: UUID, words: str, now: datetime, by: Actor) -> Fault:
    """Open a fault again that was called mended and is not: a passenger, use unit or regulator.

    What was said of its cause falls. Raises: NotAllowed, NotFound, FaultWordsMissing,
    FaultMovedOn, OpenedAnew.
    """
    if by.kind is ActorKind.PERSON:
        _require_any(by, Deed.APPEAL_FAULT, Deed.JUDGE_FAULT, Deed.REPORT_FAULT)
        fault = _at_hand(fault_id, by)
    else:
        fault = held_fault(fault_id=fault_id)
    if known_step(form_id=form_id, fault_id=fault_id):
        return fault
    said = required(words=words)
    again = Fault.objects.filter(
        elevator_id=fault.elevator_id, group=fault.group, state__in=_OPEN
    ).exclude(pk=fault.pk)  # fmt: skip
    other = again.values_list("number", flat=True).first()
    if other:
        raise OpenedAnew(number=other)
    open_again(fault, Told(words=said, form_id=form_id), now=now, by=by)
    return fault


class OpenedAnew(Refusal):
    """Raised when a mended fault is to be opened whose elevator has a new one of the same part."""

    code = "opened_anew"
    zh = "同一部位已有未修复的故障 {number}，不必重开。"
    en = "Fault {number} of the same part is open already; there is no need to open this one."


_OPEN = sorted(str(state) for state in FaultState.open_states())


def open_again(fault: Fault, told: Told, *, now: datetime, by: Actor) -> None:
    """Open a held fault again; its repair and what was said of its cause fall."""
    facts = {
        **told.facts, "mended_at": fault.mended_at.isoformat() if fault.mended_at else "",
        "repair": fault.repair.number if fault.repair else "", "cause": str(fault.cause),
    }  # fmt: skip
    step(
        fault, FaultDeed.REOPEN, now=now, by=by,
        told=Told(words=told.words, form_id=told.form_id, facts=facts),
        mended_at=None, repair=None, cause="", verified=False,
    )  # fmt: skip


@transaction.atomic
def note_fault(*, fault_id: int, form_id: UUID, words: str, now: datetime, by: Actor) -> Fault:
    """Keep a remark of somebody who sees a fault. Raises: NotAllowed, NotFound."""
    _require_any(by, Deed.REPORT_FAULT, Deed.MEND_FAULT, Deed.JUDGE_FAULT)
    fault = _at_hand(fault_id, by)
    if not known_step(form_id=form_id, fault_id=fault_id):
        told = Told(words=required(words=words), form_id=form_id)
        step(fault, FaultDeed.NOTE, now=now, by=by, told=told)
    return fault


def _require_any(by: Actor, *deeds: Deed) -> None:
    if not any(may(by=by, deed=deed) for deed in deeds):
        raise NotAllowed


def _at_hand(fault_id: int, by: Actor) -> Fault:
    if not faults(by=by).filter(pk=fault_id).exists():
        raise NotFound
    return held_fault(fault_id=fault_id)


def _to_mend(fault_id: int, by: Actor) -> Fault:
    require(by=by, deed=Deed.MEND_FAULT)
    fault = _at_hand(fault_id, by)
    if by.kind is ActorKind.PERSON and fault.elevator.firm_id != by.organisation_id:
        raise NotOurFault
    return fault
