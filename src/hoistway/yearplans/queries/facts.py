"""All that a proposal is worked out from, gathered for many elevators at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import TYPE_CHECKING

from hoistway.faults.queries import faults
from hoistway.faults.vocabulary import FaultCause, FaultState
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.inspection.queries.standing import open_defects_of
from hoistway.maintenance.queries.checklists import makers_lines
from hoistway.maintenance.queries.facts import hydraulic
from hoistway.maintenance.queries.repairs import parts_replaced
from hoistway.maintenance.queries.standards import annex_of
from hoistway.maintenance.vocabulary import Level
from hoistway.monitoring.queries import remote_items
from hoistway.registry.queries import elevators_at_hand
from hoistway.yearplans.models import YearPlan
from hoistway.yearplans.queries.watched import UNWATCHED, Watched, watched_on
from hoistway.yearplans.rules.facts import FleetEvidence, PlanFacts
from hoistway.yearplans.rules.limits import SHORTEST_THREE_MONTHS
from hoistway.yearplans.rules.policy import plan_policy_on
from hoistway.yearplans.rules.said import items_of_defects, part_ages
from hoistway.yearplans.vocabulary import YearPlanState

if TYPE_CHECKING:
    from hoistway.maintenance.rules.makers import MakersLine
    from hoistway.registry.models import Elevator

YEAR = timedelta(days=365)
"""How far back faults are counted. Source: 286号 附件2 四（四）2（3）: 前一年度."""

_OURS = (FaultCause.EQUIPMENT, FaultCause.MAINTENANCE, "")
"""Causes that speak of the equipment or its maintenance; what nobody judged is not excused."""

_MAKERS_DAYS = {Level.HALF_MONTH: 15, Level.QUARTER: SHORTEST_THREE_MONTHS}
"""Days between visits that a manual's further items of a level ask for."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    day: date
    watched: Mapping[int, Watched]
    usual_starts: Mapping[str, float]
    faults: Mapping[int, tuple[int, int]]
    since: Mapping[int, tuple[date, int]]
    defects: Mapping[int, tuple[str, ...]]
    replaced: Mapping[int, dict[str, date]]
    makers: Mapping[int, "tuple[MakersLine, ...]"]


def facts_of(
    *, elevator_ids: Collection[int], fleet: FleetEvidence, now: datetime
) -> dict[int, PlanFacts]:  # fmt: skip
    """Return the facts of each of these elevators; scope was judged by the caller.

    A constant number of queries. Source: 286号 附件2 三 4: 根据电梯实际情况及维保说明书.
    """
    rows = list(elevators_at_hand(elevator_ids=elevator_ids))
    gathered = _gather(rows, now)
    return {row.pk: _facts(row, gathered, fleet) for row in rows}


def _gather(rows: "list[Elevator]", now: datetime) -> _Gathered:
    keys, day = [row.pk for row in rows], local_day(at=now)
    watched = watched_on(elevator_ids=keys, now=now)
    since = _since(keys, day)
    firms = {row.firm_id for row in rows if row.firm_id}
    return _Gathered(
        day=day, watched=watched, usual_starts=_usual_starts(rows, watched),
        faults=_faults(rows, since, now), since=since,
        defects={
            key: tuple(one.words for one in found)
            for key, found in open_defects_of(elevator_ids=keys).items()
        },
        replaced=parts_replaced(elevator_ids=keys),
        makers={firm: makers_lines(firm_id=firm, day=day) for firm in firms},
    )  # fmt: skip


def _since(keys: Collection[int], day: date) -> dict[int, tuple[date, int]]:
    """Return since when an elevator's visits are further apart, and how far."""
    rows = YearPlan.objects.filter(
        elevator_id__in=keys, state=YearPlanState.ADOPTED, first_day__lte=day
    )
    return {
        key: (first, int((need or {}).get("days") or 0))
        for key, first, need in rows.values_list("elevator_id", "first_day", "need").order_by("pk")
    }


def _faults(
    rows: "Iterable[Elevator]", since: Mapping[int, tuple[date, int]], now: datetime
) -> dict[int, tuple[int, int]]:
    """Return for each elevator the faults of its past year, and those since its plan began."""
    keys = [row.pk for row in rows]
    seen = faults(by=PLATFORM).filter(
        elevator_id__in=keys, began_at__gte=now - 2 * YEAR, began_at__lt=now, cause__in=_OURS
    )
    seen = seen.exclude(state=FaultState.FALSE).select_related(None).order_by("pk")
    past: Counter[int] = Counter()
    after: Counter[int] = Counter()
    for key, began in seen.values_list("elevator_id", "began_at"):
        begun = _begin(since[key][0]) if key in since else now
        if began >= begun:
            after[key] += 1
        elif began >= begun - YEAR:
            past[key] += 1
    return {key: (past[key], after[key]) for key in keys}


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _usual_starts(rows: "Iterable[Elevator]", watched: Mapping[int, Watched]) -> dict[str, float]:
    known: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        starts = watched.get(row.pk, UNWATCHED).starts_a_day
        if starts is not None:
            known[group_of(elevator=row)].append(starts)
    return {group: median(found) for group, found in known.items()}


def group_of(*, elevator: "Elevator") -> str:
    """Return with which elevators one is compared: same kind, same sort of place."""
    return f"{elevator.kind}-{elevator.place_kind}"


def _facts(row: "Elevator", gathered: _Gathered, fleet: FleetEvidence) -> PlanFacts:
    annex = str(annex_of(kind=str(row.kind), hydraulic=hydraulic(elevator=row)))
    watched = gathered.watched.get(row.pk, UNWATCHED)
    years = _years(row, gathered.day)
    since, days = gathered.since.get(row.pk, (gathered.day, 0))
    past, after = gathered.faults[row.pk]
    usual = gathered.usual_starts.get(group_of(elevator=row), 0.0)
    fixed = plan_policy_on(day=gathered.day).fixed_days
    found = PlanFacts(
        key=row.register_number, annex=annex, group=group_of(elevator=row), age_years=years,
        part_ages=part_ages(
            annex=annex, elevator_years=years, replaced=gathered.replaced.get(row.pk, {}),
            day=gathered.day,
        ),
        past_faults=past, past_days=_days_before(row, since), since_faults=after,
        since_days=max((gathered.day - since).days, 0), current_days=days or fixed,
        online_share=watched.online_share, known_days=watched.known_days, climb=watched.climb,
        deviating=watched.deviating, fleet=fleet,
        witnessed=tuple(sorted(remote_items(day=gathered.day))),
        defects=items_of_defects(
            words=gathered.defects.get(row.pk, ()), annex=annex, day=gathered.day
        ),
        makers_visit_days=_makers_days(row, gathered.makers.get(row.firm_id or 0, ())),
    )  # fmt: skip
    if watched.starts_a_day is not None and usual:
        found = replace(found, use_ratio=round(watched.starts_a_day / usual, 2))
    return found


def _years(row: "Elevator", day: date) -> float | None:
    begun = row.installed_on or row.made_on or row.registered_on
    return round(max((day - begun).days, 0) / 365.25, 1) if begun else None


def _days_before(row: "Elevator", since: date) -> int:
    """Return the days of the past year before a day on which the elevator stood."""
    first = since - YEAR
    begun = row.installed_on or row.registered_on or local_day(at=row.recorded_at)
    return max((since - max(first, begun)).days, 0)


def _makers_days(row: "Elevator", lines: "tuple[MakersLine, ...]") -> int | None:
    ours = [
        _MAKERS_DAYS[line.level] for line in lines
        if line.level in _MAKERS_DAYS and not line.item
        and line.made_by.strip().casefold() == row.made_by.strip().casefold()
        and (not line.model or line.model.strip().casefold() == row.model.strip().casefold())
    ]  # fmt: skip
    return min(ours, default=None)
