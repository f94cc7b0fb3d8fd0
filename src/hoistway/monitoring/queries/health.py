"""How elevators stand to their own past."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.monitoring.models import Deviation, Health
from hoistway.monitoring.rules.policy import edition_named, policy_on
from hoistway.monitoring.vocabulary import DeviationState, HealthState, IndicatorKind
from hoistway.parties.queries import in_reach, may
from hoistway.parties.vocabulary import Deed

_PLACE = "elevator", "elevator__jurisdiction", "elevator__use_unit", "elevator__firm"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorNow:
    """The line of an indicator that stands out most; `floor` is -1000 for the whole car."""

    kind: IndicatorKind
    floor: int
    value: float | None
    baseline: float | None
    spread: float | None
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthNow:
    """What was said of an elevator when it was last examined; `day` is the last day read."""

    state: HealthState
    day: date
    days_known: int
    coverage: float | None
    indicators: tuple[IndicatorNow, ...]
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFacts:
    """What a year plan takes from monitoring.

    `blind` says that too little is known to say anything; `scores` gives for each item of
    TSG T5002 (of all annexes) the highest score of an indicator that speaks of it, in standard
    errors above the elevator's own past; `open_items` are those of open deviations.
    """

    days_known: int
    coverage: float | None
    blind: bool
    scores: Mapping[str, float]
    open_items: frozenset[str]


def health_of(*, elevator_ids: Collection[int]) -> dict[int, HealthNow]:
    """Return how elevators stand; those never examined are missing. One query."""
    return {row.pk: _now(row) for row in Health.objects.filter(pk__in=elevator_ids)}


def health_facts(*, elevator_ids: Collection[int]) -> dict[int, HealthFacts]:
    """Return what a plan takes from monitoring; those never examined are missing. Two queries."""
    states = DeviationState.open_states()
    rows = Deviation.objects.filter(elevator_id__in=elevator_ids, state__in=states)
    open_items: dict[int, set[str]] = {}
    for elevator_id, items in rows.values_list("elevator_id", "items"):
        open_items.setdefault(elevator_id, set()).update(items)
    return {
        elevator_id: HealthFacts(
            days_known=now.days_known, coverage=now.coverage,
            blind=now.state is HealthState.UNKNOWN, scores=_by_item(now),
            open_items=frozenset(open_items.get(elevator_id, ())),
        )
        for elevator_id, now in health_of(elevator_ids=elevator_ids).items()
    }  # fmt: skip


def remote_items(*, day: date) -> frozenset[str]:
    """Return the items of TSG T5002 for which a remote check can count at all.

    Of the others no indicator here speaks, whatever a plan says: they are done on site.
    """
    return frozenset(policy_on(day=day).witnesses)


def health_rows(*, by: Actor) -> QuerySet[Health]:
    """Return how the elevators in the actor's reach stand, what stands out most first."""
    if not may(by=by, deed=Deed.SEE_MONITORING):
        return Health.objects.none()
    rows = Health.objects.filter(in_reach(by=by, prefix="elevator__"))
    return rows.select_related(*_PLACE).order_by(F("worst_score").desc(nulls_last=True), "pk")


def health_counts(*, by: Actor) -> dict[HealthState, int]:
    """Return how many elevators in the actor's reach stand how; one query."""
    counted = dict(health_rows(by=by).order_by().values_list("state").annotate(n=Count("pk")))
    return {state: counted.get(state, 0) for state in HealthState}


def _by_item(now: HealthNow) -> dict[str, float]:
    indicators = edition_named(edition=now.edition).indicators
    found: dict[str, float] = {}
    for one in now.indicators:
        if one.score is None:
            continue
        for item in {*indicators[one.kind].car, *indicators[one.kind].landing}:
            found[item] = max(found.get(item, one.score), one.score)
    return found


def _now(row: Health) -> HealthNow:
    return HealthNow(
        state=row.state, day=row.day, days_known=row.days_known, coverage=row.coverage,
        indicators=tuple(_indicator(said) for said in row.indicators), edition=row.edition,
    )  # fmt: skip


def _indicator(said: Mapping[str, Any]) -> IndicatorNow:
    return IndicatorNow(
        kind=IndicatorKind(said["kind"]), floor=int(said["floor"]), value=said["value"],
        baseline=said["baseline"], spread=said["spread"], score=said["score"],
    )  # fmt: skip
