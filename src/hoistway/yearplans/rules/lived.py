"""From visits, faults and daily readings to what a fleet has lived through."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
import numpy.typing as npt

from hoistway.yearplans.rules.response import History
from hoistway.yearplans.rules.sight import Sight

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_LEAST_DAYS = 45
"""Chosen: readings of three fixed gaps; below, a slope within gaps is chance."""

_WIDE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """Columns of a fleet; elevators by index, days since 1970.

    `began`: the first day on demand (a day after `today` where none); `past_*` as in PlanFacts.
    `plan_*`: from which day which interval was planned. `readings` has a column per indicator,
    all worse when higher, nan where not known.
    """

    today: int
    groups: tuple[str, ...]
    group: Ints
    began: Ints
    past_faults: Floats
    past_days: Floats
    visit_elevator: Ints
    visit_day: Ints
    plan_elevator: Ints
    plan_day: Ints
    plan_interval: Ints
    fault_elevator: Ints
    fault_day: Ints
    reading_elevator: Ints
    reading_day: Ints
    readings: Floats


def history_of(*, lived: Lived, fixed_days: int) -> History:
    """Return gaps, faults by gap, climbs and sights of what was lived through."""
    order = np.lexsort((lived.visit_day, lived.visit_elevator))
    owner, first = lived.visit_elevator[order], lived.visit_day[order]
    last = np.full(len(first), lived.today)
    follows = np.flatnonzero(np.diff(owner) == 0)
    last[follows] = first[follows + 1]
    keys = owner * _WIDE + first
    gap = _before(keys, owner, lived.fault_elevator, lived.fault_day)
    known = gap >= 0
    climb, sights = _seen(lived, keys, owner, first)
    return History(
        groups=lived.groups, group=lived.group, climb=climb, past_faults=lived.past_faults,
        past_days=lived.past_days, gap_elevator=owner, gap_first=first,
        gap_days=np.maximum(last - first, 0),
        gap_interval=_planned(lived, owner, first, fixed_days),
        fault_gap=gap[known], fault_age=lived.fault_day[known] - first[gap[known]], sights=sights,
    )  # fmt: skip


def _before(keys: Ints, owner: Ints, elevator: Ints, day: Ints) -> Ints:
    """Return which row of an elevator stands last before a day or on it, -1 where none does."""
    found = np.searchsorted(keys, elevator * _WIDE + day, side="right") - 1
    if not len(owner):
        return np.full(len(elevator), -1)
    return np.where((found >= 0) & (owner[found] == elevator), found, -1)


def _planned(lived: Lived, owner: Ints, first: Ints, fixed_days: int) -> Ints:
    order = np.lexsort((lived.plan_day, lived.plan_elevator))
    whose = lived.plan_elevator[order]
    row = _before(whose * _WIDE + lived.plan_day[order], whose, owner, first)
    planned = np.full(len(owner), fixed_days)
    planned[row >= 0] = lived.plan_interval[order][row[row >= 0]]
    return np.where(first >= lived.began[owner], planned, fixed_days)


def _seen(lived: Lived, keys: Ints, owner: Ints, first: Ints) -> tuple[Floats, Mapping[str, Sight]]:
    """Return each elevator's climb within its fixed gaps, and what each group's indicators did."""
    count = len(lived.group)
    order = np.lexsort((lived.reading_day, lived.reading_elevator))
    who, day = lived.reading_elevator[order], lived.reading_day[order]
    readings = lived.readings[order]
    row = _before(keys, owner, who, day)
    fixed = (row >= 0) & (day < lived.began[who])
    age = np.where(fixed, day - first[row], 0) if len(first) else np.zeros(len(day), np.int64)
    scaled = _scaled(who, readings, fixed, count)
    climbs = [_climb(who, age, scaled[:, k], fixed, count) for k in range(scaled.shape[1])]
    climb = np.full(count, np.nan)
    if climbs:
        steep = np.stack(climbs)
        some = ~np.isnan(steep).all(axis=0)
        climb[some] = np.nanmax(steep[:, some], axis=0)
    return climb, _sights(lived, who, day, _stands(scaled, fixed), owner, first)


def _scaled(who: Ints, readings: Floats, fixed: npt.NDArray[np.bool_], count: int) -> Floats:
    """Return readings from each elevator's own mean, in units of its own daily noise."""
    scaled = np.full_like(readings, np.nan)
    for k in range(readings.shape[1]):
        value = readings[:, k]
        use = fixed & ~np.isnan(value)
        days = np.bincount(who[use], minlength=count)
        mean = np.bincount(who[use], value[use], count) / np.maximum(days, 1)
        step = np.abs(np.diff(value))
        pairs = (np.diff(who) == 0) & ~np.isnan(step) & fixed[1:] & fixed[:-1]
        moves = np.bincount(who[1:][pairs], minlength=count)
        noise = np.bincount(who[1:][pairs], step[pairs], count) / np.maximum(moves, 1)
        noise = np.where((noise > 0) & (days >= _LEAST_DAYS), noise * sqrt(pi) / 2, np.nan)
        scaled[:, k] = (value - mean[who]) / noise[who]
    return scaled


def _climb(who: Ints, age: Ints, value: Floats, fixed: npt.NDArray[np.bool_], count: int) -> Floats:
    """Return the slope of one indicator over the age of a gap, per 15 days."""
    use = fixed & ~np.isnan(value)
    at, rise, whose = age[use].astype(float), value[use], who[use]
    n = np.bincount(whose, minlength=count)
    sums = [np.bincount(whose, column, count) for column in (at, rise, at * at, at * rise)]
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = sums[2] - sums[0] ** 2 / n
        slope: Floats = (sums[3] - sums[0] * sums[1] / n) / spread * 15
    slope[(n < _LEAST_DAYS) | ~(spread > 0)] = np.nan
    return slope


def _stands(scaled: Floats, fixed: npt.NDArray[np.bool_]) -> Floats:
    """Return how high all indicators of a day stand together; nan where one is not known."""
    known = ~np.isnan(scaled)
    many = known.sum(axis=1)
    mean = np.where(known, scaled, 0.0).sum(axis=1) / np.maximum(many, 1)
    stands: Floats = np.where(fixed & (many > 0), mean, np.nan)
    return stands


def _sights(
    lived: Lived, who: Ints, day: Ints, stands: Floats, owner: Ints, first: Ints
) -> dict[str, Sight]:
    keys = who * _WIDE + day
    leads = _on(keys, stands, lived.fault_elevator * _WIDE + lived.fault_day - 1)
    falls = _on(keys, stands, owner * _WIDE + first - 1) - _on(
        keys, stands, owner * _WIDE + first + 1
    )
    found = {}
    for number, name in enumerate(lived.groups):
        led, led_error = _mean(leads[lived.group[lived.fault_elevator] == number])
        fell, fell_error = _mean(falls[lived.group[owner] == number])
        found[name] = Sight(leads=led, leads_error=led_error, falls=fell, falls_error=fell_error)
    return found


def _on(keys: Ints, stands: Floats, wanted: Ints) -> Floats:
    """Return what stood on these days, nan where nothing is known."""
    if not len(keys):
        return np.full(len(wanted), np.nan)
    row = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
    found: Floats = np.where(keys[row] == wanted, stands[row], np.nan)
    return found


def _mean(values: Floats) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    if len(known) < 2:
        return 0.0, 1.0
    return float(known.mean()), max(float(known.std()), 1e-3) / sqrt(len(known))
