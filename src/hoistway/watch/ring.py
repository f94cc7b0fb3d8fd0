"""The last samples of every elevator, so that an incident begins with what went before it."""

import numpy as np
from numpy.typing import NDArray

from hoistway.detection.batch import SAMPLE

DEPTH = 64
"""Samples kept per elevator. Chosen: a minute at 1 Hz, an hour of heartbeats; 3 KiB each."""


class Ring:
    """A ring of the last `DEPTH` samples per slot; memory is touched only for slots in use."""

    def __init__(self) -> None:
        self._samples = np.zeros((0, DEPTH), SAMPLE)
        self._counts = np.zeros(0, np.int64)

    def add(self, *, samples: NDArray[np.void]) -> None:
        """Remember these samples, which stand in log order."""
        if not len(samples):
            return
        self._hold(int(samples["slot"].max()))
        order = np.argsort(samples["slot"], kind="stable")
        slots = samples["slot"][order].astype(np.int64)
        starts = np.flatnonzero(np.concatenate(([True], slots[1:] != slots[:-1])))
        lengths = np.diff(np.concatenate((starts, [len(slots)])))
        rank = np.arange(len(slots)) - np.repeat(starts, lengths)
        recent = rank >= np.repeat(lengths, lengths) - DEPTH
        place = (self._counts[slots] + rank) % DEPTH
        self._samples[slots[recent], place[recent]] = samples[order][recent]
        self._counts[slots[starts]] += lengths

    def of(self, *, slot: int) -> NDArray[np.void]:
        """Return what is remembered of one elevator, oldest first."""
        if slot >= len(self._counts):
            return np.zeros(0, SAMPLE)
        count = int(self._counts[slot])
        if count <= DEPTH:
            return self._samples[slot, :count].copy()
        return np.roll(self._samples[slot], -(count % DEPTH), axis=0)

    def _hold(self, slot: int) -> None:
        if slot < len(self._counts):
            return
        room = 1 << slot.bit_length()
        samples, counts = np.zeros((room, DEPTH), SAMPLE), np.zeros(room, np.int64)
        samples[: len(self._counts)] = self._samples
        counts[: len(self._counts)] = self._counts
        self._samples, self._counts = samples, counts
