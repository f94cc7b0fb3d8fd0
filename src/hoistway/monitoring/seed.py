"""The demo city's monitoring: doors that wear, then the real rounds over their days of use."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np

from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.regimes import elevators_on_demand
from hoistway.monitoring.actions import examine, find_silence
from hoistway.monitoring.models import Deviation
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators_at_hand
from hoistway.registry.vocabulary import ElevatorKind, UseState
from hoistway.telemetry.actions import keep_days
from hoistway.telemetry.queries import (
    continuity_on,
    day_number,
    days_of_use,
    door_days,
    hours_of_use,
)

_BACK = (timedelta(days=5), timedelta(0))
"""Rounds that the city has behind it. Chosen: one order has stood for some days, others are new."""

_WEARING = (("opening_ms", 2, 0.45, 28), ("closing_ms", 1, 0.35, 12), ("reversals", 1, 6.0, 10))
"""What wears on whom: column, floor, how much it grows, over how many days until today."""


def lay_out(*, elevators: Sequence[Elevator], now: datetime) -> int:
    """Let some doors wear, and examine the elevators as some nights have done.

    Only the days are invented; what is found of them, ordered and counted the rules decide.
    Returns how many deviations there are.
    """
    keys = sorted(continuity_on(elevator_ids=None, now=now))
    last = local_day(at=now) - timedelta(days=1)
    for key, (column, floor, by, days) in zip(_whose(elevators, keys), _WEARING, strict=False):
        _wear(key, column, floor, (last, by, days), now)
    for back in _BACK:
        examine(elevator_ids=keys, now=now - back)
    find_silence(now=now)
    return Deviation.objects.count()


def _whose(elevators: Sequence[Elevator], heard: Sequence[int]) -> list[int]:
    """Return lifts of the firm that the demo shows first, those on demand before others."""
    firm = next((row.firm_id for row in elevators if row.firm_id), 0)
    on_demand = set(elevators_on_demand())
    rows = elevators_at_hand(elevator_ids=sorted({row.pk for row in elevators} & set(heard)))
    lifts = [
        row.pk for row in rows.filter(firm_id=firm, use_state=UseState.IN_USE)
        if row.kind is ElevatorKind.TRACTION_PASSENGER
    ]  # fmt: skip
    return sorted(lifts, key=lambda key: (key not in on_demand, key))[1:]


def _wear(key: int, column: str, floor: int, over: tuple[date, float, int], now: datetime) -> None:
    last, by, days = over
    first = last - timedelta(days=days - 1)
    use = days_of_use(elevator_ids=[key], first=first, last=last)
    doors = door_days(elevator_ids=[key], first=first, last=last)
    age = (doors["day"] - day_number(day=first) + 1) / days
    grown = np.where(doors["floor"] == floor, 1 + by * age, 1)
    doors[column] = np.ceil(doors[column] * grown)
    hours = hours_of_use(elevator_ids=[key], first=first, last=last)
    keep_days(days=use, doors=doors, hours=hours, now=now)
