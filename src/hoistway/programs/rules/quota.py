"""How much a caller may take in a minute: a window that slides, counted by two whole minutes."""

import math
from dataclasses import dataclass

MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How much in any minute, in which unit."""

    name: str
    most: int
    unit: str = "requests"


CALLS = Quota(name="calls", most=1_200)
"""Chosen: a firm of 5,000 elevators reads each of them once in five minutes."""

BULK = Quota(name="bulk", most=64_000_000, unit="content-bytes")
"""Chosen: four of the fullest calls, some ten thousand visits; it takes nothing of `CALLS`."""

STRANGERS = Quota(name="strangers", most=120)
"""Calls of one address without a valid key. Chosen: a screen that looks every second for all of
four public lists; behind one address of an office stand several people."""

FAILURE_COSTS = 6
"""Calls that a wrong key counts for. Chosen: twenty wrong keys in a minute, no person errs so."""

_HAIR = 1e-6  # a share of a minute is not exact in binary


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What was taken in the last whole minute and in this one, and how far this one has run."""

    before: int
    now: int
    elapsed_s: float

    @property
    def weight(self) -> float:
        """Which share of the last minute still lies in the window."""
        return max(0.0, 1 - self.elapsed_s / MINUTE_S)


def left_of(*, quota: Quota, window: Window) -> int:
    """Return how much may still be taken.

    Example:
        >>> left_of(quota=Quota(name="q", most=10), window=Window(before=8, now=3, elapsed_s=30))
        3
    """
    return max(0, math.floor(quota.most - window.before * window.weight - window.now + _HAIR))


def wait_s(*, quota: Quota, window: Window, cost: int = 1) -> int:
    """Return after how many seconds this much may be taken if nothing else is until then.

    Example:
        >>> wait_s(quota=Quota(name="q", most=10), window=Window(before=0, now=10, elapsed_s=15))
        51
    """
    free = quota.most - window.now - cost
    if free < 0:
        rest = MINUTE_S - window.elapsed_s
        wait = rest + MINUTE_S * max(0.0, 1 - max(0, quota.most - cost) / window.now)
    elif window.before:
        wait = MINUTE_S * (1 - free / window.before) - window.elapsed_s
    else:
        wait = 0.0
    return max(1, math.ceil(wait))
