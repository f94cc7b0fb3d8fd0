"""Facts in, points and grade out, each with its reason; the same facts give the same score."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hoistway.credit.rules.bands import grade_of
from hoistway.credit.rules.exact import exact, rounded
from hoistway.credit.rules.facts import SubjectFacts
from hoistway.credit.rules.model import Double, Indicator, Model
from hoistway.credit.rules.points import POINT_PLACES, points_of, reason_of, valued
from hoistway.credit.rules.shrinkage import CityFacts
from hoistway.credit.rules.vetoes import VetoFound, vetoes_of
from hoistway.credit.vocabulary import (
    DoubleCount,
    Family,
    Grade,
    PointReason,
    Scale,
    Unit,
)  # fmt: skip

VALUE_PLACES = 6
"""Decimal places of values as they are kept; points come from the unrounded value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """That some of the records behind a point also count elsewhere, or were left out there."""

    indicator: str
    treatment: DoubleCount
    records: float
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What one indicator gave: `raw` is the firm's own value, `value` the one that counts.

    `most` is what it could give (merit) or None; `applies` is False where cases are too few.
    """

    indicator: str
    family: Family
    unit: Unit
    numerator: float
    denominator: float
    raw: float | None
    value: float | None
    points: float
    most: float | None
    applies: bool
    pulled: bool
    pooled: bool
    reason: PointReason
    also: tuple[Also, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One score: `total` is None where too little could be scored to say one.

    `weight` is how much of the weights could be scored; `bonus` what was added within the cap.
    """

    organisation_id: int
    edition: str
    fleet: int
    total: float | None
    grade: Grade
    points: tuple[Point, ...]
    vetoes: tuple[VetoFound, ...]
    bonus: float
    weight: float
    shrunk: bool
    pooled_with: tuple[int, ...] = ()


def score(*, facts: SubjectFacts, city: CityFacts, model: Model) -> Scored:
    """Return the score of one subject by one edition."""
    points = tuple(_point(one, facts, city, model) for one in model.indicators)
    bonus = min(_added(points, bonus=True), model.bonus_cap)
    weight = _weight(points)
    total = _total(points, weight, bonus, model)
    vetoes = vetoes_of(facts=facts, rules=model.vetoes)
    return Scored(
        organisation_id=facts.organisation_id,
        edition=model.edition,
        fleet=facts.fleet,
        total=None if total is None else float(total),
        grade=_grade(total, vetoes, facts, model),
        points=points,
        vetoes=vetoes,
        bonus=float(bonus),
        weight=float(weight),
        shrunk=any(one.pulled for one in points),
        pooled_with=() if facts.pool is None else facts.pool.organisation_ids,
    )


def _point(indicator: Indicator, facts: SubjectFacts, city: CityFacts, model: Model) -> Point:
    found = valued(indicator=indicator, facts=facts, city=city)
    points, reason = Fraction(0), PointReason.TOO_FEW
    if found.value is not None:
        points = points_of(indicator=indicator, value=found.value)
        reason = reason_of(indicator=indicator, points=points, scale=model.scale)
    merit = model.scale is Scale.MERIT and not indicator.is_bonus()
    return Point(
        indicator=indicator.key,
        family=indicator.family,
        unit=indicator.unit,
        numerator=_shown(found.numerator),
        denominator=_shown(found.denominator),
        raw=None if found.raw is None else _shown(found.raw),
        value=None if found.value is None else _shown(found.value),
        points=float(points),
        most=float(indicator.weight) if merit else None,
        applies=found.value is not None,
        pulled=found.pulled,
        pooled=indicator.shrink and facts.pool is not None,
        reason=reason,
        also=_also(indicator, facts, model.doubles),
    )


def _also(indicator: Indicator, facts: SubjectFacts, doubles: Sequence[Double]) -> tuple[Also, ...]:
    return tuple(
        Also(
            indicator=one.between[1] if indicator.key == one.between[0] else one.between[0],
            treatment=one.treatment, records=float(records), zh=one.zh, en=one.en,
        )
        for one in doubles
        if indicator.key in one.between and (records := facts.count(fact=one.fact)) > 0
    )  # fmt: skip


def _shown(value: Fraction) -> float:
    return float(rounded(value=value, places=VALUE_PLACES))


def _added(points: Sequence[Point], *, bonus: bool) -> Fraction:
    return sum(
        (exact(number=one.points) for one in points if (one.family is Family.BONUS) is bonus),
        Fraction(0),
    )


def _weight(points: Sequence[Point]) -> Fraction:
    return sum(
        (exact(number=one.most) for one in points if one.applies and one.most is not None),
        Fraction(0),
    )


def _total(
    points: Sequence[Point], weight: Fraction, bonus: Fraction, model: Model
) -> Fraction | None:
    found = _added(points, bonus=False)
    if model.scale is Scale.DEMERIT:
        return max(found - bonus, Fraction(0))
    if model.scale is Scale.BASE:
        return model.base + found + bonus
    if weight < model.minimum_weight or weight == 0:
        return None
    return rounded(value=found * model.base / weight, places=POINT_PLACES) + bonus


def _grade(
    total: Fraction | None, vetoes: Sequence[VetoFound], facts: SubjectFacts, model: Model
) -> Grade:
    if vetoes:
        return Grade.D
    if total is None or facts.rated_fleet() < model.minimum_fleet:
        return Grade.UNRATED
    return grade_of(total=total, bands=model.bands, scale=model.scale)
