"""Builders of days of use: what the roll-ups of elevators would say, seeded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.monitoring.actions import examine
from hoistway.monitoring.actions.steps import opened
from hoistway.monitoring.models import Deviation, Health
from hoistway.monitoring.rules.judging import Judged, judged
from hoistway.monitoring.rules.measures import KINDS, measured
from hoistway.monitoring.rules.policy import MonitoringPolicy
from hoistway.monitoring.vocabulary import HealthState, IndicatorKind
from hoistway.registry.models import Elevator
from hoistway.telemetry.actions import keep_days
from hoistway.telemetry.actions.continuity import refresh_continuity
from hoistway.telemetry.actions.presence import Sign, keep_presence
from hoistway.telemetry.queries import DAY_OF_USE, DOOR_DAY, day_number
from tests.world.parties import NOW

Rows = NDArray[np.void]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How elevators are used: `slots` are their keys, `noise` scales what differs by day."""

    slots: tuple[int, ...] = (1,)
    first: int = 20_000
    length: int = 60
    floors: int = 6
    noise: float = 1.0
    seed: int = 7


def days_of_use(*, use: Use) -> tuple[Rows, Rows]:
    """Return days and door days on which nothing ails: busy weekdays, quiet weekends."""
    chance = np.random.default_rng(use.seed)
    count = len(use.slots) * use.length
    days = np.zeros(count, DAY_OF_USE)
    days["slot"] = np.repeat(use.slots, use.length)
    days["day"] = np.tile(np.arange(use.first, use.first + use.length), len(use.slots))
    days["runs"] = chance.poisson(np.where(days["day"] % 7 < 5, 240, 90))
    days["starts"] = days["runs"]
    days["door_cycles"] = days["runs"]
    days["relevels"] = chance.binomial(days["runs"], 0.004)
    days["off_level_stops"] = chance.binomial(days["runs"], 0.001)
    days["run_ms_per_floor"] = 2100 * (1 + 0.02 * use.noise * chance.standard_normal(count))
    days["heard_minutes"], days["expected_minutes"], days["online_share"] = 1440, 1440, 1.0
    doors = np.zeros(count * use.floors, DOOR_DAY)
    doors["slot"], doors["day"] = (
        np.repeat(days["slot"], use.floors),
        np.repeat(days["day"], use.floors),
    )
    doors["floor"] = np.tile(np.arange(use.floors), count)
    doors["cycles"] = chance.poisson(40, len(doors))
    doors["opening_ms"] = 2400 * (1 + 0.03 * use.noise * chance.standard_normal(len(doors)))
    doors["closing_ms"] = 2900 * (1 + 0.03 * use.noise * chance.standard_normal(len(doors)))
    doors["reversals"] = chance.binomial(doors["cycles"], 0.03)
    doors["failed"] = chance.binomial(doors["cycles"], 0.002)
    return days, doors


def drift(
    *, doors: Rows, floors: tuple[int, ...], by: float, days: int, column: str = "opening_ms"
) -> None:
    """Let a door slow down on floors, evenly over the last days, to `by` above its past."""
    last = int(doors["day"].max())
    age = np.clip(doors["day"] - (last - days), 0, None) / days
    doors[column] *= np.where(np.isin(doors["floor"], floors), 1 + by * age, 1)


def judge(*, days: Rows, doors: Rows, use: Use, policy: MonitoringPolicy) -> Judged:
    """Judge these days as they stand."""
    series = measured(days=days, doors=doors, first=use.first, length=use.length)
    return judged(series=series, policy=policy)


def found(*, of: Judged) -> set[tuple[IndicatorKind, int]]:
    """Return which indicators deviate on which floors."""
    lines = np.flatnonzero(of.deviates)
    return {(KINDS[of.series.kinds[line]], int(of.series.floors[line])) for line in lines}


def keep_use(*, use: Use, days: Rows, doors: Rows, now: datetime) -> None:
    """Keep these days as the roll-ups would, with their elevators heard just now."""
    keep_days(days=days, doors=doors, now=now)
    keep_presence(signs=[Sign(slot, now, 0) for slot in use.slots], now=now)
    refresh_continuity(now=now, elevator_ids=list(use.slots))


def use_until(*, elevators: Sequence[Elevator], now: datetime, length: int = 60) -> Use:
    """Return the use of elevators until the day before this instant."""
    first = day_number(day=local_day(at=now)) - length
    return Use(slots=tuple(one.pk for one in elevators), first=first, length=length)


def a_slow_door(*, elevator: Elevator, now: datetime = NOW, floor: int = 3) -> Deviation:
    """Return the deviation of an elevator one of whose doors opens ever more slowly."""
    use = use_until(elevators=[elevator], now=now)
    days, doors = days_of_use(use=use)
    drift(doors=doors, floors=(floor,), by=0.4, days=20)
    keep_use(use=use, days=days, doors=doors, now=now)
    examine(elevator_ids=[elevator.pk], now=now)
    return Deviation.objects.select_related("visit", "elevator").get(elevator=elevator)


@transaction.atomic
def deviated_here(*, elevator: Elevator, now: datetime = NOW) -> Deviation:
    """Return the one deviation of an elevator that stands out, found now where it has none."""
    known = Deviation.objects.filter(elevator=elevator).first()
    if known is not None:
        return known
    numbers: dict[str, object] = {
        "value": 3100.0, "baseline": 2400.0, "spread": 72.0, "score": 6.1, "unit": "ms",
    }  # fmt: skip
    line = {"kind": "door_opening", "floor": 3, **numbers}
    Health.objects.create(
        elevator=elevator, day=local_day(at=now), state=HealthState.DEVIATING, worst_score=6.1,
        worst_kind=IndicatorKind.DOOR_OPENING, days_known=45, coverage=0.99, indicators=[line],
        examined_at=now, edition="hoistway-2026",
    )  # fmt: skip
    deviation = Deviation(
        elevator=elevator, kind=IndicatorKind.DOOR_OPENING, floor=3, items=["A-1-22", "A-2-10"],
        evidence={**numbers, "floors": [3]}, found_at=now, due_at=now + timedelta(days=7),
        edition="hoistway-2026",
    )  # fmt: skip
    return opened(deviation=deviation, now=now, by=PLATFORM)
