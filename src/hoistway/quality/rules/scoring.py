"""How good what is held of one elevator is: complete, agreed, fresh and without open findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.foundation.periods import local_day
from hoistway.quality.rules.portrait import Portrait, is_suggestion
from hoistway.quality.rules.sameness import means_nothing, same
from hoistway.quality.standards import table
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import ElevatorKind


@dataclass(frozen=True, slots=True)
class Score:
    """Points of one elevator from 0 to 100, and what is lacking."""

    points: float
    lacking: Mapping[str, object]
    gain: float


@dataclass(frozen=True, slots=True)
class Scale:
    """One dated edition of weights."""

    name: str
    parts: Mapping[str, float]
    needed: Mapping[str, tuple[str, ...]]
    full_days: int
    none_days: int
    unheard: float
    costs: Mapping[FindingKind, float]
    minutes: Mapping[FindingKind, float]


FIELD_MINUTES = 5.0
"""Minutes to find out a missing fact. Chosen: a look at the certificate or a call."""


@cache
def scale_on(*, day: date) -> Scale:
    """Return the weights in force on a day."""
    rows: list[dict[str, Any]] = table("scoring")["edition"]
    rows = sorted(rows, key=lambda row: row["in_force"])
    row = next((row for row in reversed(rows) if row["in_force"] <= day), rows[0])
    found = row["findings"]
    shared = tuple(row["needed"]["all"])
    return Scale(
        name=row["name"], parts=row["parts"], unheard=found["agreement_unheard"],
        needed={way: (*shared, *row["needed"][way]) for way in ("with_car", "without_car")},
        full_days=row["freshness"]["full_days"], none_days=row["freshness"]["none_days"],
        costs={kind: found["costs"].get(kind, found["cost"]) for kind in FindingKind},
        minutes={kind: found["minutes_of"].get(kind, found["minutes"]) for kind in FindingKind},
    )  # fmt: skip


def score(
    *, portrait: Portrait, open_kinds: Sequence[FindingKind], day: date, scale: Scale
) -> Score:
    """Return the points of an elevator and what a person could mend.

    `gain` are the points that the best mending gains for a minute of work.
    """
    without_car = portrait.held.get("kind") in ElevatorKind.without_car()
    needed = scale.needed["without_car" if without_car else "with_car"]
    missing = [field for field in needed if portrait.held.get(field) in (None, "", [])]
    agreement, disputed = _agreement(portrait, needed, scale)
    age = _age_days(portrait, day)
    cost = min(scale.parts["findings"], sum(scale.costs[kind] for kind in open_kinds))
    points = (
        scale.parts["completeness"] * (1 - len(missing) / len(needed))
        + scale.parts["agreement"] * agreement
        + scale.parts["freshness"] * _freshness(age, scale)
        + scale.parts["findings"] - cost
    )  # fmt: skip
    each = scale.parts["completeness"] / len(needed) / FIELD_MINUTES if missing else 0.0
    best = max((scale.costs[kind] / scale.minutes[kind] for kind in open_kinds), default=0.0)
    lacking = {"fields": missing, "disputed": disputed, "age_years": age // 365}
    return Score(
        points=round(points, 1), gain=round(max(each, best), 2),
        lacking={**lacking, "findings": len(open_kinds)},
    )  # fmt: skip


def _agreement(portrait: Portrait, needed: Sequence[str], scale: Scale) -> tuple[float, list[str]]:
    """Return the share of other sources' sayings that agree, and the fields in dispute."""
    heard = agreeing = 0
    disputed = []
    for field in needed:
        if len(portrait.said.get(field, ())) < 2 or field == "longitude":
            continue
        value = portrait.held.get(field)
        witnesses = [said for said in portrait.witnesses(field) if not is_suggestion(said=said)]
        alike = sum(same(field=field, a=said.value, b=value) for said in witnesses)
        if alike < len(witnesses):
            others = [s for s in witnesses if not same(field=field, a=s.value, b=value)]
            against = sum(not means_nothing(value=said.value) for said in others)
            heard += against
            disputed += [field] if against else []
        heard, agreeing = heard + alike, agreeing + alike
    return (agreeing / heard if heard else scale.unheard), disputed


def _age_days(portrait: Portrait, day: date) -> int:
    """Return how many days ago anybody last said anything of the elevator."""
    newest = max(
        (said.observed_at for sayings in portrait.said.values() for said in sayings), default=None
    )
    return 100_000 if newest is None else max(0, (day - local_day(at=newest)).days)


def _freshness(age_days: int, scale: Scale) -> float:
    left = (scale.none_days - age_days) / (scale.none_days - scale.full_days)
    return max(0.0, min(1.0, left))
