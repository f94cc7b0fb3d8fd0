"""What comes next on elevators that follow a year plan."""

from collections.abc import Collection
from datetime import date, datetime

from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.standings import Known, standings
from hoistway.maintenance.rules.on_demand import (
    Limits,
    NextVisit,
    coming_by_need,
    next_by_need,
)
from hoistway.maintenance.rules.on_demand_policy import on_demand_policy
from hoistway.maintenance.rules.policy import policy_on
from hoistway.registry.queries.upkeep import to_maintain


def limits_of(*, known: Known, today: date) -> Limits:
    """Return the editions that hold for an elevator on a day."""
    code = known.facts.jurisdiction_code
    return Limits(policy_on(day=today, jurisdiction_code=code), on_demand_policy(day=today))


def next_visits(*, elevator_ids: Collection[int], now: datetime) -> dict[int, NextVisit]:
    """Return the next visit of those of these elevators that are on demand and in use."""
    today = local_day(at=now)
    rows = standings(rows=to_maintain(elevator_ids=elevator_ids), today=today, all_visits=False)
    return {
        one.facts.elevator_id: next_by_need(
            by_need=one.by_need, limits=limits_of(known=one, today=today)
        )
        for one in rows
        if one.by_need is not None and all(pause.until for pause in one.by_need.pauses)
    }


def visits_ahead(
    *, elevator_ids: Collection[int], last: date, now: datetime
) -> dict[int, list[NextVisit]]:  # fmt: skip
    """Return the visits until a day of elevators on demand, each done on its last day."""
    today = local_day(at=now)
    rows = standings(rows=to_maintain(elevator_ids=elevator_ids), today=today, all_visits=False)
    return {
        one.facts.elevator_id: ahead_of(known=one, today=today, last=last)
        for one in rows
        if one.by_need is not None
    }


def ahead_of(*, known: Known, today: date, last: date) -> list[NextVisit]:
    """Return the visits to come until a day; none while the elevator is out of use."""
    by_need = known.by_need
    if by_need is None or any(pause.until is None for pause in by_need.pauses):
        return []
    return coming_by_need(by_need=by_need, limits=limits_of(known=known, today=today), last=last)
