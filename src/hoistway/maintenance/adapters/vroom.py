"""Tours by VROOM, an open solver of routing problems; the nearest-first rule stands in for it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import structlog

from hoistway.foundation.geo import EARTH_RADIUS_M
from hoistway.maintenance.rules.routing import (
    ACCESS_MINUTES,
    DAY_MINUTES,
    DETOUR,
    METRES_A_MINUTE,
    SAME_PLACE_M,
    UNKNOWN_MINUTES,
    Plan,
    Stop,
    Tour,
    in_same_order,
    nearest_first,
)

MOST_STOPS = 400
"""Visits of one plan. Chosen: a firm's whole day; the matrix of ways grows with the square."""

_MOST_PRIORITY = 100
_log = structlog.get_logger()


def tours(*, stops: Sequence[Stop], people: Sequence[int]) -> Plan:
    """Return the day's tours of these people, by VROOM where it answers, else nearest first."""
    if not stops or not people:
        return Plan((), tuple(stop.visit_id for stop in stops), "none")
    try:
        plan = _solved(stops, people)
    except (RuntimeError, ValueError, TypeError, ImportError) as error:
        _log.warning("route_solver_failed", reason=str(error))
        return nearest_first(stops=stops, people=people)
    return in_same_order(plan=plan, stops={stop.visit_id: stop for stop in stops})


def _solved(stops: Sequence[Stop], people: Sequence[int]) -> Plan:
    import vroom  # type: ignore[import-untyped]  # noqa: PLC0415 -- heavy to load, needed on one page only

    problem = vroom.Input()
    problem.set_durations_matrix(profile="car", matrix_input=_seconds(stops))
    for number, _person in enumerate(people, start=1):
        problem.add_vehicle(
            vroom.Vehicle(
                number, start=0, end=0, skills={number}, time_window=[0, DAY_MINUTES * 60]
            )
        )
    numbers = {person: number for number, person in enumerate(people, start=1)}
    for place, stop in enumerate(stops, start=1):
        problem.add_job(
            vroom.Job(
                place, location=place, default_service=stop.minutes * 60,
                skills={numbers[stop.only]} if stop.only in numbers else set(),
                priority=max(0, min(_MOST_PRIORITY, 50 + stop.late)),
            )
        )  # fmt: skip
    told = problem.solve(exploration_level=3, nb_threads=1).to_dict()
    return _plan(told, stops, people)


def _plan(told: Mapping[str, Any], stops: Sequence[Stop], people: Sequence[int]) -> Plan:
    found: dict[int, tuple[int, ...]] = {}
    for route in told["routes"]:
        keys = [stops[step["id"] - 1].visit_id for step in route["steps"] if step["type"] == "job"]
        found[people[route["vehicle"] - 1]] = tuple(keys)
    left = tuple(stops[one["id"] - 1].visit_id for one in told["unassigned"])
    made = tuple(Tour(person, found.get(person, ()), 0, 0) for person in people)
    return Plan(made, left, "vroom")


def _seconds(stops: Sequence[Stop]) -> "np.ndarray[Any, np.dtype[np.uint32]]":
    """Return the seconds between all stops; place 0 is everybody's home, no way from anywhere."""
    size = len(stops) + 1
    known = np.array([stop.place is not None for stop in stops])
    east = np.radians([stop.place.longitude if stop.place else 0.0 for stop in stops])
    north = np.radians([stop.place.latitude if stop.place else 0.0 for stop in stops])
    half = (
        np.sin((north[:, None] - north) / 2) ** 2
        + np.cos(north)[:, None] * np.cos(north) * np.sin((east[:, None] - east) / 2) ** 2
    )
    metres = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half))
    minutes = np.where(
        metres <= SAME_PLACE_M, 0.0, ACCESS_MINUTES + DETOUR * metres / METRES_A_MINUTE
    )
    minutes[~known, :] = UNKNOWN_MINUTES
    minutes[:, ~known] = UNKNOWN_MINUTES
    np.fill_diagonal(minutes, 0.0)
    seconds = np.zeros((size, size), dtype=np.uint32)
    seconds[1:, 1:] = np.rint(minutes * 60)
    return seconds
