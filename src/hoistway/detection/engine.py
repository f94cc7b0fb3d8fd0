"""All detectors over one stream: batches in, ticks in, alarms out, memory out and in again.

The memory is a pure function of the log, the ticks and the enrolments: the same log cut into other
batches gives the same alarms, and a snapshot taken and restored in between changes nothing.
The platform's time is what stands in the records (`received_ms`) and what `tick` is told.

Example:
    >>> from hoistway.detection.batch import OCCUPIED, samples
    >>> engine, stop = Engine(), samples(1)
    >>> stop["slot"], stop["flags"] = 3, 2 | OCCUPIED
    >>> stop["at_ms"] = stop["received_ms"] = 100_000
    >>> len(engine.take(stop)), len(engine.tick(129_999)), len(engine.tick(130_000))
    (0, 0, 1)
"""

import zlib
from collections.abc import Iterable
from typing import Self

import numpy as np
from numpy.typing import NDArray

from hoistway.detection import entrapment_off_level, offline
from hoistway.detection.alarm import ALARM
from hoistway.detection.batch import SAMPLE, Records, samples
from hoistway.detection.rounds import PEN, PLATFORM, take_round, tick_round
from hoistway.detection.sources import source_hash
from hoistway.detection.state import ENROLLED, HEARD, STATE, new_states
from hoistway.detection.thresholds import LIMITS
from hoistway.detection.thresholds import thresholds as default_thresholds

__all__ = ["MOST_SLOTS", "Engine", "SnapshotError", "source_hash", "warm"]

MOST_SLOTS = 1 << 22
"""Chosen: four million elevators, twelve times Shanghai; a slot beyond is a damaged record."""

PAPER = 4096
"""Chosen: alarms written before the kernel comes back for more paper; 200 KB."""

COUNTERS = ("accepted", "duplicates", "late", "forwarded", "skewed", "refused")

MAGIC = b"HWD1"


class SnapshotError(ValueError):
    """Raised when a snapshot is not whole or of another layout: start empty and replay the log."""


class Engine:
    """The detectors and their memory; not for two threads at once."""

    def __init__(self, states: Records | None = None, thresholds: Records | None = None) -> None:
        self.states = new_states(0) if states is None else states
        self.thresholds = default_thresholds() if thresholds is None else thresholds
        if self.states.dtype != STATE or self.thresholds.dtype != LIMITS:
            raise TypeError("The engine needs arrays of STATE and of LIMITS.")
        self._platform = np.zeros(1, PLATFORM)
        self._paper = np.zeros(PAPER, ALARM)

    @property
    def counters(self) -> dict[str, int]:
        """Samples so far: accepted, duplicates, late, forwarded, skewed, refused (bad slot)."""
        return {name: int(self._platform[name][0]) for name in COUNTERS}

    @property
    def clock_ms(self) -> int:
        """The platform instant of the newest record seen, milliseconds UTC; 0 before the first."""
        return int(self._platform["clock_ms"][0])

    def enrol(self, slots: Iterable[int], kinds: Iterable[int]) -> None:
        """Watch the silence of these elevators and believe their kind of the register."""
        chosen = np.fromiter(slots, np.int64)
        if chosen.size:
            self._hold(int(chosen.max()))
        self.states["kind"][chosen] = np.fromiter(kinds, np.uint8)
        self.states["marks"][chosen] |= ENROLLED

    def discharge(self, slots: Iterable[int]) -> None:
        """Stop watching the silence of these elevators (scrapped, out of use)."""
        chosen = np.fromiter(slots, np.int64)
        self.states["marks"][chosen[chosen < len(self.states)]] &= np.uint16(0xFFFF ^ ENROLLED)

    def take(self, batch: Records) -> Records:
        """Judge a batch of SAMPLE records in log order and return its ALARM records.

        Duplicates and late samples are dropped and counted; so are slots beyond `MOST_SLOTS`.
        """
        if batch.dtype != SAMPLE:
            raise TypeError("The engine needs an array of SAMPLE.")
        sheet = np.ascontiguousarray(batch).view()
        sheet.flags.writeable = False
        known = sheet["slot"][sheet["slot"] < MOST_SLOTS]
        if known.size:
            self._hold(int(known.max()))
        pages, index = [], 0
        while index < len(sheet):
            index = take_round(
                self.states, sheet, index, self.thresholds, self._platform, self._paper
            )
            pages.append(self._page())
        return np.concatenate(pages) if pages else np.zeros(0, ALARM)

    def tick(self, now_ms: int) -> Records:
        """Age suspicions and silence up to the platform instant; return alarms ordered by slot."""
        pages, slot = [], 0
        while slot < len(self.states):
            slot = tick_round(
                self.states, now_ms, slot, self.thresholds, self._platform, self._paper
            )
            pages.append(self._page())
        return np.concatenate(pages) if pages else np.zeros(0, ALARM)

    def presence(self, now_ms: int) -> NDArray[np.uint8]:
        """Return for every slot whether it is unwatched, live, delayed or offline (`offline`)."""
        silent_ms = self._silent_ms(now_ms)
        words = np.full(len(self.states), offline.LIVE, np.uint8)
        words[silent_ms >= self.thresholds["delayed_ms"][0]] = offline.DELAYED
        words[silent_ms >= self.thresholds["offline_ms"][0]] = offline.OFFLINE
        watched = HEARD | ENROLLED
        words[self.states["marks"] & watched != watched] = offline.UNWATCHED
        return words

    def suspects(self, now_ms: int) -> NDArray[np.int64]:
        """Return the slots suspected off level for 10 s or more and not yet alarmed (SUSPECT)."""
        since_ms = self.states["off_level_since_ms"]
        dwell_ms = self.states["at_ms"] + self._silent_ms(now_ms) - since_ms
        waiting = self.states["open"] & 1 << entrapment_off_level.KIND == 0
        long_enough = dwell_ms >= self.thresholds["off_level_suspect_ms"][0]
        return np.flatnonzero((since_ms > 0) & waiting & long_enough)

    def snapshot(self) -> bytes:
        """Return the whole memory as bytes: magic, checksum, platform, states; not compressed."""
        platform, states = self._platform.view("u1").data, self.states.view("u1").data
        checksum = zlib.crc32(states, zlib.crc32(platform))
        return b"".join((MAGIC, _layout(), checksum.to_bytes(4, "little"), platform, states))

    @classmethod
    def restored(cls, snapshot: bytes, thresholds: Records | None = None) -> Self:
        """Return the engine that a snapshot came from. Raises: SnapshotError."""
        head, body = snapshot[:12], memoryview(snapshot)[12:]
        whole = head == MAGIC + _layout() + zlib.crc32(body).to_bytes(4, "little")
        if not whole or (len(body) - PLATFORM.itemsize) % STATE.itemsize:
            raise SnapshotError("The snapshot is not whole or has another layout.")
        platform = np.frombuffer(body, PLATFORM, count=1)
        engine = cls(np.frombuffer(body, STATE, offset=PLATFORM.itemsize).copy(), thresholds)
        engine._platform = platform.copy()
        return engine

    def _hold(self, slot: int) -> None:
        if slot >= MOST_SLOTS:
            raise ValueError(f"Slot {slot} is beyond {MOST_SLOTS}.")
        if slot >= len(self.states):
            room = new_states(1 << slot.bit_length())
            room[: len(self.states)] = self.states
            self.states = room

    def _page(self) -> Records:
        page = self._paper[: self._platform["written"][0]].copy()
        for name in PEN:
            self._platform[name] = 0
        return page

    def _silent_ms(self, now_ms: int) -> NDArray[np.int64]:
        clock_ms, deaf_ms = self.clock_ms, int(self._platform["deaf_ms"][0])
        heard_now = offline.receiving_ms(clock_ms, deaf_ms, now_ms, self.thresholds[0])
        silent: NDArray[np.int64] = heard_now - self.states["heard_ms"]
        return silent


def _layout() -> bytes:
    description = repr((PLATFORM.descr, STATE.descr)).encode()
    return zlib.crc32(description).to_bytes(4, "little")


def warm() -> None:
    """Compile every kernel now, so that the first real batch does not wait for it."""
    engine = Engine()
    engine.take(samples(1))
    engine.tick(0)
    engine.presence(0)
