"""The detector over the log: frames in, alarms and fault codes out, by the log's clock.

A tick of a second is made before the first frame that came later, so that reading the log again
makes the same ticks at the same places; only at the end of the log the wall clock ticks.
"""

import zlib

import numpy as np
import structlog
from numpy.typing import NDArray

from hoistway.detection.alarm import Alarm, alarms
from hoistway.detection.batch import ESCALATOR, SAMPLE
from hoistway.detection.engine import Engine, SnapshotError
from hoistway.detection.fault_codes import CodeChange, FaultCodes
from hoistway.telemetry.queries.reading import listed_elevators
from hoistway.watch.ring import Ring

_log = structlog.get_logger()

SECOND_MS = 1_000
_MAGIC = b"HWJ1"
_HEAD = 8


class Judge:
    """Holds the engine, the last samples, and what was found but is not yet committed."""

    def __init__(self, *, engine: Engine, codes: FaultCodes | None = None) -> None:
        self.engine = engine
        self.codes = codes or FaultCodes()
        self.ring = Ring()
        self.carless: frozenset[int] = frozenset()
        self.watched: frozenset[int] = frozenset()
        self.found: list[Alarm] = []
        self.changes: list[CodeChange] = []
        self.samples = 0
        self._traces: list[NDArray[np.void]] = []
        self._ticked_ms = engine.clock_ms // SECOND_MS * SECOND_MS

    def enrol(self, *, after_id: int = 0) -> int:
        """Watch the silence of all elevators registered after this key; return the last key."""
        rows = listed_elevators(after_id=after_id).values()
        if not rows:
            return after_id
        self.engine.enrol([row.slot for row in rows], [row.kind for row in rows])
        self.carless |= {row.slot for row in rows if row.kind == ESCALATOR}
        return max(row.slot for row in rows)

    def take(self, *, samples: NDArray[np.void], ingest_ms: int) -> None:
        """Judge one frame of the log."""
        self.tick(now_ms=ingest_ms)
        self.found += alarms(self.engine.take(samples))
        self.changes += self.codes.take(samples)
        self.remember(samples=samples)
        self.samples += len(samples)
        if self.watched:
            of_watched = np.isin(samples["slot"], list(self.watched))
            if of_watched.any():
                self._traces.append(samples[of_watched])

    def has_found(self) -> bool:
        """Return whether something waits to be committed."""
        return bool(self.found or self.changes)

    def remember(self, *, samples: NDArray[np.void]) -> None:
        """Keep the last samples of each elevator at hand without judging them."""
        self.ring.add(samples=samples)

    def tick(self, *, now_ms: int) -> None:
        """Let the silent age up to the last whole second."""
        second_ms = now_ms // SECOND_MS * SECOND_MS
        if second_ms > self._ticked_ms:
            self._ticked_ms = second_ms
            self.found += alarms(self.engine.tick(second_ms))

    def watch(self, *, slots: set[int]) -> None:
        """Trace these elevators from now on, beginning with what is remembered of the new ones."""
        for slot in sorted(slots - self.watched):
            past = self.ring.of(slot=slot)
            if len(past):
                self._traces.append(past)
        self.watched = frozenset(slots)

    def take_traces(self) -> NDArray[np.void]:
        """Return the samples to be kept with incidents, once."""
        traces, self._traces = self._traces, []
        return np.concatenate(traces) if traces else np.zeros(0, SAMPLE)


def engine_from(*, snapshot: bytes) -> Engine | None:
    """Return the engine that a kept snapshot came from, or None when there is none to use."""
    if not snapshot:
        return None
    try:
        return Engine.restored(_opened(snapshot)[0])
    except (zlib.error, SnapshotError) as error:
        _log.warning("snapshot_not_used", reason=str(error))
        return None


def codes_from(*, snapshot: bytes) -> FaultCodes:
    """Return the fault codes of a kept snapshot; none where it is unusable or of an older kind."""
    try:
        return FaultCodes.restored(_opened(snapshot)[1]) if snapshot else FaultCodes()
    except (zlib.error, ValueError):
        return FaultCodes()


def _opened(snapshot: bytes) -> tuple[bytes, bytes]:
    plain = zlib.decompress(snapshot)
    if not plain.startswith(_MAGIC):
        return plain, b""
    end = _HEAD + int.from_bytes(plain[4:_HEAD], "little")
    return plain[_HEAD:end], plain[end:]


def snapshot_of(*, engine: Engine, codes: FaultCodes | None = None) -> bytes:
    """Return the detector's memory, compressed; level 1 takes 5 ms for 4,096 elevators."""
    body = engine.snapshot()
    rest = codes.snapshot() if codes else b""
    return zlib.compress(b"".join((_MAGIC, len(body).to_bytes(4, "little"), body, rest)), 1)
