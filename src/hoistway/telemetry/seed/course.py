"""The course of invented days: numbers that look like use, and the holes in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind, PlaceKind, UseState
from hoistway.telemetry.rules.use import DAY_OF_USE, DAY_S, DOOR_DAY, HOUR_OF_USE, day_number

_RUNS = {
    PlaceKind.RESIDENTIAL: 140, PlaceKind.OFFICE: 420, PlaceKind.HOSPITAL: 520,
    PlaceKind.MALL: 460, PlaceKind.METRO: 380, PlaceKind.OTHER: 120,
}  # fmt: skip
_BY_HOUR = np.array(
    [1, 0.5, 0.5, 0.5, 0.5, 1.5, 3, 7, 9, 6, 4, 5, 7, 6, 4, 4, 5, 8, 9, 7, 5, 4, 2, 1.5]
)
_DRIFT_DAYS, _DRIFT_MOST, _DRIFT_MS, _DRIFT_FLOOR = 25, 45, 55.0, 2
"""Chosen: the third landing from below closes half a second slower after ten days, and goes on."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Which elevators of the demo play a part; all others are steady."""

    silent: int = 0
    drifting: int = 0
    holes: tuple[int, ...] = ()
    feed_out: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days to lay out, who plays which part on them, and who was not heard on any."""

    first: date
    last: date
    parts: Parts
    laid_out: date


def days_of(
    *, elevators: Sequence[Elevator], first: date, count: int, chance: np.random.Generator
) -> NDArray[np.void]:
    """Return ordinary days: fewer runs on Sunday, a share of lost minutes as networks have it."""
    rows = np.zeros((len(elevators), count), DAY_OF_USE)
    rows["slot"] = np.array([e.pk for e in elevators])[:, None]
    rows["day"] = day_number(day=first) + np.arange(count)
    usual = np.array([_RUNS.get(e.place_kind, 120) for e in elevators], float)
    usual *= np.array([1.0 if e.use_state is UseState.IN_USE else 0.0 for e in elevators])
    usual *= 0.7 + 0.6 * np.array([e.pk * 2654435761 % 2**32 / 2**32 for e in elevators])
    sunday = (rows["day"] + 3) % 7 == 6
    runs = chance.poisson(usual[:, None] * np.where(sunday, 0.8, 1.0))
    rows["runs"] = runs
    rows["relevels"] = chance.binomial(runs, 0.01)
    rows["starts"] = runs + rows["relevels"]
    rows["distance_m"] = runs * 12.0
    rows["hours_moving"] = runs * 14.0 / 3600
    rows["door_cycles"] = np.round(runs * 1.9)
    rows["reversals"] = chance.binomial(runs * 2, 0.012)
    rows["failed_openings"] = chance.binomial(runs, 0.0005)
    pace = 2400 + 60 * chance.standard_normal(runs.shape)
    rows["run_ms_per_floor"] = np.where(runs > 0, pace, np.nan)
    rows["energy_wh"] = np.nan
    rows["expected_minutes"] = 1440
    share = 1 - 0.012 * chance.random(runs.shape) ** 2
    rows["heard_minutes"] = 1440 * share
    rows["last_heard_s"], rows["longest_gap_s"] = DAY_S - 5, 64
    rows["samples"] = 1440 + runs * 14
    lifts = np.array([e.kind not in ElevatorKind.without_car() for e in elevators])
    for name in ("relevels", "door_cycles", "reversals", "failed_openings", "distance_m"):
        rows[name][~lifts] = 0
    rows["run_ms_per_floor"][~lifts] = np.nan
    flat = rows.reshape(-1)
    flat["online_share"] = flat["heard_minutes"] / flat["expected_minutes"]
    return flat


def punch(*, days: NDArray[np.void], parts: Parts, last: date) -> None:
    """Take the holes out of the days: two hours each fourth day, one gap of a day and a half."""
    number = day_number(day=last)
    holes = np.isin(days["slot"], parts.holes) & (days["day"] % 4 == 0)
    _lose(days, holes, 130)
    _lose(days, np.isin(days["slot"], list(parts.feed_out)) & (days["day"] == number - 9), 190)
    if parts.holes:
        one = days["slot"] == parts.holes[0]
        mute(days=days, which=one & (days["day"] == number - 16))
        late = one & (days["day"] == number - 15)
        _lose(days, late, 720)
        days["first_heard_s"][late] = DAY_S // 2
        days["longest_gap_s"][late] = 64


def _lose(days: NDArray[np.void], which: NDArray[np.bool_], minutes: int) -> None:
    days["heard_minutes"][which] = np.maximum(days["heard_minutes"][which] - minutes, 0)
    days["longest_gap_s"][which] = minutes * 60
    share = days["heard_minutes"][which] / days["expected_minutes"][which]
    days["online_share"][which] = share


def mute(*, days: NDArray[np.void], which: NDArray[np.bool_]) -> None:
    """Make these days unheard."""
    kept = {"slot", "day", "expected_minutes"}
    for name in days.dtype.names or ():
        if name not in kept:
            days[name][which] = 0
    days["first_heard_s"][which] = days["last_heard_s"][which] = -1
    days["energy_wh"][which] = days["run_ms_per_floor"][which] = np.nan


def doors_of(
    *, elevators: Sequence[Elevator], days: NDArray[np.void], stretch: Stretch,
    chance: np.random.Generator,
) -> NDArray[np.void]:  # fmt: skip
    """Return the doors of each floor of each day; the ground floor has a third of the traffic."""
    floors = {
        e.pk: min(max(2, len(e.floor_labels)), 40)
        for e in elevators
        if e.kind not in ElevatorKind.without_car()
    }
    count = np.array([floors.get(int(slot), 0) for slot in days["slot"]], np.int64)
    row = np.repeat(np.arange(len(days)), count)
    rows = np.zeros(len(row), DOOR_DAY)
    rows["slot"], rows["day"] = days["slot"][row], days["day"][row]
    rows["floor"] = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    share = np.where(rows["floor"] == 0, 0.33, 0.67 / np.maximum(count[row] - 1, 1))
    rows["cycles"] = chance.poisson(days["door_cycles"][row] * share)
    rows["reversals"] = chance.binomial(rows["cycles"], 0.006)
    pace = (rows["slot"] * 37 + rows["floor"] * 11) % 9 * 20.0
    noise = 25 * chance.standard_normal((2, len(row)))
    rows["opening_ms"] = 1750 + pace + noise[0]
    rows["closing_ms"] = 2350 + pace + noise[1]
    back = day_number(day=stretch.laid_out) - 1 - rows["day"]
    slow = (rows["slot"] == stretch.parts.drifting) & (rows["floor"] == _DRIFT_FLOOR)
    grown = np.clip(_DRIFT_DAYS - back, 0, _DRIFT_MOST) * _DRIFT_MS
    rows["closing_ms"] += np.where(slow, grown, 0)
    rows["reversals"] += np.where(slow, (grown / 300).astype(np.int32), 0)
    for name in ("opening_ms", "closing_ms"):
        rows[name] = np.round(rows[name])
    unused = rows["cycles"] == 0
    rows["opening_ms"][unused] = rows["closing_ms"][unused] = np.nan
    return rows


def hours_of(*, days: NDArray[np.void], last: date) -> NDArray[np.void]:
    """Return the hours of the last week, by the usual course of a day."""
    week = days[days["day"] > day_number(day=last) - 7]
    rows = np.zeros((len(week), 24), HOUR_OF_USE)
    rows["slot"] = week["slot"][:, None]
    rows["hour"] = (week["day"].astype(np.int64) * 24 - 8)[:, None] + np.arange(24)
    weight = _BY_HOUR / _BY_HOUR.sum()
    for name in ("runs", "distance_m", "door_cycles", "starts", "reversals"):
        rows[name] = np.round(week[name][:, None] * weight)
    rows["minutes_moving"] = (week["hours_moving"] * 60)[:, None] * weight
    rows["heard_minutes"] = (week["heard_minutes"] / 24)[:, None]
    rows["expected_minutes"] = 60
    return rows.reshape(-1)
