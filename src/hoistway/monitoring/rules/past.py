"""What earlier deviations mean for the past of a line: its days are no past, its baseline stays."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from hoistway.monitoring.rules.judging import Held
from hoistway.monitoring.rules.measures import KINDS, WHOLE_CAR, Series
from hoistway.monitoring.vocabulary import DeviationState, IndicatorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """One deviation as the judgement needs it; days are counted from 1970.

    `floors` are the floors that deviated; `ended_on` is the day of the visit or of the word that
    ended it.
    """

    slot: int
    kind: IndicatorKind
    floors: tuple[int, ...]
    state: DeviationState
    found_on: int
    ended_on: int | None
    baseline: float
    spread: float
    value: float


def with_past(*, series: Series, earlier: Iterable[Earlier]) -> tuple[Series, Held]:
    """Return the series without days that are nobody's normal, and the baselines that stay.

    While a deviation is open, and after the visit until it is settled, the baseline stays the one
    it was found by; of a visited line only the days after the visit speak. What a person judged
    to need nothing has found a new normal: the value of that day. The days of a settled deviation
    are left out of the past.
    """
    values = series.values.copy()
    baseline, spread = np.full(len(series), np.nan), np.full(len(series), np.nan)
    for one in sorted(earlier, key=lambda of: of.found_on):
        for line in lines_of(series=series, one=one):
            end = one.ended_on if one.ended_on is not None else series.first - 1
            if one.state is DeviationState.SETTLED:
                first = max(one.found_on - _LED_UP - series.first, 0)
                values[line, first : max(end - series.first + 1, first)] = np.nan
                continue
            is_normal = one.state is DeviationState.DISMISSED
            baseline[line] = one.value if is_normal else one.baseline
            spread[line] = one.spread
            if one.state is DeviationState.DONE:
                values[line, : max(end - series.first + 1, 0)] = np.nan
    return replace(series, values=values), Held(baseline, spread)


_LED_UP = 5
"""Days before a finding that already led up to it. Chosen: as long as the smoothing remembers."""


def lines_of(*, series: Series, one: Earlier) -> list[int]:
    """Return the lines of which a deviation speaks."""
    fits = (series.slots == one.slot) & (series.kinds == KINDS.index(one.kind))
    if one.floors and one.floors != (WHOLE_CAR,):
        fits &= np.isin(series.floors, one.floors)
    return [int(line) for line in np.flatnonzero(fits)]
