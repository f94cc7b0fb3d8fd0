"""Small fleets are pulled to the city's mean as far as their cases are few.

Empirical Bayes: gamma-Poisson for rates, beta-binomial for shares. How strongly the mean pulls
comes from how much firms differ beyond chance (method of moments; Marshall 1991, Applied
Statistics 40, 283-294, for rates).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hoistway.credit.rules.exact import Number, between, exact, rounded
from hoistway.credit.rules.facts import SubjectFacts
from hoistway.credit.rules.model import Indicator, Model, Sum
from hoistway.credit.vocabulary import Measure

MEAN_PLACES = 12
"""Decimal places of the city's mean. Chosen: beyond every figure shown, so that all agree."""

STRENGTH_PLACES = 6
"""Decimal places of its strength. Chosen: as above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CityMean:
    """The city's mean of one indicator, and how many cases of a firm weigh as much as it."""

    mean: Fraction
    strength: Fraction
    firms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CityFacts:
    """The means of all indicators that are shrunk, of one round."""

    edition: str
    means: Mapping[str, CityMean]


Pair = tuple[Fraction, Fraction]
"""Cases counted, and out of how many or over which exposure."""


def added(*, parts: Sum, facts: SubjectFacts, pooled: bool) -> Fraction:
    """Return a sum of counts, never below 0."""
    total = sum(
        (weight * exact(number=facts.count(fact=fact, pooled=pooled))
         for fact, weight in parts.items()),
        Fraction(0),
    )  # fmt: skip
    return max(total, Fraction(0))


def pair_of(*, indicator: Indicator, facts: SubjectFacts) -> Pair:
    """Return numerator and exposure of an indicator; a share's numerator is at most all."""
    pooled = indicator.shrink
    cases = added(parts=indicator.numerator, facts=facts, pooled=pooled)
    out_of = added(parts=indicator.denominator, facts=facts, pooled=pooled)
    if indicator.measure is Measure.SHARE:
        cases = min(cases, out_of)
    return cases, out_of / indicator.per


def city_facts(*, subjects: Iterable[SubjectFacts], model: Model) -> CityFacts:
    """Return the means to which small fleets are pulled; a split fleet counts as one firm."""
    known = _groups(subjects)
    return CityFacts(
        edition=model.edition,
        means={
            one.key: _mean([pair_of(indicator=one, facts=facts) for facts in known], one, model)
            for one in model.indicators
            if one.shrink
        },
    )


def _groups(subjects: Iterable[SubjectFacts]) -> list[SubjectFacts]:
    seen: set[tuple[int, ...]] = set()
    kept = []
    for facts in sorted(subjects, key=lambda one: one.organisation_id):
        group = (facts.organisation_id,) if facts.pool is None else facts.pool.organisation_ids
        if group not in seen:
            seen.add(group)
            kept.append(facts)
    return kept


def _mean(pairs: Sequence[Pair], indicator: Indicator, model: Model) -> CityMean:
    told = [(cases, out_of) for cases, out_of in pairs if out_of > 0]
    least, most = model.shrink[indicator.measure]
    exposure = sum((out_of for _, out_of in told), Fraction(0))
    if exposure == 0:
        return CityMean(mean=Fraction(0), strength=most, firms=0)
    mean = sum((cases for cases, _ in told), Fraction(0)) / exposure
    spread = sum((cases * cases / out_of for cases, out_of in told), Fraction(0)) / exposure
    chance = mean * (1 - mean) if indicator.measure is Measure.SHARE else mean
    beyond = spread - mean * mean - chance * len(told) / exposure
    strength = most
    if beyond > 0:
        strength = chance / beyond - (1 if indicator.measure is Measure.SHARE else 0)
    held = between(value=strength, low=least, high=most)
    return CityMean(
        mean=rounded(value=mean, places=MEAN_PLACES),
        strength=rounded(value=held, places=STRENGTH_PLACES),
        firms=len(told),
    )


def shrunk(*, pair: Pair, city: CityMean) -> Fraction:
    """Return the value of an indicator, pulled to the city's mean.

    Example:
        >>> city = CityMean(mean=Fraction(1, 2), strength=Fraction(10), firms=3)
        >>> shrunk(pair=(Fraction(0), Fraction(1)), city=city)
        Fraction(5, 11)
    """
    cases, out_of = pair
    return (cases + city.mean * city.strength) / (out_of + city.strength)


def means_as_json(*, city: CityFacts) -> dict[str, dict[str, Number | str]]:
    """Return the means in the form in which a round keeps them."""
    return {
        key: {"mean": str(one.mean), "strength": str(one.strength), "firms": one.firms}
        for key, one in sorted(city.means.items())
    }


def means_from_json(*, edition: str, said: Mapping[str, Mapping[str, Number | str]]) -> CityFacts:
    """Return the means from the form in which a round keeps them."""
    return CityFacts(
        edition=edition,
        means={
            key: CityMean(
                mean=Fraction(one["mean"]), strength=Fraction(one["strength"]),
                firms=int(one["firms"]),
            )
            for key, one in said.items()
        },
    )  # fmt: skip
