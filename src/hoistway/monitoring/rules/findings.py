"""From judged lines to findings: one per landing, or one for the car where most floors deviate."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from hoistway.monitoring.rules.judging import Judged
from hoistway.monitoring.rules.measures import KINDS, WHOLE_CAR
from hoistway.monitoring.vocabulary import HealthState, IndicatorKind

LEAST_FLOORS = 3
"""Floors that make a car door. Chosen: two doors may go wrong in one week by chance."""

CAR_SHARE = 0.5
"""Share of the floors from which on the car door is meant. Source: telemetry-and-emergency 6.3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One departure; `line` is the line that stands out most, `floors` all that deviate."""

    slot: int
    kind: IndicatorKind
    floor: int
    floors: tuple[int, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an elevator stands: the line of each indicator that stands out most."""

    state: HealthState
    days_known: int
    lines: tuple[int, ...]


def findings(*, judged: Judged) -> list[Finding]:
    """Return what deviates, by elevator, indicator and floor."""
    series = judged.series
    lines: dict[tuple[int, int], list[int]] = defaultdict(list)
    for line in map(int, np.flatnonzero(judged.deviates)):
        lines[int(series.slots[line]), int(series.kinds[line])].append(line)
    found = []
    for (slot, number), those in sorted(lines.items()):
        worst = max(those, key=lambda line: float(judged.score[line]))
        known = (series.slots == slot) & (series.kinds == number) & ~np.isnan(judged.score)
        is_car = len(those) >= max(LEAST_FLOORS, CAR_SHARE * int(np.sum(known)))
        kind, floors = KINDS[number], tuple(sorted(int(series.floors[line]) for line in those))
        if is_car:
            found.append(Finding(slot=slot, kind=kind, floor=WHOLE_CAR, floors=floors, line=worst))
            continue
        for line in those:
            floor = int(series.floors[line])
            found.append(Finding(slot=slot, kind=kind, floor=floor, floors=(floor,), line=line))
    return found


def is_settled(*, judged: Judged, lines: Sequence[int], settle_days: int) -> bool:
    """Whether every line of a deviation has lain inside its band for long enough."""
    known = [line for line in lines if judged.last[line] >= 0]
    return bool(known) and all(int(judged.calm_days[line]) >= settle_days for line in known)


def standings(
    *, judged: Judged, deviating: Collection[int], least_days: int
) -> dict[int, Standing]:
    """Return how each elevator of the series stands; `deviating` are those with open deviations."""
    series = judged.series
    score = np.where(np.isnan(judged.score), -np.inf, judged.score)
    order = np.lexsort((-score, series.kinds, series.slots))
    group = series.slots[order] * len(KINDS) + series.kinds[order]
    is_first = np.ones(len(order), bool)
    is_first[1:] = group[1:] != group[:-1]
    lines: dict[int, list[int]] = defaultdict(list)
    for line in order[is_first]:
        lines[int(series.slots[line])].append(int(line))
    watched = set(series.slots[judged.watched].tolist())
    told = set(series.slots[judged.fresh & ~np.isnan(judged.score)].tolist())
    known: dict[int, int] = {}
    for slot, days in zip(series.slots.tolist(), judged.days_known.tolist(), strict=True):
        known[slot] = max(known.get(slot, 0), days)
    return {
        slot: Standing(
            state=_state(
                slot, deviating, watched, known[slot] >= least_days and slot in told
            ),
            days_known=known[slot], lines=tuple(those),
        )
        for slot, those in lines.items()
    }  # fmt: skip


def _state(slot: int, deviating: Collection[int], watched: set[int], known: bool) -> HealthState:
    if slot in deviating:
        return HealthState.DEVIATING
    if not known:
        return HealthState.UNKNOWN
    return HealthState.WATCHED if slot in watched else HealthState.NORMAL
