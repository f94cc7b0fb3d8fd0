"""Signals of machines: begun, ended, and quiet for long enough to count as over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from hoistway.faults.actions.sighting import FaultSighting, hold_elevator, sight_faults
from hoistway.faults.actions.steps import Told, held_fault, policy_of, step
from hoistway.faults.models import Fault, Sighting
from hoistway.faults.vocabulary import FaultDeed, FaultSource, FaultState
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.registry.queries import survivors_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalEnd:
    """The end of a signal that was sighted under this key."""

    elevator_id: int
    key: str
    at: datetime


@transaction.atomic
def take_signals(
    *, begun: Sequence[FaultSighting], ended: Sequence[SignalEnd], now: datetime, by: Actor
) -> None:
    """Sight what began and let fall what ended; doing it again changes nothing.

    Elevators are held in the order of their keys, all before the first is touched.
    """
    keys = {one.elevator_id for one in begun} | {one.elevator_id for one in ended}
    for elevator_id in sorted(set(survivors_of(elevator_ids=keys).values())):
        hold_elevator(elevator_id=elevator_id)
    sight_faults(sightings=begun, now=now, by=by)
    for one in ended:
        _end(one)


def _end(end: SignalEnd) -> None:
    """Take a signal away, with older ones of the same code whose end was never heard."""
    key = Sighting.objects.filter(key=end.key).values_list("fault_id", flat=True).first()
    if key is None:
        return
    fault = held_fault(fault_id=key)
    left = [held for held in fault.signals if not _is_same_code(held, end.key)]
    if left == fault.signals or fault.state not in FaultState.open_states():
        return
    fault.signals = left
    if not left:
        quiet = timedelta(minutes=policy_of(fault=fault).quiet_minutes)
        fault.quiet_at = end.at + quiet
    fault.save(update_fields=["signals", "quiet_at"])


def _is_same_code(held: str, ended: str) -> bool:
    code, began = ended.rsplit(".", 1)
    held_code, held_began = held.rsplit(".", 1)
    if not (began.isdigit() and held_began.isdigit()):
        return held == ended
    return held_code == code and int(held_began) <= int(began)


def settle_quiet(*, now: datetime, by: Actor = PLATFORM) -> int:
    """Settle the faults whose signals have been gone long enough; return how many.

    Mended by itself when nothing but telemetry saw it and no repair is ordered; else a note,
    because where a human being saw a fault a human being says that it is gone.
    """
    settled = 0
    for key in _quiet_faults(now):
        with transaction.atomic():
            fault = held_fault(fault_id=key)
            if fault.quiet_at is not None and fault.quiet_at <= now:
                _settle(fault, fault.quiet_at, now, by)
                settled += 1
    return settled


def _quiet_faults(now: datetime) -> Collection[int]:
    found = Fault.objects.filter(quiet_at__lte=now).order_by("quiet_at", "pk")
    return list(found.values_list("pk", flat=True))


def _settle(fault: Fault, quiet_at: datetime, now: datetime, by: Actor) -> None:
    policy = policy_of(fault=fault)
    others = Sighting.objects.filter(fault=fault).exclude(source=FaultSource.TELEMETRY).count()
    over_at = quiet_at - timedelta(minutes=policy.quiet_minutes)
    facts = {
        "signals_ended": over_at.isoformat(), "quiet_minutes": policy.quiet_minutes,
        "seen_by_others": others, "edition": policy.edition,
    }  # fmt: skip
    told = Told(facts=facts)
    if others or fault.state is not FaultState.OPEN:
        step(fault, FaultDeed.NOTE, now=now, by=by, told=told, quiet_at=None)
        return
    step(
        fault, FaultDeed.MEND, now=now, by=by, told=told,
        mended_at=max(over_at, fault.began_at),
    )  # fmt: skip
