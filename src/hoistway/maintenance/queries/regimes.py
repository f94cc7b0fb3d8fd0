"""By what the visits of elevators are fixed, which items fall due when, who was there."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from hoistway.foundation.among import among
from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import ElevatorRegime, RegimeStep, Visit
from hoistway.maintenance.queries.coming import limits_of
from hoistway.maintenance.queries.standings import standings
from hoistway.maintenance.rules import on_demand as rule
from hoistway.maintenance.rules.on_demand import ItemDue
from hoistway.maintenance.vocabulary import Level, VisitKind
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.registry.queries.upkeep import to_maintain

_ROUTINE = sorted(str(kind) for kind in VisitKind.routine())


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeNow:
    """By what an elevator's visits are fixed; `since` is the first day on demand."""

    regime: Regime = Regime.FIXED
    since: date | None = None
    plan_uid: UUID | None = None
    last_day: date | None = None
    returned_on: date | None = None
    at_once: bool = False


class OnSite(NamedTuple):
    """A visit on site that counts; `items` are those of a visit without a level."""

    uid: UUID
    on: date
    kind: VisitKind
    level: Level | None
    items: tuple[str, ...]


def regimes(*, elevator_ids: Collection[int]) -> dict[int, RegimeNow]:
    """Return the regime of each of these elevators; one query."""
    found = dict.fromkeys(elevator_ids, RegimeNow())
    rows = ElevatorRegime.objects.filter(among("elevator_id", list(elevator_ids)))
    for row in rows.defer("lines").order_by("pk"):
        found[row.pk] = RegimeNow(
            regime=row.regime, since=row.since, plan_uid=row.plan_uid, last_day=row.last_day,
            returned_on=row.returned_on, at_once=row.at_once,
        )  # fmt: skip
    return found


def elevators_on_demand() -> list[int]:
    """Return the elevators that are on demand today, by key; one query."""
    rows = ElevatorRegime.objects.filter(regime=Regime.ON_DEMAND).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def items_due(*, elevator_ids: Collection[int], now: datetime) -> dict[int, list[ItemDue]]:
    """Return when each item of these elevators falls due; those on fixed intervals have none.

    Scope was judged by the caller; a constant number of queries.
    """
    today = local_day(at=now)
    found: dict[int, list[ItemDue]] = {}
    register = to_maintain(elevator_ids=elevator_ids)
    for one in standings(rows=register, today=today, all_visits=False):
        if one.by_need is not None:
            limits = limits_of(known=one, today=today)
            dues = rule.items_due(by_need=one.by_need, limits=limits)
            found[one.facts.elevator_id] = list(dues)
    return found


def on_site_visits(*, elevator_ids: Collection[int], since: date) -> dict[int, list[OnSite]]:
    """Return the visits on site that count from a day, the earliest first; one query.

    They are those of the schedule and those that findings asked for.
    """
    rows = Visit.objects.filter(
        among("elevator_id", list(elevator_ids)), kind__in=_ROUTINE, counted_on__gte=since
    ).order_by("counted_on", "pk")
    found: dict[int, list[OnSite]] = defaultdict(list)
    columns = rows.values_list("elevator_id", "uid", "counted_on", "kind", "level", "items")
    for key, uid, day, kind, level, items in columns:
        if day is not None:
            of = Level(level) if level else None
            found[key].append(OnSite(uid, day, VisitKind(kind), of, tuple(items)))
    return dict(found)


def regime_steps(*, elevator_id: int) -> QuerySet[RegimeStep]:
    """Return how the regime of an elevator changed, the latest first; scope was judged."""
    return RegimeStep.objects.filter(elevator_id=elevator_id).order_by("-at", "-pk")
