"""Repairs speak of faults: one opened without a fault is a sighting, one returned mends it."""

from datetime import datetime

from django.db import transaction

from hoistway.faults.actions.mending import open_again
from hoistway.faults.actions.sighting import FaultSighting, hold_elevator, sight_fault
from hoistway.faults.actions.steps import Told, held_fault, step
from hoistway.faults.models import Fault
from hoistway.faults.vocabulary import FaultDeed, FaultKind, FaultSource, FaultState
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.maintenance.models import Repair
from hoistway.maintenance.queries.repairs import repair_at_hand
from hoistway.maintenance.vocabulary.repairs import RepairSource, RepairState

_OPEN = sorted(str(state) for state in FaultState.open_states())


@transaction.atomic
def follow_repair(*, repair_id: int, now: datetime, by: Actor = PLATFORM) -> None:
    """Bring the faults of a repair in step with it; doing it twice changes nothing.

    What a technician repairs, or what stops the elevator, is a fault; a worn part that a visit
    found and that waits is upkeep and none, or diligent firms would have the higher rates.
    """
    repair = repair_at_hand(repair_id=repair_id)
    if repair is None:
        return
    hold_elevator(elevator_id=repair.elevator_id)
    mine = list(Fault.objects.filter(repair=repair).order_by("pk").values_list("pk", flat=True))
    if not mine and repair.state in RepairState.open_states() and _is_fault(repair):
        mine = [_linked(repair, now, by)]
    for key in mine:
        _keep_in_step(held_fault(fault_id=key), repair, now, by)


def _is_fault(repair: Repair) -> bool:
    return repair.source is RepairSource.FAULT or repair.stopped_at is not None


def _linked(repair: Repair, now: datetime, by: Actor) -> int:
    """Return the open fault that a repair mends: one that waits for an order, else a new one."""
    waiting = Fault.objects.filter(
        elevator_id=repair.elevator_id, state=FaultState.OPEN, repair=None
    )
    order = ("-stopped", "-began_at", "-pk") if repair.stopped_at else ("-began_at", "-pk")
    key = waiting.order_by(*order).values_list("pk", flat=True).first()
    if key is None:
        key = _sighted(repair, now, by).pk
    fault = held_fault(fault_id=key)
    if fault.state is FaultState.OPEN:
        facts = {"repair": repair.number, "urgency": str(repair.urgency)}
        step(
            fault, FaultDeed.ORDER, now=now, by=by, repair=repair,
            told=Told(words=repair.words, facts=facts),
        )  # fmt: skip
    return key


def _sighted(repair: Repair, now: datetime, by: Actor) -> Fault:
    kind = FaultKind.NOT_RUNNING if repair.stopped_at else FaultKind.OTHER
    seen = FaultSighting(
        elevator_id=repair.elevator_id, kind=kind, source=FaultSource.TECHNICIAN,
        key=f"repair.{repair.number}", seen_at=repair.stopped_at or repair.opened_at,
        facts={"repair": repair.number, "item": repair.item},
    )  # fmt: skip
    return sight_fault(sighting=seen, now=now, by=by)


def _keep_in_step(fault: Fault, repair: Repair, now: datetime, by: Actor) -> None:
    if fault.state is not FaultState.UNDER_REPAIR:
        return
    facts = {"repair": repair.number, "state": str(repair.state)}
    if repair.state is RepairState.RETURNED:
        mended_at = max(repair.returned_at or now, fault.began_at)
        step(fault, FaultDeed.MEND, now=now, by=by, told=Told(facts=facts), mended_at=mended_at)
    elif repair.state is RepairState.DROPPED:
        open_again(fault, Told(facts=facts), now=now, by=by)
    elif repair.stopped_at is not None and not fault.stopped:
        step(fault, FaultDeed.NOTE, now=now, by=by, told=Told(facts=facts), stopped=True)
