"""Who rides when: week profiles of residential, office, hospital and metro elevators.

Shapes are chosen after the published hours of entrapments (Guizhou: peaks 12–14 and 17–20, low
04–06; Nanjing, Wuhu: 08–10 and 18–20) and the usual up-peak, lunch and down-peak of offices.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from hoistway.simulation.signals import Floats, Ints

HOUR_MS = 3_600_000
_WEEK_HOURS = 168
_LOCAL_MS = 8 * HOUR_MS  # Asia/Shanghai, no daylight saving since 1991.
_FIRST_WEEKDAY = 3  # 1970-01-01 was a Thursday (Monday is 0).


class Profile(IntEnum):
    """Which kind of building an elevator serves."""

    RESIDENTIAL = 0
    OFFICE = 1
    HOSPITAL = 2
    METRO = 3


@dataclass(frozen=True, slots=True)
class Day:
    """One profile: runs per day, weight of each local hour, and where people want to go.

    `up` and `down` are the shares of trips from and to the main landing; the rest is between
    other floors. `company` is the mean number of further people in the car.
    """

    trips: float
    weekend: float
    hours: tuple[float, ...]
    up: tuple[float, ...]
    down: tuple[float, ...]
    company: float


def _shares(base: float, **hours: float) -> tuple[float, ...]:
    return tuple(hours.get(f"h{hour}", base) for hour in range(24))


DAYS: dict[Profile, Day] = {
    Profile.RESIDENTIAL: Day(
        trips=180,  # Chosen: some 30 households, three outings of two rides each.
        weekend=0.9,
        hours=(
            4,
            2,
            1,
            1,
            1,
            3,
            10,
            24,
            21,
            13,
            11,
            14,
            16,
            12,
            10,
            11,
            15,
            22,
            25,
            20,
            15,
            12,
            9,
            6,
        ),
        up=_shares(0.5, h6=0.15, h7=0.12, h8=0.2, h17=0.75, h18=0.8, h19=0.7),
        down=_shares(0.45, h6=0.8, h7=0.85, h8=0.75, h17=0.2, h18=0.15, h19=0.25),
        company=0.4,
    ),
    Profile.OFFICE: Day(
        trips=406,  # A manufacturer's sample of a commercial building: 406 runs a day.
        weekend=0.15,
        hours=(1, 0, 0, 0, 0, 1, 4, 14, 34, 26, 14, 22, 28, 22, 14, 13, 15, 24, 30, 14, 8, 5, 3, 1),
        up=_shares(0.3, h7=0.85, h8=0.88, h9=0.75, h12=0.4, h13=0.7),
        down=_shares(0.3, h11=0.7, h12=0.5, h17=0.85, h18=0.88, h19=0.85, h20=0.85),
        company=1.6,
    ),
    Profile.HOSPITAL: Day(
        trips=520,  # Chosen: the busiest cars of a city, still below their capacity at the peak.
        weekend=0.7,
        hours=(
            6,
            5,
            4,
            4,
            5,
            9,
            16,
            28,
            34,
            34,
            32,
            28,
            22,
            24,
            30,
            30,
            26,
            24,
            20,
            17,
            14,
            11,
            9,
            7,
        ),
        up=_shares(0.4, h7=0.6, h8=0.6),
        down=_shares(0.4, h16=0.55, h17=0.55),
        company=1.8,
    ),
    Profile.METRO: Day(
        trips=420,  # Chosen: step-free ways of a station, closed from 00 to 05.
        weekend=0.75,
        hours=(
            1,
            0,
            0,
            0,
            0,
            4,
            18,
            38,
            40,
            26,
            20,
            20,
            20,
            20,
            20,
            22,
            27,
            40,
            42,
            30,
            22,
            18,
            12,
            5,
        ),
        up=_shares(0.5),
        down=_shares(0.5),
        company=0.8,
    ),
}

_CODES = tuple(sorted(DAYS))
_UP = np.array([DAYS[code].up for code in _CODES])
_DOWN = np.array([DAYS[code].down for code in _CODES])
COMPANY = np.array([DAYS[code].company for code in _CODES])
"""Mean number of further people in a car, by profile code."""


def _cumulative(day: Day) -> Floats:
    """Expected trips from Thursday 00:00 local to each full hour of the week."""
    shape = np.asarray(day.hours) / sum(day.hours) * day.trips
    days = [(_FIRST_WEEKDAY + n) % 7 for n in range(7)]
    week = np.concatenate([shape * (day.weekend if d >= 5 else 1.0) for d in days])
    return np.concatenate([[0.0], np.cumsum(week)])


_WEEKS = np.stack([_cumulative(DAYS[code]) for code in _CODES])
_HOURS = np.arange(_WEEK_HOURS + 1, dtype=np.float64)


def local_hour(at_ms: npt.ArrayLike) -> Ints:
    """Return the hour of day in Asia/Shanghai, 0–23, of instants in ms UTC."""
    return (np.asarray(at_ms, np.int64) + _LOCAL_MS) // HOUR_MS % 24


def trips_per_hour(*, profile: npt.NDArray[Any], at_ms: npt.ArrayLike) -> Floats:
    """Return the expected trips per hour of each profile code at instants in ms UTC."""
    hour = (np.asarray(at_ms, np.int64) + _LOCAL_MS) // HOUR_MS % _WEEK_HOURS
    rate: Floats = _WEEKS[profile, hour + 1] - _WEEKS[profile, hour]
    return rate


def next_arrival(
    *, profile: npt.NDArray[Any], busy: Floats, after_ms: Ints, exponential: Floats
) -> Ints:
    """Return the next arrival after each instant, given one exponential number each.

    Exact for a Poisson process whose rate is constant within each hour: the waiting time is found
    by inverting the expected number of trips of the week. `busy` multiplies the rate and must be
    positive.
    """
    hours = (after_ms + _LOCAL_MS) / HOUR_MS
    week, hour = np.divmod(hours, _WEEK_HOURS)
    found = np.empty_like(hours)
    for code in _CODES:
        mine = np.flatnonzero(profile == code)
        if not len(mine):
            continue
        line = _WEEKS[code]
        target = np.interp(hour[mine], _HOURS, line) + exponential[mine] / busy[mine]
        weeks, rest = np.divmod(target, line[-1])
        found[mine] = (week[mine] + weeks) * _WEEK_HOURS + np.interp(rest, line, _HOURS)
    return np.maximum((found * HOUR_MS).astype(np.int64) - _LOCAL_MS, after_ms + 1)


def ways(
    *, profile: npt.NDArray[Any], hour: Ints, floors: Ints, lobby: Ints, uniform: Floats
) -> tuple[Ints, Ints]:
    """Return origin and destination floors of trips; needs three uniform numbers per trip."""
    kind, one, other = uniform
    upper = _other_floor(floors=floors, than=lobby, uniform=one)
    up = kind < _UP[profile, hour]
    down = kind >= 1.0 - _DOWN[profile, hour]
    between = _other_floor(floors=floors, than=upper, uniform=other)
    origin = np.where(up, lobby, upper)
    return origin, np.where(up, upper, np.where(down, lobby, between))


def _other_floor(*, floors: Ints, than: Ints, uniform: Floats) -> Ints:
    drawn = (uniform * (floors - 1)).astype(np.int64)
    return drawn + (drawn >= than)


_POISSON_TERMS = 12  # Chosen: more than twelve companions do not fit into an ordinary car.


def companions(*, mean: Floats, uniform: Floats) -> Ints:
    """Return Poisson numbers of the given means by inversion, at most twelve."""
    term = np.exp(-mean)
    total, count = term.copy(), np.zeros(len(term), np.int64)
    for k in range(1, _POISSON_TERMS + 1):
        count += uniform > total
        term = term * mean / k
        total += term
    return count
