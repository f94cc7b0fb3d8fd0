"""What pages of the plan ask of the rules: how near, how long, how far."""

from collections.abc import Sequence
from datetime import date, datetime

from hoistway.foundation.geo import Point
from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import Visit
from hoistway.maintenance.rules.policy import MaintenancePolicy, policy_on
from hoistway.maintenance.rules.routing import Stop, Tour, minutes_for, tour_of
from hoistway.maintenance.rules.urge import urge_of
from hoistway.maintenance.vocabulary.planning import Urge


def policy_today(*, now: datetime) -> MaintenancePolicy:
    """Return the edition of the policy in force at an instant."""
    return policy_on(day=local_day(at=now))


def urge_on(*, due: date | None, today: date) -> Urge:
    """Return how near a last day is on a day."""
    return urge_of(due=due, today=today, policy=policy_on(day=today))


def minutes_of(*, visits: Sequence[Visit], policy: MaintenancePolicy) -> Tour:
    """Return minutes and metres of visits that are made in this order."""
    stops = [stop_of(visit=visit, policy=policy) for visit in visits]
    return tour_of(person_id=visits[0].lead_id or 0 if visits else 0, stops=stops)


def stop_of(*, visit: Visit, policy: MaintenancePolicy, only: int = 0, late: int = 0) -> Stop:
    """Return a visit as a stop of a tour."""
    elevator = visit.elevator
    place = None
    if elevator.longitude is not None and elevator.latitude is not None:
        place = Point(elevator.longitude, elevator.latitude)
    return Stop(
        visit_id=visit.pk, place=place, only=only, late=late,
        minutes=minutes_for(level=visit.level, policy=policy, items=len(visit.items)),
    )  # fmt: skip
