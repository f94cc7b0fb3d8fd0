"""Is an indicator where it has always been? Each line against its own past, floors together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hoistway.monitoring.rules.chances import normal_score, picked, upper_tail
from hoistway.monitoring.rules.measures import KINDS, Floats, Series, Whole
from hoistway.monitoring.rules.policy import MonitoringPolicy
from hoistway.monitoring.vocabulary import IndicatorKind

_ROBUST = 1.4826
"""Median absolute deviation → standard deviation of a normal distribution."""

_MEDIAN_VARIANCE = 1.57
"""Variance of the median of n normal values, times n: pi / 2."""


@dataclass(frozen=True, slots=True)
class Held:
    """Baselines kept when a deviation was found; nan where the days before are to speak."""

    baseline: Floats
    spread: Floats


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of each line of a series.

    `value` is the smoothed last value in the unit, `score` how many standard errors it lies above
    the baseline, nan where too little is known. `calm_days` are the last known days in a row that
    lay inside the band; `last` is the column of the last known day, -1 without one. Of a line that
    is not `fresh` nothing is said today.
    """

    series: Series
    baseline: Floats
    spread: Floats
    value: Floats
    score: Floats
    days_known: Whole
    calm_days: Whole
    last: Whole
    deviates: NDArray[np.bool_]
    watched: NDArray[np.bool_]
    fresh: NDArray[np.bool_]


def judged(*, series: Series, policy: MonitoringPolicy, held: Held | None = None) -> Judged:
    """Judge every line: median and MAD of its own past, EWMA of the last days, then the floors.

    The past ends `gap_days + recent_days` before the end, so that a slow drift does not become
    its own baseline. Of the floors of one elevator those are picked that stand the step-up
    procedure of Benjamini and Hochberg (1995).
    """
    known = known_values(series=series, policy=policy)
    baseline, spread, days_known = _past(series, known, policy, held)
    error = _daily_error(series, baseline, spread)[:, -policy.recent_days :]
    recent = known[:, -policy.recent_days :]
    residual = (recent - baseline[:, None]) / error
    weight = _weights(series, recent, policy.smoothing)
    value = _mean(recent, weight)
    of_one = np.fmax(days_known, policy.least_days)
    noise = np.sqrt(np.sum(weight**2, axis=1) + _MEDIAN_VARIANCE / of_one)
    score = normal_score(t=_mean(residual, weight) / noise, freedom=of_one / 2)
    was_held = np.zeros(len(series), bool) if held is None else ~np.isnan(held.baseline)
    score = np.where((days_known >= policy.least_days) | was_held, score, np.nan)
    last = _last_known(known)
    is_fresh = last >= known.shape[1] - policy.stale_days
    group = series.slots * len(KINDS) + series.kinds
    stands_out = picked(chance=upper_tail(score=score), group=group, rate=policy.false_rate)
    rise = value - baseline
    is_large = (rise >= _said(series, policy, "least_rise")) & (
        rise >= _said(series, policy, "rise") * np.abs(baseline)
    )
    calm = _calm_days(residual, policy.settle_score)
    return Judged(
        series, baseline, spread, value, score, days_known, calm, last,
        stands_out & is_large & is_fresh & (calm == 0),
        is_fresh & (np.nan_to_num(score, nan=-np.inf) >= policy.watch_score), is_fresh,
    )  # fmt: skip


def known_values(*, series: Series, policy: MonitoringPolicy) -> Floats:
    """Return the values of days behind which enough runs or cycles stand, nan elsewhere."""
    least = _said(series, policy, "least_weight")[:, None]
    return np.where(series.weights >= least, series.values, np.nan)


def _said(series: Series, policy: MonitoringPolicy, name: str) -> Floats:
    by_kind = np.array([getattr(policy.indicators[kind], name) for kind in KINDS], np.float64)
    return np.asarray(by_kind[series.kinds], np.float64)


def _past(
    series: Series, known: Floats, policy: MonitoringPolicy, held: Held | None
) -> tuple[Floats, Floats, Whole]:
    past = known[:, : max(known.shape[1] - policy.recent_days - policy.gap_days, 0)]
    days_known = np.sum(~np.isnan(past), axis=1)
    baseline = median(past)
    pooled = _pooled(past, series.weights[:, : past.shape[1]])
    baseline = np.where(_is_rate(series), np.fmax(baseline, pooled), baseline)
    spread = _ROBUST * median(np.abs(past - baseline[:, None]))
    if held is not None:
        baseline = np.where(np.isnan(held.baseline), baseline, held.baseline)
        spread = np.where(np.isnan(held.spread), spread, held.spread)
    least = np.fmax(
        _said(series, policy, "least_spread"),
        _said(series, policy, "least_share") * np.abs(baseline),
    )
    return baseline, np.fmax(spread, least), days_known


def median(rows: Floats) -> Floats:
    """Return the median of each row without its nan, nan for a row of nothing else.

    Example:
        >>> median(np.array([[3.0, np.nan, 1.0], [np.nan, np.nan, np.nan]])).tolist()
        [2.0, nan]
    """
    if not rows.size:
        return np.full(len(rows), np.nan)
    ordered = np.sort(rows, axis=1)  # nan go to the end
    count = np.sum(~np.isnan(rows), axis=1)
    line = np.arange(len(rows))
    low, high = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, rows.shape[1] - 1)
    return np.asarray((ordered[line, low] + ordered[line, high]) / 2, np.float64)


def _daily_error(series: Series, baseline: Floats, spread: Floats) -> Floats:
    """Return the standard error of each day: a rate told by few cycles is told less surely."""
    weights = np.fmax(series.weights, 1.0)
    share = np.clip(baseline[:, None] / 100 + 0.5 / weights, 0, 0.5)
    sampling = 100 * np.sqrt(share * (1 - share) / weights)
    daily = np.where(_is_rate(series)[:, None], sampling, 0.0)
    return np.asarray(np.fmax(spread[:, None], daily), np.float64)


def _is_rate(series: Series) -> NDArray[np.bool_]:
    return np.asarray(np.array([kind in _RATES for kind in KINDS])[series.kinds], bool)


def _pooled(past: Floats, weights: Floats) -> Floats:
    """Return the rate of all days together: the median of a rare thing is too low a past."""
    weight = np.where(np.isnan(past), 0.0, weights)
    total = np.sum(weight, axis=1)
    share = np.full(len(past), np.nan)
    np.divide(np.nansum(past * weight, axis=1), total, out=share, where=total > 0)
    return share


_RATES = frozenset(
    {
        IndicatorKind.DOOR_REVERSALS, IndicatorKind.DOOR_BLOCKED, IndicatorKind.RELEVELLING,
        IndicatorKind.STOPS_OFF_LEVEL,
    }
)  # fmt: skip


def _weights(series: Series, recent: Floats, smoothing: float) -> Floats:
    """Return the weights of an exponentially weighted mean over the known days; they sum to 1.

    A rate weighs as much as the cycles or runs behind it.
    """
    age = np.arange(recent.shape[1] - 1, -1, -1)
    weight = np.where(np.isnan(recent), 0.0, (1 - smoothing) ** age)
    behind = series.weights[:, -recent.shape[1] :]
    weight = np.where(_is_rate(series)[:, None], weight * behind, weight)
    total = np.sum(weight, axis=1, keepdims=True)
    shares = np.full_like(weight, np.nan)
    np.divide(weight, total, out=shares, where=total > 0)
    return shares


def _mean(values: Floats, weight: Floats) -> Floats:
    return np.asarray(np.sum(np.where(np.isnan(values), 0.0, values) * weight, axis=1), np.float64)


def _last_known(known: Floats) -> Whole:
    told = ~np.isnan(known)
    last = known.shape[1] - 1 - np.argmax(told[:, ::-1], axis=1) if known.size else 0
    return np.where(np.any(told, axis=1), last, -1)


def _calm_days(residual: Floats, limit: float) -> Whole:
    """Return how many of the last known days in a row lay below the limit."""
    calm = np.zeros(len(residual), np.int64)
    is_running = np.ones(len(residual), bool)
    for column in range(residual.shape[1] - 1, -1, -1):
        said = ~np.isnan(residual[:, column])
        is_running &= ~said | (residual[:, column] < limit)
        calm += said & is_running
    return calm
