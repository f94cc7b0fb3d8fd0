"""Faults that past rescues left: seen by the rescue, mended, the cause said; set by set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.faults.actions import FaultSighting
from hoistway.faults.models import Fault, FaultStep, Sighting
from hoistway.faults.rules.lifecycle import state_after
from hoistway.faults.rules.merging import group_of
from hoistway.faults.rules.policy import policy_on
from hoistway.faults.vocabulary import FaultCause, FaultDeed
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.bulk import fresh_keys
from hoistway.foundation.periods import local_day
from hoistway.registry.models import Elevator

_MENDED = (
    "清洁并调整门锁触点，试运行正常。", "更换层门滚轮，试运行正常。", "更换接触器，试运行正常。",
)  # fmt: skip
_CAUSES = (
    (FaultCause.EQUIPMENT, "部件达到使用寿命。"), (FaultCause.EQUIPMENT, "元件老化，已更换。"),
    (FaultCause.MAINTENANCE, "地坎未清洁，导致关门受阻。"),
)  # fmt: skip
SAID = 0.7
"""Share of causes that the firm has said. Chosen: some are never told."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a closed rescue leaves: the elevator, what it saw, and when it was closed."""

    elevator: Elevator
    sighting: FaultSighting
    at: datetime


def lay_out_left(*, left: Sequence[Left], chance: Random, now: datetime) -> int:
    """Lay down one fault for each rescue, mended within a day and a half; return how many.

    The caller sees to it that no two of one elevator are so near that they would be one fault.
    """
    keys = fresh_keys(table="faults_fault", count=len(left))
    faults, sightings, steps = [], [], []
    for key, one in zip(keys, left, strict=True):
        fault = _fault(key, one)
        faults.append(fault)
        seen = one.sighting
        sightings.append(
            Sighting(
                fault=fault, key=seen.key, source=seen.source, kind=seen.kind,
                seen_at=seen.seen_at, received_at=one.at, facts=dict(seen.facts),
            )
        )  # fmt: skip
        steps += _course(fault, one, chance, now)
    Fault.objects.bulk_create(faults)
    Sighting.objects.bulk_create(sightings)
    FaultStep.objects.bulk_create(steps)
    return len(faults)


def _fault(key: int, one: Left) -> Fault:
    row, seen, day = one.elevator, one.sighting, local_day(at=one.at)
    policy = policy_on(day=day, jurisdiction_code=row.jurisdiction.code)
    return Fault(
        pk=key, number=f"GD{day:%y%m%d}{key:06d}", elevator=row, jurisdiction=row.jurisdiction,
        firm_id=row.firm_id, use_unit_id=row.use_unit_id, group=group_of(kind=seen.kind),
        kind=seen.kind, stopped=seen.kind in policy.stopping, began_at=seen.seen_at,
        opened_at=one.at, sightings=1, edition=policy.edition,
    )  # fmt: skip


def _course(fault: Fault, one: Left, chance: Random, now: datetime) -> list[FaultStep]:
    """Return the steps of a fault; move it along with them."""
    facts: dict[str, object] = {
        "source": str(one.sighting.source), "kind": str(fault.kind), "edition": fault.edition,
    }  # fmt: skip
    mended = one.at + timedelta(hours=min(chance.lognormvariate(1.0, 0.8), 30))
    fault.mended_at = min(mended, now)
    fault.state = state_after(state=fault.state, deed=FaultDeed.MEND)
    steps = [
        _step(fault, FaultDeed.OPEN, one.at, chance, facts=facts),
        _step(fault, FaultDeed.MEND, fault.mended_at, chance, chance.choice(_MENDED)),
    ]
    told = fault.mended_at + timedelta(hours=5)
    if chance.random() < SAID and told < now:
        cause, words = chance.choice(_CAUSES)
        fault.cause = cause
        said: dict[str, object] = {"cause": str(cause), "verified": False}
        steps.append(_step(fault, FaultDeed.NOTE, told, chance, words, facts=said))
    return steps


def _step(
    fault: Fault, deed: FaultDeed, at: datetime, chance: Random, words: str = "",
    *, facts: dict[str, object] | None = None,
) -> FaultStep:  # fmt: skip
    return FaultStep(
        fault=fault, form_id=UUID(int=chance.getrandbits(128), version=4), deed=deed, at=at,
        by=PLATFORM.as_json(), words=words, facts=facts or {},
    )  # fmt: skip
