"""Chance that belongs to each elevator alone: what happens in one slot never shifts another."""

from typing import Any

import numpy as np
import numpy.typing as npt

from hoistway.simulation.signals import Floats, Ints

_Words = npt.NDArray[np.uint64]
_GOLDEN = 0x9E3779B97F4A7C15


def _mixed(words: _Words) -> _Words:
    """SplitMix64 finaliser (Steele, Lea, Flood 2014): a bijection that looks like chance."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))


class Chance:
    """Counter-based uniform numbers, one stream per elevator, addressed by its index.

    A shared `numpy.random.Generator` would hand out numbers in the order of asking, so that one
    elevator's trouble would change all others' days; here the n-th number of a slot depends on
    seed, slot and n only. Rare, long scenes get a real `Generator` of their own.
    """

    def __init__(self, *, seed: int, slots: npt.NDArray[Any]) -> None:
        root = np.random.SeedSequence(seed).generate_state(1, np.uint64)
        self._keys = _mixed(root + slots.astype(np.uint64) * np.uint64(_GOLDEN))
        self._drawn = np.zeros(len(slots), np.uint64)
        self._scenes = np.zeros(len(slots), np.int64)
        self._seed = seed
        self._slots = slots

    def uniform(self, index: Ints, count: int) -> Floats:
        """Return the next `count` numbers in [0, 1) of each (distinct) index, shape (count, n)."""
        ahead = np.arange(1, count + 1, dtype=np.uint64)[:, None] + self._drawn[index]
        self._drawn[index] += np.uint64(count)
        words = _mixed(self._keys[index] + ahead * np.uint64(_GOLDEN))
        numbers: Floats = (words >> np.uint64(11)).astype(np.float64) * 2.0**-53
        return numbers

    def exponential(self, index: Ints) -> Floats:
        """Return the next standard exponential number of each (distinct) index."""
        numbers: Floats = -np.log1p(-self.uniform(index, 1)[0])
        return numbers

    def scene(self, index: int) -> np.random.Generator:
        """Return a fresh generator for one scene of one elevator."""
        self._scenes[index] += 1
        return np.random.default_rng(
            [self._seed, int(self._slots[index]), int(self._scenes[index])]
        )
