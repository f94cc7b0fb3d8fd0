"""Builders of faults, seen and moved by the same deeds as in life."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from hoistway.faults.actions import (
    FaultSighting,
    appeal_cause,
    judge_cause,
    mend_fault,
    sight_fault,
)
from hoistway.faults.models import Fault, FaultStep
from hoistway.faults.queries import steps_of
from hoistway.faults.vocabulary import FaultCause, FaultKind, FaultSource
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.attachments import keep
from hoistway.registry.models import Elevator
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, fresh_number
from tests.world.registry import an_elevator


def a_sighting(
    *, elevator: Elevator, kind: FaultKind = FaultKind.DOOR_CLOSING,
    source: FaultSource = FaultSource.RIDER, key: str = "", seen_at: datetime = NOW,
) -> FaultSighting:  # fmt: skip
    """Return what somebody saw of an elevator; a new key unless told otherwise."""
    return FaultSighting(
        elevator_id=elevator.pk, kind=kind, source=source, seen_at=seen_at,
        key=key or f"test.{fresh_number()}",
    )  # fmt: skip


def a_fault(
    *, elevator: Elevator | None = None, kind: FaultKind = FaultKind.DOOR_CLOSING,
    source: FaultSource = FaultSource.RIDER, now: datetime = NOW, by: Actor = PLATFORM,
) -> Fault:  # fmt: skip
    """Return a fault that was seen a minute ago."""
    seen = a_sighting(
        elevator=elevator or an_elevator(), kind=kind, source=source,
        seen_at=now - timedelta(minutes=1),
    )  # fmt: skip
    return sight_fault(sighting=seen, now=now, by=by)


def a_mended_fault(*, elevator: Elevator | None = None, now: datetime = NOW) -> Fault:
    """Return a fault of this morning that the firm has mended since."""
    fault = a_fault(elevator=elevator, now=now - timedelta(hours=3))
    return mend_fault(
        fault_id=fault.pk, form_id=uuid4(), words="清洁并调整门锁触点", now=now, by=PLATFORM
    )


@dataclass(frozen=True, slots=True)
class FaultRows:
    """A fault whose judged cause was appealed with a photo, and the step that has it."""

    fault: Fault
    step: FaultStep

    def words(self) -> dict[str, str]:
        """Return what fills the variable parts of their addresses."""
        return {"fault_number": self.fault.number, "fault_step_id": str(self.step.pk)}


def an_appealed_fault(*, elevator: Elevator, now: datetime = NOW) -> FaultRows:
    """Return a fault that was mended, judged, and appealed with a photo; another is there."""
    a_fault(elevator=elevator, kind=FaultKind.LIGHT, now=now)
    fault = a_mended_fault(elevator=elevator, now=now)
    judge_cause(
        fault_id=fault.pk, form_id=uuid4(), cause=FaultCause.MAINTENANCE, words="触点积灰",
        now=now, by=PLATFORM,
    )  # fmt: skip
    photo = keep(upload=a_picture(name="fault.jpg"), now=now, by=PLATFORM, photo=True)
    appeal_cause(
        fault_id=fault.pk, form_id=uuid4(), words="触点是本月新换的", file=photo, now=now,
        by=PLATFORM,
    )  # fmt: skip
    return FaultRows(fault, steps_of(fault_id=fault.pk)[-1])
