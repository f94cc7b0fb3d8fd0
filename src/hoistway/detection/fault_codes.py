"""Which fault codes stand on which elevator: a rise is a fault's signal, a fall its end.

Faults of GB/T 24476-2017 clause 11: 1-8 of a lift, 1-5 of an escalator (61-65 in the lists of
other platforms). An episode is one rise with its fall: unique by slot, code and `began_ms`, the
device's instant of the first sample that bore it, so that the same log read again names it alike.
Nothing begins in inspection mode (technicians open the safety circuit) nor on a sample that was
stored and forwarded. Only elevators with a standing code are remembered.

Example:
    >>> from hoistway.detection.batch import code_bits, samples
    >>> codes, two = FaultCodes(), samples(2)
    >>> two["slot"], two["at_ms"], two["codes"] = 7, [1_000, 9_000], [code_bits([2]), 0]
    >>> [(one.code, one.began_ms, one.ended) for one in codes.take(two)]
    [(2, 1000, False), (2, 1000, True)]
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from hoistway.detection.batch import ESCALATOR, REPLAYED, Record, Records, code_bits

LIFT_CODES = tuple(range(1, 9))
ESCALATOR_OFFSET = 60
"""What other platforms add to an escalator's codes. Source: telemetry-and-emergency 1.3 [R3]."""

ESCALATOR_CODES = tuple(range(1, 6))
FAULTS = np.uint32(code_bits(LIFT_CODES))
INSPECTION_MODE = 2

_STANDING = np.dtype([("slot", "<u4"), ("code", "<u2"), ("pad", "<u2"), ("began_ms", "<i8")])
_HEARD = np.dtype([("slot", "<u4"), ("pad", "<u4"), ("at_ms", "<i8")])


@dataclass(frozen=True, slots=True)
class CodeChange:
    """A code that began or ended to stand; instants are the device's own, milliseconds UTC."""

    slot: int
    code: int
    began_ms: int
    at_ms: int
    ended: bool


class FaultCodes:
    """The standing fault codes of all elevators; not for two threads at once."""

    def __init__(self) -> None:
        self._standing: dict[int, dict[int, int]] = {}
        self._heard: dict[int, int] = {}

    def take(self, batch: Records) -> list[CodeChange]:
        """Return what began and what ended with a batch of SAMPLE records in log order."""
        shown = (batch["codes"] & FAULTS) != 0
        if not self._standing and not shown.any():
            return []
        slots = {*self._standing, *batch["slot"][shown].tolist()}
        asked = np.isin(batch["slot"], np.fromiter(slots, np.int64))
        return [change for sample in batch[asked] for change in self._changes(sample)]

    def _changes(self, sample: Record) -> Iterator[CodeChange]:
        slot, at_ms = int(sample["slot"]), int(sample["at_ms"])
        if sample["flags"] & REPLAYED or at_ms < self._heard.get(slot, 0):
            return
        self._heard[slot] = at_ms
        held = self._standing.get(slot, {})
        shown = set(_shown(sample))
        for code in sorted(set(held) - shown):
            yield CodeChange(slot, code, held.pop(code), at_ms, ended=True)
        if sample["service_mode"] != INSPECTION_MODE:
            for code in sorted(shown - set(held)):
                held[code] = at_ms
                yield CodeChange(slot, code, at_ms, at_ms, ended=False)
        if held:
            self._standing[slot] = held
        else:
            self._standing.pop(slot, None)

    def snapshot(self) -> bytes:
        """Return the whole memory as bytes: the standing codes, then the instants last heard."""
        rows = [
            (slot, code, 0, began)
            for slot, codes in self._standing.items()
            for code, began in codes.items()
        ]
        heard = [(slot, 0, at_ms) for slot, at_ms in self._heard.items()]
        count = len(rows).to_bytes(4, "little")
        return count + np.array(rows, _STANDING).tobytes() + np.array(heard, _HEARD).tobytes()

    @classmethod
    def restored(cls, snapshot: bytes) -> Self:
        """Return the memory that a snapshot came from; an empty one knows nothing."""
        codes = cls()
        if not snapshot:
            return codes
        count = int.from_bytes(snapshot[:4], "little")
        for row in np.frombuffer(snapshot, _STANDING, count=count, offset=4):
            standing = codes._standing.setdefault(int(row["slot"]), {})
            standing[int(row["code"])] = int(row["began_ms"])
        heard = np.frombuffer(snapshot, _HEARD, offset=4 + count * _STANDING.itemsize)
        codes._heard = {int(row["slot"]): int(row["at_ms"]) for row in heard}
        return codes


def _shown(sample: Record) -> Iterator[int]:
    bits = int(sample["codes"])
    is_escalator = sample["kind"] == ESCALATOR
    for code in ESCALATOR_CODES if is_escalator else LIFT_CODES:
        if bits & code_bits([code]):
            yield code + ESCALATOR_OFFSET if is_escalator else code
