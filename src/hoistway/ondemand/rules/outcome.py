"""Pilot elevators beside matched ones on fixed intervals: rates, ratios, and what may be said.

Matching is exact on coarse strata (kind, place, age band, height band); within a stratum each
pilot elevator gets up to `CONTROLS` others, and each of these the days of its own. Ratios are
those of Mantel and Haenszel over the strata; their intervals count each elevator once, with all
that happened to it (cluster-robust), because faults of one elevator come in groups. The same
pairs are compared in the time before as well: a difference that was there already is no effect,
so what is said rests on the ratio of the two ratios.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erfc, exp, inf, log, sqrt

import numpy as np
from numpy.typing import NDArray

from hoistway.ondemand.vocabulary import Effect, OutcomeKind

METHOD = "matched-mantel-haenszel/1"
CONTROLS = 4
"""Elevators beside each pilot one. Chosen: beyond four the interval hardly narrows."""

LEAST_EVENTS = 10
"""Events of both sides together below which nothing is said. Chosen: below it the interval spans
a factor of four."""

LEAST_ELEVATORS = 10
"""Elevators on each side below which nothing is said. Chosen: cluster-robust intervals need as
many."""

LEAST_STRUCK = 5
"""Elevators of each side to which anything happened, below which nothing is said. Chosen: one
elevator that stood for a fortnight would else speak for a whole pilot."""

LEVEL = 0.05
"""Chance of one false claim over all outcomes together (Holm). Chosen: the usual one."""

_Z95 = 1.959963984540054

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What was counted on one side: events (or hours, or findings) over elevator-years (or visits).

    `rate` is the plain quotient, None without a denominator.
    """

    elevators: int
    events: float
    base: float

    @property
    def rate(self) -> float | None:
        """The plain rate."""
        return self.events / self.base if self.base else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A ratio pilot ÷ fixed with its 95 % interval; `spread` is the standard error of its log."""

    value: float
    low: float
    high: float
    spread: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One outcome: both sides, the ratio, the ratio before, and what may be said."""

    kind: OutcomeKind
    pilot: Side
    fixed: Side
    ratio: Ratio | None
    before: Ratio | None
    adjusted: Ratio | None
    effect: Effect = Effect.TOO_FEW


@dataclass(frozen=True, slots=True)
class Sample:
    """One row each elevator: stratum, whether it is in the pilot, events and what they are over."""

    stratum: NDArray[np.int64]
    pilot: NDArray[np.bool_]
    events: Floats
    base: Floats


def ratio_of(*, sample: Sample) -> Ratio | None:
    """Return the Mantel-Haenszel ratio with its cluster-robust interval, None where too few.

    Source: Greenland & Robins 1985 for the point; its variance here is that of the influence of
    each elevator (sandwich), so that repeated events of one count as one.
    """
    strata, at = np.unique(sample.stratum, return_inverse=True)
    one, none = sample.pilot, ~sample.pilot
    both = [np.bincount(at, weights=side, minlength=len(strata)) for side in (one, none)]
    base = [_sum(at, sample.base * side, len(strata)) for side in (one, none)]
    whole = base[0] + base[1]
    held = (both[0] > 0) & (both[1] > 0) & (base[0] > 0) & (base[1] > 0)
    weight = [np.divide(base[1 - k], whole, out=np.zeros_like(whole), where=held) for k in (0, 1)]
    events = [_sum(at, sample.events * side, len(strata)) for side in (one, none)]
    above, below = float(weight[0] @ events[0]), float(weight[1] @ events[1])
    used = held[at]
    if above <= 0 or below <= 0 or not _is_enough(sample, used):
        return None
    variance = 0.0
    for k, side, total in ((0, one, above), (1, none, below)):
        rate = np.divide(events[k], base[k], out=np.zeros_like(whole), where=base[k] > 0)
        off = (sample.events - rate[at] * sample.base) * side
        fill = np.divide(both[k], both[k] - 1, out=np.ones_like(whole), where=both[k] > 1)
        variance += float((((weight[k] * np.sqrt(fill))[at] * off) ** 2).sum()) / total**2
    value, spread = above / below, sqrt(variance)
    return Ratio(value=value, spread=spread, **_interval(log(value), spread))


def _sum(at: NDArray[np.int64], values: Floats, count: int) -> Floats:
    return np.bincount(at, weights=values, minlength=count).astype(np.float64)


def _is_enough(sample: Sample, used: NDArray[np.bool_]) -> bool:
    """Return whether both sides have elevators, and events of several of them."""
    sides = (sample.pilot & used, ~sample.pilot & used)
    struck = sample.events > 0
    return (
        min(int(side.sum()) for side in sides) >= LEAST_ELEVATORS
        and min(int((side & struck).sum()) for side in sides) >= LEAST_STRUCK
        and float(sample.events[used].sum()) >= LEAST_EVENTS
    )


def _interval(middle: float, spread: float) -> dict[str, float]:
    reach = _Z95 * spread
    return {"low": exp(middle - reach), "high": exp(middle + reach) if reach < 700 else inf}


def adjusted_by(*, after: Ratio, before: Ratio | None) -> Ratio:
    """Return the ratio of what is to what was; without a before the ratio itself.

    The two are taken as independent, though they come from the same elevators: the interval is
    rather too wide than too narrow.

    Example:
        >>> one = Ratio(value=0.8, low=0.7, high=0.9, spread=0.06)
        >>> round(adjusted_by(after=one, before=one).value, 3)
        1.0
    """
    if before is None:
        return after
    spread = sqrt(after.spread**2 + before.spread**2)
    value = after.value / before.value
    return Ratio(value=value, spread=spread, **_interval(log(value), spread))


def side_of(*, sample: Sample, pilot: bool) -> Side:
    """Return what one side counted."""
    mine = sample.pilot if pilot else ~sample.pilot
    return Side(
        elevators=int(mine.sum()), events=float(sample.events[mine].sum()),
        base=float(sample.base[mine].sum()),
    )  # fmt: skip


def compared(
    *, after: Mapping[OutcomeKind, Sample], before: Mapping[OutcomeKind, Sample]
) -> tuple[Compared, ...]:
    """Return every outcome with what may be said of it; by chance alone nearly never anything.

    A claim needs an interval of the adjusted ratio that leaves 1 after Holm's correction over
    all outcomes.
    """
    found = []
    for kind, sample in after.items():
        ratio = ratio_of(sample=sample)
        was = ratio_of(sample=before[kind]) if kind in before else None
        adjusted = adjusted_by(after=ratio, before=was) if ratio else None
        found.append(
            Compared(
                kind=kind, pilot=side_of(sample=sample, pilot=True),
                fixed=side_of(sample=sample, pilot=False), ratio=ratio, before=was,
                adjusted=adjusted,
            )
        )  # fmt: skip
    claimed = _holm([_chance(one.adjusted) for one in found])
    return tuple(_said(one, claim) for one, claim in zip(found, claimed, strict=True))


def _chance(ratio: Ratio | None) -> float | None:
    """Return the two-sided p-value of a ratio of 1."""
    if ratio is None or ratio.spread <= 0:
        return None
    return erfc(abs(log(ratio.value)) / ratio.spread / sqrt(2))


def _holm(chances: Sequence[float | None]) -> list[bool]:
    known = sorted((p, n) for n, p in enumerate(chances) if p is not None)
    claimed = [False] * len(chances)
    for rank, (p, n) in enumerate(known):
        if p > LEVEL / (len(known) - rank):
            break
        claimed[n] = True
    return claimed


def _said(one: Compared, claim: bool) -> Compared:
    if one.adjusted is None:
        effect = Effect.TOO_FEW
    elif not claim:
        effect = Effect.NONE_SHOWN
    else:
        effect = Effect.LOWER if one.adjusted.value < 1 else Effect.HIGHER
    return Compared(
        kind=one.kind, pilot=one.pilot, fixed=one.fixed, ratio=one.ratio, before=one.before,
        adjusted=one.adjusted, effect=effect,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """By what elevators are matched."""

    kind: str
    place: str
    age_band: int
    height_band: int


def likeness(*, kind: str, place: str, age: int | None, stops: int | None) -> Likeness:
    """Return the stratum of an elevator; what is unknown is a band of its own.

    Example:
        >>> one = likeness(kind="3110", place="residential", age=7, stops=18)
        >>> one.age_band, one.height_band
        (1, 2)
    """
    return Likeness(
        kind=kind, place=place, age_band=_band(age, (5, 10, 15)), height_band=_band(stops, (6, 11)),
    )  # fmt: skip


def _band(value: int | None, edges: tuple[int, ...]) -> int:
    return -1 if value is None else sum(value > edge for edge in edges)


def matched(
    *, pilots: Mapping[int, Likeness], others: Mapping[int, Likeness], lots: Mapping[int, str]
) -> dict[int, tuple[int, ...]]:
    """Return for each pilot elevator its controls: like it, each used once, by lot.

    Pilot elevators without a single control are left out.
    """
    pool: dict[Likeness, list[int]] = {}
    for key in sorted(others, key=lambda key: lots[key]):
        pool.setdefault(others[key], []).append(key)
    turns: dict[Likeness, list[int]] = {}
    for key in sorted(pilots, key=lambda key: lots[key]):
        turns.setdefault(pilots[key], []).append(key)
    found: dict[int, tuple[int, ...]] = {}
    for like, keys in turns.items():
        mine = pool.get(like, [])
        each = min(CONTROLS, len(mine) // len(keys)) or 1
        for turn, key in enumerate(keys):
            chosen = tuple(mine[turn * each : (turn + 1) * each])
            if chosen:
                found[key] = chosen
    return found
