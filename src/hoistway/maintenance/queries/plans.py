"""The month ahead of an elevator or of a technician: what is planned and what will fall due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import Schedule, Visit
from hoistway.maintenance.queries.coming import ahead_of
from hoistway.maintenance.queries.standings import Known, out_of_use, standings
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.schedule import coming_visits
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.registry.queries.upkeep import to_maintain

_OPEN = sorted(str(state) for state in VisitState.open_states())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """One visit to come: on its planned day, else on its last day; `uid` where it stands already.

    `due_on` supposes that the visits before it are done on their last days.
    """

    elevator_id: int
    level: Level | None
    day: date
    due_on: date
    uid: UUID | None = None
    place_in_route: int | None = None


def month_plan(
    *, elevator_ids: Collection[int], first: date, last: date, now: datetime
) -> list[Ahead]:
    """Return what is to be done on these elevators from `first` to `last`, by day and route.

    Scope was judged by the caller; a constant number of queries.
    """
    today = local_day(at=now)
    rows = Visit.objects.filter(
        elevator_id__in=elevator_ids, kind=VisitKind.MAINTENANCE, state__in=_OPEN
    )
    standing = {row.elevator_id: row for row in rows.order_by("pk")}
    found: list[Ahead] = []
    register = to_maintain(elevator_ids=elevator_ids)
    for one in standings(rows=register, today=today, all_visits=False):
        found += _ahead(one, standing.get(one.facts.elevator_id), today=today, last=last)
    kept = [one for one in found if first <= one.day <= last]
    return sorted(kept, key=lambda a: (a.day, a.place_in_route or 0, a.due_on, a.elevator_id))


def _ahead(one: Known, visit: Visit | None, *, today: date, last: date) -> list[Ahead]:
    if one.firm_id is None or one.facts.merged or out_of_use(facts=one.facts):
        return []
    key = one.facts.elevator_id
    found = [
        Ahead(elevator_id=key, level=level, day=day, due_on=day)
        for level, day in _coming(one, today, last)
    ]
    if visit is None or visit.due_on is None:
        return found
    held = Ahead(
        elevator_id=key, level=visit.level, day=max(visit.planned_on or visit.due_on, today),
        due_on=visit.due_on, uid=visit.uid, place_in_route=visit.place_in_route,
    )  # fmt: skip
    return [held, *found[1:]]


def _coming(one: Known, today: date, last: date) -> list[tuple[Level | None, date]]:
    """Return level and last day of what will fall due; a visit by need has no level."""
    if one.by_need is not None:
        ahead = ahead_of(known=one, today=today, last=last)
        return [(None, max(coming.due_on, today)) for coming in ahead]
    policy = policy_on(day=today, jurisdiction_code=one.facts.jurisdiction_code)
    return [*coming_visits(standing=one.standing, policy=policy, first=today, last=last)]


def elevators_looked_after(*, person_id: int, firm_id: int) -> list[int]:
    """Return the elevators of a firm that a technician looks after or is to visit."""
    own = Schedule.objects.filter(technician_id=person_id, firm_id=firm_id)
    told = Visit.objects.filter(
        lead_id=person_id, firm_id=firm_id, kind__in=VisitKind.routine(), state__in=_OPEN
    )
    keys = {*own.values_list("pk", flat=True), *told.values_list("elevator_id", flat=True)}
    return sorted(keys)
