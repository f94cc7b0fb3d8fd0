"""`./hoistway bench evidence`: honest and faked visits as files, and which of them look thin.

The world is written by a stranger to the rules (`simulation/visits`) or read from a folder of
your own; every visit is judged by the rules that the platform uses. The peer is the rule that
vendors of maintenance apps use: thirty minutes on site and a place within 300 m.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from hoistway.foundation.geo import Point, distance_m
from hoistway.maintenance.rules.evidence import (
    Course,
    EarlierPhoto,
    Elsewhere,
    LineSaid,
    PhotoTaken,
    Surroundings,
    Weighed,
    evidence_policy_on,
    motion_of,
    weigh,
)
from hoistway.server.bench import machine
from hoistway.server.bench.bounds import Rate, at_most, bound_at_least
from hoistway.simulation.visits.files import write_visits

RECALL, FALSE_ALARMS = 0.75, 0.02
"""Wanted: the bound of what is found of each kind of fake, and honest visits that look thin.
Chosen: an inspector loses trust after one false hint in fifty; an unwatched hour hides a fake."""

_SHORTEST_MIN, _CREW = 20, 2
_PEER_MIN, _PEER_M = 30, 300
_DAY = date(2026, 11, 22)
_NEAR_MS = 3 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class _Visit:
    key: int
    elevator: int
    course: Course
    values: Mapping[str, str]


def run(options: argparse.Namespace) -> int:
    """Judge a world and print one object of JSON; the status is 1 when a target was missed."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.world or Path(scratch)
        if options.world is None:
            write_visits(
                folder=folder, visits=options.visits, seed=options.seed, noise=options.noise
            )
        told = measured(folder=folder, without=options.without)
    told["settings"] = {
        "seed": options.seed, "noise": options.noise, "world": str(options.world or "made here"),
    }  # fmt: skip
    print(json.dumps(told, ensure_ascii=False))
    return 0 if all(target["met"] for target in told["targets"]) else 1


def measured(*, folder: Path, without: str = "") -> dict[str, Any]:
    """Return what was found of each kind of fake, and how many honest visits looked thin."""
    visits = _visits(folder)
    motion = {row["visit"]: row["samples"] for row in _rows(folder / "telemetry.ndjson")}
    truth = {row["visit"]: row["fake"] for row in _rows(folder / "truth.ndjson")}
    began = perf_counter()
    weighed = dict(_weighed(visits, motion, without))
    took = perf_counter() - began
    policy = evidence_policy_on(day=_DAY)
    thin = {key for key, one in weighed.items() if one.score >= policy.look_at}
    told = {
        "bench": "evidence", "machine": machine.told(), "visits": len(visits),
        "seconds": round(took, 3), "visits_each_second": round(len(visits) / max(took, 1e-9)),
        "edition": policy.edition, "without": without,
    }  # fmt: skip
    return told | _found(visits, truth, thin)


def _found(visits: Sequence[_Visit], truth: Mapping[int, str], thin: set[int]) -> dict[str, Any]:
    honest = [key for key, fake in truth.items() if not fake]
    beside = _beside_fakes(visits, truth)
    found = _by_kind(thin, truth)
    apart = _rate(thin - beside, honest)
    peer = {visit.key for visit in visits if _peer_says_thin(visit.course)}
    right = Rate(sum(rate.hits for rate in found.values()), len(thin))
    targets = [
        *(
            bound_at_least(name=f"found: {kind}", limit=RECALL, rate=rate)
            for kind, rate in found.items()
        ),
        at_most(name="honest visits that look thin", limit=FALSE_ALARMS, measured=apart.value),
    ]
    return {
        "found": {kind: rate.told() for kind, rate in found.items()},
        "precision": right.told(), "honest_that_look_thin": _rate(thin, honest).told(),
        "of_these_beside_a_fake_of_the_same_crew": len(thin & beside & set(honest)),
        "peer": {
            "name": "thirty minutes on site and a place within 300 m",
            "found": {kind: rate.told() for kind, rate in _by_kind(peer, truth).items()},
            "honest_that_look_thin": _rate(peer, honest).told(),
        },
        "targets": [target.told() for target in targets],
    }  # fmt: skip


def _by_kind(thin: set[int], truth: Mapping[int, str]) -> dict[str, Rate]:
    kinds = sorted({fake for fake in truth.values() if fake})
    return {kind: _rate(thin, [k for k, fake in truth.items() if fake == kind]) for kind in kinds}


def _weighed(
    visits: Sequence[_Visit], motion: Mapping[int, Any], without: str
) -> Iterator[tuple[int, Weighed]]:
    policy = evidence_policy_on(day=_DAY)
    if without:
        policy = replace(policy, weights={**policy.weights, without: 0.0})
    of_person: dict[int, list[_Visit]] = defaultdict(list)
    for visit in visits:
        for person in visit.course.crew:
            of_person[person].append(visit)
    photos: list[EarlierPhoto] = []
    shas: dict[str, EarlierPhoto] = {}
    own: dict[int, list[EarlierPhoto]] = defaultdict(list)
    last: dict[int, Mapping[str, str]] = {}
    for visit in sorted(visits, key=lambda one: one.course.begun_at):
        course = visit.course
        known = [shas[one.sha256] for one in course.photos if one.sha256 in shas]
        for person in course.crew:
            known += own[person][-2000:]
        around = Surroundings(
            elsewhere=_elsewhere(visit, of_person), photos=known,
            last_values=dict(last.get(visit.elevator, {})),
            motion=motion_of(
                samples=motion.get(visit.key, ()), since=course.begun_at, until=course.ended_at
            ),
        )  # fmt: skip
        yield visit.key, weigh(course=course, around=around, policy=policy)
        last[visit.elevator] = visit.values
        for photo in course.photos:
            seen = EarlierPhoto(
                visit_id=visit.key, elevator_id=visit.elevator, sha256=photo.sha256,
                fingerprint=photo.fingerprint,
            )  # fmt: skip
            photos.append(seen)
            shas.setdefault(photo.sha256, seen)
            for person in course.crew:
                own[person].append(seen)


def _elsewhere(visit: _Visit, of_person: Mapping[int, Sequence[_Visit]]) -> list[Elsewhere]:
    near = {
        other.key: other
        for person in visit.course.crew
        for other in of_person[person]
        if other.key != visit.key and _apart_ms(visit.course, other.course) < _NEAR_MS
    }
    return [
        Elsewhere(
            visit_id=one.key, elevator_id=one.elevator, place=one.course.elevator_place,
            begun_at=one.course.begun_at, ended_at=one.course.ended_at,
        )
        for one in near.values()
    ]  # fmt: skip


def _apart_ms(one: Course, other: Course) -> float:
    gap = max(one.begun_at - other.ended_at, other.begun_at - one.ended_at)
    return gap.total_seconds() * 1000


def _beside_fakes(visits: Sequence[_Visit], truth: Mapping[int, str]) -> set[int]:
    """Return honest visits that share a person and an hour with a fake: both look impossible."""
    fakes = [visit for visit in visits if truth[visit.key] in {"two_at_once", "flies"}]
    return {
        visit.key
        for visit in visits
        if not truth[visit.key]
        and any(
            set(fake.course.crew) & set(visit.course.crew)
            and _apart_ms(fake.course, visit.course) < _NEAR_MS
            for fake in fakes
        )
    }


def _rate(thin: set[int], keys: Sequence[int]) -> Rate:
    return Rate(sum(key in thin for key in keys), len(keys))


def _peer_says_thin(course: Course) -> bool:
    minutes = (course.ended_at - course.begun_at).total_seconds() / 60
    far = (
        course.place is None or course.elevator_place is None
        or distance_m(course.place, course.elevator_place) > _PEER_M
    )  # fmt: skip
    return minutes < _PEER_MIN or far


def _visits(folder: Path) -> list[_Visit]:
    places = {
        row["elevator"]: Point(row["longitude"], row["latitude"])
        for row in _rows(folder / "elevators.ndjson")
    }
    return [_visit(row, places) for row in _rows(folder / "visits.ndjson")]


def _visit(row: Mapping[str, Any], places: Mapping[int, Point]) -> _Visit:
    place = None if row["longitude"] is None else Point(row["longitude"], row["latitude"])
    items = [*row["values"], *(f"A-1-x{n}" for n in range(len(row["ticks"])))]
    course = Course(
        elevator_id=row["elevator"], begun_at=_at(row["begun_ms"]), ended_at=_at(row["ended_ms"]),
        clock_offset_ms=row["offset_ms"], place=place, accuracy_m=row["accuracy_m"],
        elevator_place=places[row["elevator"]], has_car=True, shortest_min=_SHORTEST_MIN,
        crew=row["crew"], crew_needed=_CREW,
        lines=[
            LineSaid(item=item, result="normal", value=row["values"].get(item), at=_at(tick))
            for item, tick in zip(items, row["ticks"], strict=False)
        ],
        photos=[
            PhotoTaken(
                sha256=one["sha256"], fingerprint=one["fingerprint"], taken_at=_at(one["taken_ms"])
            )
            for one in row["photos"]
        ],
    )  # fmt: skip
    return _Visit(row["visit"], row["elevator"], course, row["values"])


def _at(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, tz=UTC)


def _rows(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
