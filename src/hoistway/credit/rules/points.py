"""What one indicator gives, and why."""

from dataclasses import dataclass
from fractions import Fraction

from hoistway.credit.rules.exact import between, exact, rounded
from hoistway.credit.rules.facts import SubjectFacts
from hoistway.credit.rules.model import Indicator
from hoistway.credit.rules.shrinkage import CityFacts, Pair, pair_of, shrunk
from hoistway.credit.vocabulary import Measure, PointReason, PointRule, Scale

POINT_PLACES = 2
"""Points are rounded half up to hundredths, and the total adds what is shown."""

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """The value of one indicator; None where there are too few cases."""

    numerator: Fraction
    denominator: Fraction
    raw: Fraction | None
    value: Fraction | None
    pulled: bool = False


def valued(*, indicator: Indicator, facts: SubjectFacts, city: CityFacts) -> Valued:
    """Return the value of an indicator with what it is made of."""
    if indicator.measure is Measure.MEDIAN:
        return _median(indicator, facts)
    cases, out_of = pair_of(indicator=indicator, facts=facts)
    if indicator.measure is Measure.COUNT:
        return Valued(numerator=cases, denominator=_ZERO, raw=cases, value=cases)
    return _divided(indicator, (cases, out_of), city)


def _divided(indicator: Indicator, pair: Pair, city: CityFacts) -> Valued:
    cases, out_of = pair
    told = out_of * indicator.per
    if told < indicator.least or told == 0:
        return Valued(numerator=cases, denominator=told, raw=None, value=None)
    raw = cases / out_of
    if not indicator.shrink:
        return Valued(numerator=cases, denominator=told, raw=raw, value=raw)
    return Valued(
        numerator=cases, denominator=told, raw=raw,
        value=shrunk(pair=pair, city=city.means[indicator.key]), pulled=True,
    )  # fmt: skip


def _median(indicator: Indicator, facts: SubjectFacts) -> Valued:
    (fact,) = indicator.numerator
    values = sorted(facts.samples.get(str(fact), ()))
    count = Fraction(len(values))
    if not values or count < indicator.least:
        return Valued(numerator=_ZERO, denominator=count, raw=None, value=None)
    low, high = values[(len(values) - 1) // 2], values[len(values) // 2]
    middle = (exact(number=low) + exact(number=high)) / 2 * indicator.per
    return Valued(numerator=middle, denominator=count, raw=middle, value=middle)


def points_of(*, indicator: Indicator, value: Fraction) -> Fraction:
    """Return the points that a value gives, in hundredths."""
    if indicator.rule is PointRule.STEPS:
        found = _stepped(indicator, value)
    elif indicator.rule is PointRule.EACH:
        found = _each(indicator, value)
    else:
        found = indicator.weight * between(
            value=(value - indicator.zero) / (indicator.full - indicator.zero),
            low=_ZERO, high=Fraction(1),
        )  # fmt: skip
    return rounded(value=found, places=POINT_PLACES)


def _stepped(indicator: Indicator, value: Fraction) -> Fraction:
    for bound, points in indicator.steps:
        if (value >= bound) if indicator.rising else (value <= bound):
            return points
    return indicator.beyond


def _each(indicator: Indicator, value: Fraction) -> Fraction:
    if indicator.lot:
        value = Fraction(value // indicator.lot)
    found = indicator.start + indicator.each * value
    if indicator.floor is not None:
        found = max(found, indicator.floor)
    if indicator.ceiling is not None:
        found = min(found, indicator.ceiling)
    return found


def reason_of(*, indicator: Indicator, points: Fraction, scale: Scale) -> PointReason:
    """Return why the points are what they are, in one word."""
    if scale is not Scale.MERIT or indicator.is_bonus():
        against = points > 0 if scale is Scale.DEMERIT and not indicator.is_bonus() else points < 0
        if points == 0:
            return PointReason.NOTHING
        return PointReason.TAKEN if against else PointReason.ADDED
    if not indicator.weight:
        return PointReason.SHOWN
    if points >= indicator.weight:
        return PointReason.FULL
    return PointReason.PART if points > 0 else PointReason.LOST
