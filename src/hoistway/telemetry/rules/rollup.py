"""Roll the samples of one day up: what each elevator did, hour by hour and door by door.

A device tells changes; what happened lies between two samples of one elevator. Everything here
works on all elevators at once. Nothing is counted across midnight or across ten minutes without a
sample, and only normal service counts as use (GB/T 24476-2017: 正常运行).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hoistway.detection.batch import DOOR_CLOSED, DOOR_ZONE, LIFT, REPLAYED
from hoistway.telemetry.rules.use import DAY_OF_USE, DAY_S, DOOR_DAY, HOUR_OF_USE

Rows = NDArray[np.void]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

STOREY_M = 3.0
"""Metres of a floor. Chosen: the register knows no storey heights; 3 m is a usual one."""

PAUSE_MS = 600_000
"""Chosen: what took longer than ten minutes was not seen from beginning to end."""

JITTER = 1.25
"""Chosen: a report covers a quarter more than its cadence, as packets are late at times."""

_SHUT, _OPENING, _OPEN = (2, 5), 3, 4
_CLOSING = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The elevators of a day: keys in ascending order, declared cadence, seconds excused."""

    day: int
    begins_ms: int
    slots: Ints
    cadence_s: Ints
    excused_s: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledUp:
    """The records of one day."""

    days: Rows
    doors: Rows
    hours: Rows


class _Seen:
    """Some rows of the samples; a column is read only where it is asked for."""

    def __init__(self, columns: dict[str, NDArray[np.int64]], rows: Ints | None = None) -> None:
        self._columns, self._rows = columns, rows

    def __getitem__(self, name: str) -> Ints:
        whole = self._columns[name]
        return whole if self._rows is None else whole[self._rows]

    def only(self, which: Bools) -> "_Seen":
        """Return the rows for which something holds."""
        return self if which.all() else self.at(np.flatnonzero(which))

    def at(self, places: Ints) -> "_Seen":
        """Return the rows at these places."""
        return _Seen(self._columns, places if self._rows is None else self._rows[places])


_NAMES = (
    "flags", "floor", "at_ms", "received_ms", "codes", "service_mode", "car_status", "door", "kind",
)  # fmt: skip


def rolled_up(*, samples: Rows, whole: Whole) -> RolledUp:
    """Return one day's records of each elevator of `whole`, the unheard ones too.

    `samples` have the fields of `detection.batch.SAMPLE`, ordered by slot, at_ms and seq.
    """
    place, ours = _places(samples["slot"].astype(np.int64), whole.slots)
    columns = {name: np.ascontiguousarray(samples[name]) for name in _NAMES}
    seen = _Seen(columns | {"who": place}).only(ours)
    days = np.zeros(len(whole.slots), DAY_OF_USE)
    days["slot"], days["day"] = whole.slots, whole.day
    days["energy_wh"] = days["run_ms_per_floor"] = np.nan
    days["first_heard_s"] = days["last_heard_s"] = -1
    hours = np.zeros((len(whole.slots), 24), HOUR_OF_USE)
    _hear(seen, whole, days, hours)
    normal = seen.only(seen["service_mode"] == 1)
    _ride(normal, whole, days, hours)
    doors = _open(normal.only(normal["kind"] == LIFT), whole, days, hours)
    _note_codes(seen, days)
    hours["slot"] = whole.slots[:, None]
    hours["hour"] = whole.begins_ms // 3_600_000 + np.arange(24)
    told = (hours["heard_minutes"] > 0) | (hours["starts"] > 0)
    return RolledUp(days=days, doors=doors, hours=hours[told])


def _places(slot: Ints, slots: Ints) -> tuple[Ints, Bools]:
    """Return where each sample's elevator stands in `slots`, and whether it stands there."""
    begins = _changes(slot, slot)
    many = np.diff(np.append(begins, len(slot)))
    place = np.searchsorted(slots, slot[begins])
    known = np.isin(slot[begins], slots)
    return np.repeat(np.where(known, place, 0), many), np.repeat(known, many)


def _note_codes(seen: _Seen, days: Rows) -> None:
    told = np.flatnonzero(seen["codes"])
    np.bitwise_or.at(days["codes_seen"], seen["who"][told], seen["codes"][told].astype(np.int32))


def _hear(seen: _Seen, whole: Whole, days: Rows, hours: Rows) -> None:
    """Fill in when and how steadily each elevator was heard; what was stored is no presence."""
    days["samples"] = np.bincount(seen["who"], minlength=len(days))
    live = seen.only(seen["flags"] & REPLAYED == 0)
    ms, who = live["received_ms"] - whole.begins_ms, live["who"]
    key = who << 40 | ms
    if (key[1:] < key[:-1]).any():
        order = np.argsort(key, kind="stable")
        ms, who = ms[order], who[order]
    at = ms / 1000
    days["expected_minutes"] = (DAY_S - whole.excused_s) / 60
    if len(at):
        reach = whole.cadence_s[who] * JITTER
        new = np.append(True, who[1:] != who[:-1])
        last = np.append(new[1:], True)
        following = np.where(last, DAY_S, np.append(at[1:], DAY_S))
        before = np.where(new & (at <= reach), at, 0.0)
        covered = np.minimum(following - at, reach) + before
        heard = np.bincount(who, covered, len(days))
        days["heard_minutes"] = np.minimum(heard / 60, days["expected_minutes"])
        days["first_heard_s"][who[new]] = at[new]
        days["last_heard_s"][who[last]] = at[last]
        gaps = np.where(last, 0.0, following - at)
        longest = np.zeros(len(days))
        longest[who[new]] = np.maximum.reduceat(gaps, np.flatnonzero(new))
        days["longest_gap_s"] = np.maximum(longest - whole.excused_s, 0)
        hour = np.minimum(at // 3600, 23).astype(np.int64)
        told = np.bincount(who * 24 + hour, covered / 60, hours.size).reshape(hours.shape)
        hours["heard_minutes"] = np.minimum(told, 60)
    hours["expected_minutes"] = days["expected_minutes"][:, None] / 24
    with np.errstate(divide="ignore", invalid="ignore"):
        share = days["heard_minutes"] / days["expected_minutes"]
    days["online_share"] = np.where(days["expected_minutes"] > 0, share, np.nan)


def _ride(seen: _Seen, whole: Whole, days: Rows, hours: Rows) -> None:
    """Count journeys: from the sample in which the car begins to run to that in which it stands."""
    n = len(days)
    rows = seen.at(_changes(seen["car_status"], seen["who"]))
    who, at_ms, floor = rows["who"], rows["at_ms"], rows["floor"].astype(np.int64)
    begins = rows["car_status"] == 1
    days["starts"] = np.bincount(who[begins], minlength=n)
    # A journey is two neighbouring turns of one elevator: running, then standing.
    first = np.flatnonzero(begins[:-1] & ~begins[1:] & (who[:-1] == who[1:]))
    took = (at_ms[first + 1] - at_ms[first]).astype(np.float64)
    first, took = first[took <= PAUSE_MS], took[took <= PAUSE_MS]
    slot, end = who[first], rows.at(first + 1)
    lift = end["kind"] == LIFT
    floors = np.abs(floor[first + 1] - floor[first])
    away = floors > 0
    ran = away | ~lift
    days["runs"] = np.bincount(slot[ran], minlength=n)
    days["relevels"] = np.bincount(slot[lift & ~away], minlength=n)
    days["distance_m"] = np.bincount(slot, floors * STOREY_M, n)
    days["hours_moving"] = np.bincount(slot, took / 3_600_000, n)
    off = lift & (end["flags"] & DOOR_ZONE == 0)
    days["off_level_stops"] = np.bincount(slot[off], minlength=n)
    pace = took[away] / floors[away]
    days["run_ms_per_floor"] = _medians(slot[away], pace, n)
    cell = slot * 24 + _hour(end["at_ms"], whole)
    for name, weight in (
        ("runs", ran), ("relevels", lift & ~away), ("distance_m", floors * STOREY_M),
        ("minutes_moving", took / 60_000),
    ):  # fmt: skip
        hours[name] = np.bincount(cell, weight, hours.size).reshape(hours.shape)
    cell = who[begins] * 24 + _hour(at_ms[begins], whole)
    hours["starts"] = np.bincount(cell, minlength=hours.size).reshape(hours.shape)


def _open(seen: _Seen, whole: Whole, days: Rows, hours: Rows) -> Rows:
    """Count what the doors did, fill it in, and return it by floor."""
    state = _door_states(seen)
    turn = _changes(state, seen["who"])
    rows, state = seen.at(turn), state[turn]
    who, at_ms = rows["who"], rows["at_ms"]
    same = who[:-1] == who[1:]
    took = (at_ms[1:] - at_ms[:-1]).astype(np.float64)
    same &= took <= PAUSE_MS
    was, then = state[:-1], state[1:]
    shut = np.isin(then, _SHUT)
    events = {
        "opened": same & (then == _OPEN),
        "opening": same & (was == _OPENING) & (then == _OPEN),
        "closing": same & (was == _CLOSING) & shut,
        "reversals": same & (was == _CLOSING) & ((then == _OPENING) | (then == _OPEN)),
        "failed": same & (was == _OPENING) & ((then == _CLOSING) | shut),
    }
    at = who[1:]
    floor = rows["floor"][1:].astype(np.int64)
    cell = at * 24 + _hour(at_ms[1:], whole)
    for name, event in (
        ("door_cycles", "opened"), ("reversals", "reversals"), ("failed_openings", "failed"),
    ):  # fmt: skip
        days[name] = np.bincount(at[events[event]], minlength=len(days))
        told = np.bincount(cell[events[event]], minlength=hours.size)
        hours[name] = told.reshape(hours.shape)
    return _by_floor(at, floor, took, events, whole)


def _by_floor(
    at: Ints, floor: Ints, took: NDArray[np.float64], events: dict[str, Bools], whole: Whole
) -> Rows:
    happened = np.logical_or.reduce(list(events.values()))
    doors, cell = np.unique(at[happened] << 16 | floor[happened], return_inverse=True)
    rows = np.zeros(len(doors), DOOR_DAY)
    rows["slot"], rows["day"] = whole.slots[doors >> 16], whole.day
    rows["floor"] = doors & 0xFFFF
    for name, event in (("cycles", "opened"), ("reversals", "reversals"), ("failed", "failed")):
        rows[name] = np.bincount(cell[events[event][happened]], minlength=len(rows))
    for name, event in (("opening_ms", "opening"), ("closing_ms", "closing")):
        chosen = events[event][happened]
        rows[name] = np.round(_medians(cell[chosen], took[happened][chosen], len(rows)))
    return rows


def _door_states(seen: _Seen) -> Ints:
    """Return the door's state; a device that tells only «shut» is shut or open."""
    told = seen["door"]
    return np.where(told > 0, told, np.where(seen["flags"] & DOOR_CLOSED > 0, 2, _OPEN))


def _changes(values: Ints, index: Ints) -> Ints:
    """Return the rows in which a value differs from the row before, or the elevator does."""
    if not len(values):
        return np.zeros(0, np.int64)
    differs = (values[1:] != values[:-1]) | (index[1:] != index[:-1])
    return np.flatnonzero(np.append(True, differs))


def _hour(at_ms: Ints, whole: Whole) -> Ints:
    """Return the hour of the day; what a device stored before it counts at its beginning."""
    return np.clip((at_ms.astype(np.int64) - whole.begins_ms) // 3_600_000, 0, 23)


def _medians(group: Ints, values: NDArray[np.float64], groups: int) -> NDArray[np.float64]:
    """Return the median of each group, nan for an empty one.

    Example:
        >>> _medians(np.array([0, 0, 0, 2]), np.array([5.0, 1.0, 3.0, 7.0]), 3).tolist()
        [3.0, nan, 7.0]
    """
    order = np.lexsort((values, group))
    values = values[order]
    count = np.bincount(group, minlength=groups)
    begins = np.cumsum(count) - count
    found = np.full(groups, np.nan)
    full = count > 0
    low = begins[full] + (count[full] - 1) // 2
    high = begins[full] + count[full] // 2
    found[full] = (values[low] + values[high]) / 2
    return found
