"""Who was heard since the last roll call."""

import numpy as np
from numpy.typing import NDArray

from hoistway.telemetry.actions.presence import Sign
from hoistway.watch.findings import instant


class Muster:
    """Remembers the last receipt per slot until it is written down."""

    def __init__(self) -> None:
        self._received_ms = np.zeros(0, np.int64)
        self._skew_ms = np.zeros(0, np.int64)
        self._source = np.zeros(0, np.int64)

    def note(self, *, samples: NDArray[np.void]) -> None:
        """Note that these elevators were heard; the last of several samples counts."""
        if not len(samples):
            return
        highest = int(samples["slot"].max())
        if highest >= len(self._received_ms):
            self._received_ms = _grown(self._received_ms, highest)
            self._skew_ms = _grown(self._skew_ms, highest)
            self._source = _grown(self._source, highest)
        self._received_ms[samples["slot"]] = samples["received_ms"]
        self._skew_ms[samples["slot"]] = samples["at_ms"] - samples["received_ms"]
        self._source[samples["slot"]] = samples["source"]

    def take_signs(self) -> list[Sign]:
        """Return who was heard, and begin a new roll call."""
        heard = np.flatnonzero(self._received_ms)
        signs = [
            Sign(
                elevator_id=int(slot), last_seen=instant(int(self._received_ms[slot])),
                clock_skew_ms=int(self._skew_ms[slot]), source=int(self._source[slot]),
            )
            for slot in heard
        ]  # fmt: skip
        self._received_ms[heard] = 0
        return signs


def _grown(column: NDArray[np.int64], slot: int) -> NDArray[np.int64]:
    room = np.zeros(1 << slot.bit_length(), np.int64)
    room[: len(column)] = column
    return room
