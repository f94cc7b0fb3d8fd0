"""A day's work as tours: who goes where in which order, within the hours of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil

from hoistway.foundation.geo import Point, distance_m
from hoistway.maintenance.rules.policy import MaintenancePolicy
from hoistway.maintenance.vocabulary import Level

DAY_MINUTES = 420
"""Working time of a tour. Chosen: eight hours less one for the road home and what comes between."""

DETOUR = 1.324
"""Way by road to straight line. Source: mean of 25 Chinese cities, as for rescues."""

METRES_A_MINUTE = 20 / 3.6 * 60
"""Speed by day, 20 km/h. Source: as the rescue's policy has it."""

ACCESS_MINUTES = 5
"""From the gate to the machine room of another address. Chosen."""

SAME_PLACE_M = 60.0
"""Elevators nearer than this need no way. Chosen: the next entrance of one house."""

UNKNOWN_MINUTES = 30
"""Way to and from an elevator whose place is not known. Chosen: across a district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One visit: where, how many minutes, by whom only (0 anybody), how late it is in days."""

    visit_id: int
    place: Point | None
    minutes: int
    only: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Tour:
    """One person's day: the visits in order, minutes of way and work together, metres of way."""

    person_id: int
    visit_ids: tuple[int, ...]
    minutes: int
    metres: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The tours of a day, the visits for which no hours were left, and which solver found them."""

    tours: tuple[Tour, ...]
    left: tuple[int, ...]
    solver: str


ITEM_SECONDS, LEAST_MINUTES = 40, 10
"""Time of one item, and of any visit. Chosen: as the levels' minutes; barriers take ten."""


def minutes_for(*, level: Level | None, policy: MaintenancePolicy, items: int = 0) -> int:
    """Return the minutes that a visit takes at the least: of its level, else of its items."""
    if level is None and items:
        return max(LEAST_MINUTES, ceil(items * ITEM_SECONDS / 60))
    return policy.shortest_minutes[str(level or Level.HALF_MONTH)]


def travel_minutes(*, start: Point | None, end: Point | None) -> float:
    """Return the minutes from one elevator to the next, access included.

    Example:
        >>> here = Point(121.4737, 31.2304)
        >>> travel_minutes(start=here, end=here)
        0.0
        >>> round(travel_minutes(start=here, end=Point(121.4837, 31.2304)), 1)
        8.8
    """
    if start is None or end is None:
        return float(UNKNOWN_MINUTES)
    metres = distance_m(start, end)
    if metres <= SAME_PLACE_M:
        return 0.0
    return ACCESS_MINUTES + DETOUR * metres / METRES_A_MINUTE


def way_metres(*, stops: Sequence[Stop]) -> int:
    """Return the metres by road from the first of these stops to the last."""
    places = [stop.place for stop in stops if stop.place is not None]
    legs = pairwise(places)
    return round(sum(DETOUR * distance_m(start, end) for start, end in legs))


def tour_of(*, person_id: int, stops: Sequence[Stop]) -> Tour:
    """Return the tour of these stops in this order."""
    legs = pairwise(stops)
    travel = sum(travel_minutes(start=a.place, end=b.place) for a, b in legs)
    minutes = round(travel + sum(stop.minutes for stop in stops))
    keys = tuple(stop.visit_id for stop in stops)
    return Tour(person_id, keys, minutes, way_metres(stops=stops))


def nearest_first(*, stops: Sequence[Stop], people: Sequence[int]) -> Plan:
    """Return tours in which everybody goes to the nearest next elevator until the day is full.

    The most overdue begins each tour. It always answers, and is what a solver must beat.
    """
    left = sorted(stops, key=lambda stop: (-stop.late, stop.visit_id))
    tours = []
    for person in people:
        own: list[Stop] = []
        while fitting := [s for s in left if s.only in {0, person} and _fits(own, s)]:
            chosen = min(fitting, key=lambda s: (s.only == 0, *_cost(own, s)))
            own.append(chosen)
            left.remove(chosen)
        tours.append(tour_of(person_id=person, stops=own))
    return Plan(tuple(tours), tuple(stop.visit_id for stop in left), "nearest")


def _fits(own: list[Stop], stop: Stop) -> bool:
    return tour_of(person_id=0, stops=[*own, stop]).minutes <= DAY_MINUTES


def _cost(own: list[Stop], stop: Stop) -> tuple[float, int, int]:
    if not own:
        return (0.0, -stop.late, stop.visit_id)
    way = travel_minutes(start=own[-1].place, end=stop.place)
    return (way, -stop.late, stop.visit_id)


def in_same_order(*, plan: Plan, stops: Mapping[int, Stop]) -> Plan:
    """Return a plan with the minutes and metres of its tours reckoned by our own rule."""
    tours = tuple(
        tour_of(person_id=tour.person_id, stops=[stops[key] for key in tour.visit_ids])
        for tour in plan.tours
    )
    return Plan(tours, plan.left, plan.solver)


def late_days(*, due: date | None, day: date) -> int:
    """Return how many days a visit is late on a day, negative while there is time."""
    return 0 if due is None else (day - due).days
