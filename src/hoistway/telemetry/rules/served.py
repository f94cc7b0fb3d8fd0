"""Which landings a lift really serves, told from where its doors stood open."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DAYS = 30
"""How far back is looked. Chosen: a month holds the week-ends and a month's routine."""

RUNS = 300
"""Runs after which a count is told. Chosen: a landing that one run in a hundred goes to is then
missed in one lift of twenty (0.99³⁰⁰ = 0.05); seeing fewer than registered is no finding anyway."""

_STEPS = (1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorDay:
    """Where a lift's doors stood open in the door zone on one day, and how often it ran."""

    slot: int
    floors: tuple[int, ...]
    runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The landings that a lift served over the whole stretch, and in how many runs."""

    slot: int
    floors: tuple[int, ...]
    runs: int


def served(*, days: Iterable[FloorDay], runs: int = RUNS) -> list[Served]:
    """Return the landings of each lift that ran often enough, by slot.

    Example:
        >>> day = FloorDay(slot=7, floors=(0, 2), runs=200)
        >>> other = FloorDay(slot=7, floors=(1,), runs=150)
        >>> served(days=[day, other])
        [Served(slot=7, floors=(0, 1, 2), runs=350)]
        >>> served(days=[day])
        []
    """
    floors: dict[int, set[int]] = defaultdict(set)
    counted: dict[int, int] = defaultdict(int)
    for one in days:
        floors[one.slot].update(one.floors)
        counted[one.slot] += one.runs
    return [
        Served(slot=slot, floors=tuple(sorted(floors[slot])), runs=counted[slot])
        for slot in sorted(floors)
        if counted[slot] >= runs and floors[slot]
    ]


def at_least(*, count: int) -> int:
    """Return a round number that the count has reached, so that it does not change every night.

    Example:
        >>> at_least(count=4_812), at_least(count=300), at_least(count=99)
        (3000, 300, 30)
    """
    best, ten = 0, 1
    while ten <= count:
        best = max(step * ten for step in _STEPS if step * ten <= count)
        ten *= 10
    return best


def landing_names(*, floors: Sequence[int], labels: Sequence[str]) -> list[str]:
    """Return the landings by their labels, by their index where the labels do not reach.

    Example:
        >>> landing_names(floors=(0, 2), labels=["B1", "1", "2"])
        ['B1', '2']
        >>> landing_names(floors=(0, 3), labels=["B1", "1", "2"])
        ['0', '3']
    """
    if floors and max(floors) < len(labels) and min(floors) >= 0:
        return [labels[floor] for floor in floors]
    return [str(floor) for floor in floors]
