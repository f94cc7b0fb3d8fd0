"""What the devices send: on change, a heartbeat each minute, once a second when something is odd.

Source: proposal of `telemetry-and-emergency.md` 1.8, modest form (no 1 Hz while moving). A device
sees only signals: its oddness is judged by what it shows, so that the pace betrays no truth.
"""

import numpy as np

from hoistway.simulation.signals import (
    ALARM_BUTTON,
    DOOR_ZONE,
    FAULTS,
    HEARTBEAT,
    MAINS_LOST,
    OCCUPIED,
    SAMPLE,
    UNKNOWN_PEOPLE,
    Bools,
    Ints,
    Kind,
    Rows,
)

BEAT_MS = 60_000
FAST_BEAT_MS = 1_000
_ROW, _TOUCH, _BEAT, _FAST = range(4)


class Overlays:
    """Intervals in which a device shows more than its car, or nothing at all, one per slot."""

    def __init__(self, *, n: int, has_device: Bools) -> None:
        self._has_device = has_device
        self._muted, self._alarm, self._stuck = (np.zeros((2, n), np.int64) for _ in range(3))
        self._last_ms = 0
        self.touched: list[tuple[int, int]] = []

    def mute(self, index: int, since_ms: int, until_ms: int) -> None:
        """Let nothing be sent in the interval; an interval under way is prolonged."""
        since, until = self._muted[:, index]
        if since <= since_ms < until:
            since_ms, until_ms = since, max(until, until_ms)
        self._muted[:, index] = since_ms, until_ms
        self.touched.append((until_ms, index))

    def press_alarm(self, index: int, since_ms: int, until_ms: int) -> None:
        """Show alarm code 90 in the interval."""
        self._lay(self._alarm, index, since_ms, until_ms)

    def stick_sensor(self, index: int, since_ms: int, until_ms: int) -> None:
        """Show the car as occupied in the interval, whoever is inside."""
        self._lay(self._stuck, index, since_ms, until_ms)

    def _lay(self, interval: Ints, index: int, since_ms: int, until_ms: int) -> None:
        interval[:, index] = since_ms, until_ms
        self._last_ms = max(self._last_ms, until_ms)
        self.touched += [(since_ms, index), (until_ms, index)]

    def lift(self, index: int, now_ms: int) -> None:
        """End all intervals of an elevator."""
        for interval in (self._muted, self._alarm, self._stuck):
            interval[1, index] = min(interval[1, index], now_ms)
        self.touched.append((now_ms + 1, index))

    def apply(self, samples: Rows) -> Rows:
        """Change `samples` in place as the intervals say and return those that are sent."""
        index, at = samples["slot"], samples["at_ms"]
        if len(at) and at.min() < self._last_ms:
            stuck = _within(self._stuck, index, at)
            samples["flags"][stuck] |= np.uint16(OCCUPIED)
            pressed = _within(self._alarm, index, at)
            samples["codes"][pressed] |= np.uint32(ALARM_BUTTON)
        sent: Rows = samples[self._has_device[index] & ~_within(self._muted, index, at)]
        return sent

    def take_touched(self, to_ms: int) -> list[tuple[int, int]]:
        """Return and forget the (instant, index) pairs due for a report."""
        due = [touch for touch in self.touched if touch[0] <= to_ms]
        self.touched = [touch for touch in self.touched if touch[0] > to_ms]
        return due


def _within(interval: Ints, index: Ints, at: Ints) -> Bools:
    inside: Bools = (interval[0, index] <= at) & (at < interval[1, index])
    return inside


class Reporter:
    """The devices of all elevators: last frame, sequence number and heartbeat phase of each."""

    def __init__(self, *, specs: Rows, frames: Rows, phase: Ints, first_seq: int) -> None:
        self.frames = frames
        self.overlays = Overlays(n=len(specs), has_device=specs["device"].copy())
        self._slots = specs["slot"].copy()
        self._counts_people = specs["counts_people"].copy()
        self._seq = np.full(len(specs), first_seq, np.uint64)
        self._phase = phase
        self._by_phase = np.argsort(phase, kind="stable")
        self._sorted_phase = phase[self._by_phase]
        self._odd = _is_odd(frames)

    def report(self, *, rows: Rows, from_ms: int, to_ms: int) -> Rows:
        """Return what is sent in (from_ms, to_ms], at most a minute, in order of time and slot."""
        timed, what = self._agenda(rows, from_ms, to_ms)
        order = np.lexsort((what, timed["at_ms"], timed["slot"]))
        timed, what = timed[order], what[order]
        index, at = timed["slot"].astype(np.int64), timed["at_ms"]
        fresh = what == _ROW
        again = np.zeros(len(at), np.bool_)
        again[1:] = (index[1:] == index[:-1]) & (at[1:] == at[:-1]) & ~fresh[1:]
        self._repeat_last(timed, fresh, index)
        timed["flags"][what >= _BEAT] |= np.uint16(HEARTBEAT)
        kept = ~again & ((what != _FAST) | _is_odd(timed))
        self.frames[index[fresh]] = timed[fresh]
        self._odd[index[fresh]] = _is_odd(timed[fresh])
        return self._numbered(self.overlays.apply(timed[kept]))

    def _agenda(self, rows: Rows, from_ms: int, to_ms: int) -> tuple[Rows, Ints]:
        """All reports to be made, still without the content of those that only repeat."""
        touched = self.overlays.take_touched(to_ms)
        touch = np.array(touched, np.int64).reshape(-1, 2).T
        beat = self._beats(from_ms, to_ms)
        fast = self._fast_beats(rows, from_ms, to_ms)
        extra = (touch, beat, fast)
        sizes = [len(rows), *(part.shape[1] for part in extra)]
        timed = np.empty(sum(sizes), SAMPLE)
        timed[: len(rows)] = rows
        timed["at_ms"][len(rows) :] = np.concatenate([part[0] for part in extra])
        timed["slot"][len(rows) :] = np.concatenate([part[1] for part in extra])
        return timed, np.repeat([_ROW, _TOUCH, _BEAT, _FAST], sizes)

    def _beats(self, from_ms: int, to_ms: int) -> Ints:
        """(instant, index) of the minute's heartbeats, found by two cuts in the sorted phases."""
        low, high = from_ms % BEAT_MS, to_ms % BEAT_MS
        wraps = low >= high and to_ms > from_ms
        bounds = np.searchsorted(self._sorted_phase, (low, high), side="right")
        if wraps:
            before = self._by_phase[bounds[0] :]
            after = self._by_phase[: bounds[1]]
            at = (from_ms - low + self._phase[before], to_ms - high + self._phase[after])
            return np.stack([np.concatenate(at), np.concatenate([before, after])])
        index = self._by_phase[bounds[0] : bounds[1]]
        return np.stack([from_ms - low + self._phase[index], index])

    def _fast_beats(self, rows: Rows, from_ms: int, to_ms: int) -> Ints:
        """(instant, index) of the once-a-second reports that odd elevators may make."""
        odd = self._odd.copy()
        odd[rows["slot"][_is_odd(rows)]] = True
        index = np.flatnonzero(odd)
        first = from_ms + 1 + (self._phase[index] - from_ms - 1) % FAST_BEAT_MS
        count = np.maximum((to_ms - first) // FAST_BEAT_MS + 1, 0)
        which = np.repeat(np.arange(len(index)), count)
        nth = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        return np.stack([first[which] + nth * FAST_BEAT_MS, index[which]])

    def _repeat_last(self, timed: Rows, fresh: Bools, index: Ints) -> None:
        """Give each repeating report the frame shown before it, in place."""
        last = np.maximum.accumulate(np.where(fresh, np.arange(len(timed)), -1))
        here = (last >= 0) & (index[last] == index)
        at, slot = timed["at_ms"].copy(), timed["slot"].copy()
        from_rows, from_frames = ~fresh & here, ~fresh & ~here
        timed[from_rows] = timed[last[from_rows]]
        timed[from_frames] = self.frames[index[from_frames]]
        timed["at_ms"], timed["slot"] = at, slot

    def _numbered(self, sent: Rows) -> Rows:
        """Number the reports of each elevator, put all in order of time, and name the slots."""
        if not len(sent):
            return sent
        index = sent["slot"].astype(np.int64)
        opens = np.ones(len(sent), np.bool_)
        opens[1:] = index[1:] != index[:-1]
        place = np.arange(len(sent))
        rank = place - np.maximum.accumulate(np.where(opens, place, 0))
        sent["seq"] = self._seq[index] + rank.astype(np.uint64)
        self._seq[index] = sent["seq"] + np.uint64(1)
        sent["received_ms"] = sent["at_ms"]
        sent["people"][~self._counts_people[index]] = UNKNOWN_PEOPLE
        sent["slot"] = self._slots[index]
        return sent[np.lexsort((sent["slot"], sent["at_ms"]))]


def _is_odd(rows: Rows) -> Bools:
    """Whether a device sees reason to report once a second: a code, or a stop between floors."""
    coded = (rows["codes"] & np.uint32(FAULTS | MAINS_LOST | ALARM_BUTTON)) != 0
    between = (
        (rows["kind"] != Kind.ESCALATOR)
        & (rows["car_status"] == 0)
        & ((rows["flags"] & np.uint16(DOOR_ZONE)) == 0)
    )
    odd: Bools = coded | between
    return odd
