"""Lots that nobody can steer and anybody can repeat with a sheet of paper and SHA-256."""

from collections.abc import Iterable
from hashlib import sha256
from math import ceil


def lot_of(*, seed: str, key: str) -> str:
    """Return the lot of one key: the SHA-256 of seed, colon and key, in hexadecimal.

    Example:
        >>> lot_of(seed="2026", key="WB1")[:16]
        'a2ac8b89dc43c19c'
    """
    return sha256(f"{seed}:{key}".encode()).hexdigest()


def drawn(*, seed: str, keys: Iterable[str], size: int) -> list[str]:
    """Return the `size` keys with the smallest lots, smallest first.

    The order in which the keys are given does not matter, and a larger draw of the same seed
    contains the smaller one. By hand: `printf '%s:%s' SEED KEY | sha256sum` for each line of the
    published list, sorted.

    Example:
        >>> drawn(seed="2026", keys=["WB1", "WB2", "WB3"], size=2)
        ['WB2', 'WB3']
    """
    lots = sorted((lot_of(seed=seed, key=key), key) for key in set(keys))
    return [key for _lot, key in lots[:size]]


def size_of(*, share: float, population: int) -> int:
    """Return how many are drawn for a share (0-1), rounded up, never more than there are.

    Example:
        >>> [size_of(share=0.05, population=n) for n in (19, 20, 21)]
        [1, 1, 2]
    """
    return min(population, ceil(round(share * population, 9)))
