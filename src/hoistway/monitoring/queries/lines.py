"""The indicators of one elevator, day by day, as they are judged today."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from hoistway.foundation.periods import local_day
from hoistway.monitoring.queries.past import earlier_of
from hoistway.monitoring.queries.remote import read_until
from hoistway.monitoring.rules.judging import Judged, judged, known_values
from hoistway.monitoring.rules.measures import KINDS, measured
from hoistway.monitoring.rules.past import with_past
from hoistway.monitoring.rules.policy import policy_on
from hoistway.monitoring.vocabulary import IndicatorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """One indicator of one floor (-1000: the car as a whole); `values` from `first` on.

    `baseline` ± `spread` is the elevator's own past, `value` the smoothed last value.
    """

    kind: IndicatorKind
    floor: int
    unit: str
    first: date
    values: tuple[float | None, ...]
    baseline: float | None
    spread: float
    value: float | None
    score: float | None
    days_known: int
    deviates: bool
    watched: bool


def indicator_lines(*, elevator_id: int, now: datetime) -> list[IndicatorLine]:
    """Return every indicator by kind and floor; scope was judged by the caller.

    It is worked out anew from the roll-ups by the rule of the nightly round.
    """
    today = local_day(at=now)
    policy = policy_on(day=today)
    last = today - timedelta(days=1)
    first = last - timedelta(days=policy.window_days - 1)
    read = read_until(elevator_ids=[elevator_id], last=last, length=policy.window_days)
    series = measured(days=read.days, doors=read.doors, first=read.first, length=policy.window_days)
    shown = known_values(series=series, policy=policy)
    earlier = earlier_of(elevator_ids=[elevator_id], since=first)
    series, held = with_past(series=series, earlier=earlier)
    result = judged(series=series, policy=policy, held=held)
    lines = [
        IndicatorLine(
            kind=KINDS[series.kinds[line]], floor=int(series.floors[line]), first=first,
            unit=policy.indicators[KINDS[series.kinds[line]]].unit,
            values=tuple(None if np.isnan(one) else float(one) for one in shown[line]),
            days_known=int(result.days_known[line]), deviates=bool(result.deviates[line]),
            watched=bool(result.watched[line]),
            spread=_number(result.spread[line]) or 0.0, **_numbers(result, line),
        )
        for line in range(len(series))
    ]  # fmt: skip
    return sorted(lines, key=lambda one: (KINDS.index(one.kind), one.floor))


def _numbers(result: Judged, line: int) -> dict[str, float | None]:
    return {
        "baseline": _number(result.baseline[line]), "value": _number(result.value[line]),
        "score": _number(result.score[line]),
    }  # fmt: skip


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
