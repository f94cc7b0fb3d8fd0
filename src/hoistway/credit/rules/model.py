"""A model of credit as data: indicators, weights, bands, vetoes and what may count twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from hoistway.credit.rules.exact import exact
from hoistway.credit.standards import editions
from hoistway.credit.vocabulary import (
    DoubleCount,
    Fact,
    Family,
    Grade,
    Measure,
    PointRule,
    Scale,
    Unit,
    Veto,
)  # fmt: skip

_ZERO = Fraction(0)

Sum = Mapping[Fact, Fraction]
"""Counts added with a weight each; a negative weight takes a count out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: its value is numerator / denominator x `per`, its points come from that.

    `weight` is the most that it gives (merit). Linear: full points at `full`, none at `zero`.
    Steps: the first bound that the value reaches gives its points, else `beyond`; `rising` says
    that more is better. Each: `start` + `each` x value, within `floor` and `ceiling`; with a `lot`
    the value counts in whole lots. Below `least` cases nothing is scored. `shrink` pulls it to the
    city's mean as far as cases are few.
    """

    key: str
    family: Family
    zh: str
    en: str
    unit: Unit
    measure: Measure
    numerator: Sum
    source: str
    rule: PointRule
    denominator: Sum
    weight: Fraction = _ZERO
    per: Fraction = Fraction(1)
    least: Fraction = _ZERO
    full: Fraction = _ZERO
    zero: Fraction = _ZERO
    steps: tuple[tuple[Fraction, Fraction], ...] = ()
    rising: bool = True
    beyond: Fraction = _ZERO
    start: Fraction = _ZERO
    each: Fraction = _ZERO
    floor: Fraction | None = None
    ceiling: Fraction | None = None
    lot: Fraction = _ZERO
    shrink: bool = False
    note_zh: str = ""
    note_en: str = ""

    def is_bonus(self) -> bool:
        """Return whether it only adds, up to the cap."""
        return self.family is Family.BONUS


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A grade, and the total from which (merit) or up to which (demerit) it is given."""

    grade: Grade
    bound: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoRule:
    """A fact that alone puts a firm into the lowest grade, from so many on."""

    veto: Veto
    fact: Fact
    at_least: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """Two indicators under which one matter could cost points, and what holds then."""

    between: tuple[str, str]
    fact: Fact
    treatment: DoubleCount
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One edition; `label` says what it is and is not, `notes` what of its source was left out.

    `shrink` holds how few and how many cases the city's mean may weigh, by measure.
    """

    edition: str
    zh: str
    en: str
    label_zh: str
    label_en: str
    in_force: date
    source: str
    scale: Scale
    base: Fraction
    bonus_cap: Fraction
    minimum_fleet: int
    minimum_weight: Fraction
    shrink: Mapping[Measure, tuple[Fraction, Fraction]]
    limits: Mapping[str, int]
    indicators: tuple[Indicator, ...]
    bands: tuple[Band, ...]
    vetoes: tuple[VetoRule, ...]
    doubles: tuple[Double, ...]
    notes_zh: tuple[str, ...] = ()
    notes_en: tuple[str, ...] = ()

    def indicator(self, *, key: str) -> Indicator:
        """Return one indicator by its key; raises KeyError for another."""
        for one in self.indicators:
            if one.key == key:
                return one
        raise KeyError(key)


@cache
def model_named(*, edition: str) -> Model:
    """Return an edition by its name; a round names which one holds.

    Raises: KeyError for a name that no file has.

    Example:
        >>> sum(one.weight for one in model_named(edition="hoistway-2026").indicators)
        Fraction(100, 1)
    """
    said = editions()[edition]
    plain: dict[str, Any] = {key: said[key] for key in _PLAIN}
    numbers: dict[str, Any] = {key: exact(number=said[key]) for key in _NUMBERS}
    return Model(
        edition=edition,
        scale=Scale(said["scale"]),
        **plain,
        **numbers,
        limits=dict(said["limits"]),
        shrink={
            Measure(key): (exact(number=least), exact(number=most))
            for key, (least, most) in said.get("shrink", {}).items()
        },
        indicators=tuple(_indicator(one) for one in said["indicator"]),
        bands=tuple(
            Band(grade=Grade(one["grade"]), bound=exact(number=one["bound"]))
            for one in said.get("band", ())
        ),
        vetoes=tuple(_veto(one) for one in said.get("veto", ())),
        doubles=tuple(_double(one) for one in said.get("double", ())),
        notes_zh=tuple(said.get("notes_zh", ())),
        notes_en=tuple(said.get("notes_en", ())),
    )


def model_names() -> list[str]:
    """Return the names of the editions that the platform has, the latest first."""
    return sorted(editions(), key=lambda name: editions()[name]["in_force"], reverse=True)


_PLAIN = ("zh", "en", "label_zh", "label_en", "in_force", "source", "minimum_fleet")
_NUMBERS = ("base", "bonus_cap", "minimum_weight")
_FRACTIONS = frozenset(
    {"weight", "per", "least", "full", "zero", "beyond", "start", "each", "floor", "ceiling", "lot"}
)


def _indicator(said: Mapping[str, Any]) -> Indicator:
    told = {key: value for key, value in said.items() if key not in _FRACTIONS | _SHAPED}
    told |= {key: exact(number=said[key]) for key in _FRACTIONS & set(said)}
    return Indicator(
        family=Family(said["family"]),
        unit=Unit(said["unit"]),
        measure=Measure(said["measure"]),
        rule=PointRule(said["rule"]),
        numerator=_sum(said["numerator"]),
        denominator=_sum(said.get("denominator", {})),
        steps=tuple(
            (exact(number=bound), exact(number=points)) for bound, points in said.get("steps", ())
        ),
        **told,
    )


_SHAPED = frozenset({"family", "unit", "measure", "rule", "numerator", "denominator", "steps"})


def _sum(said: Mapping[str, Any]) -> Sum:
    return {Fact(key): exact(number=weight) for key, weight in said.items()}


def _veto(said: Mapping[str, Any]) -> VetoRule:
    return VetoRule(
        veto=Veto(said["veto"]), fact=Fact(said["fact"]), at_least=said["at_least"],
        source=said["source"],
    )  # fmt: skip


def _double(said: Mapping[str, Any]) -> Double:
    first, second = said["between"]
    return Double(
        between=(first, second), fact=Fact(said["fact"]), treatment=DoubleCount(said["treatment"]),
        zh=said["zh"], en=said["en"],
    )  # fmt: skip
