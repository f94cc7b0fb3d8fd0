"""What is known of signed visits and around them, for the judgement of evidence; set by set."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from hoistway.foundation.actors import Actor
from hoistway.foundation.geo import Point
from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import Crew, Judgement, Visit, VisitPhoto
from hoistway.maintenance.rules.evidence import (
    Course,
    EarlierPhoto,
    Elsewhere,
    LineSaid,
    PhotoTaken,
    evidence_policy_on,
)
from hoistway.maintenance.rules.policy import MaintenancePolicy, policy_on
from hoistway.maintenance.rules.routing import minutes_for
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.parties.queries import in_reach
from hoistway.registry.vocabulary import ElevatorKind

NEAR = timedelta(hours=3)
"""Visits of the same people within it are compared. Chosen: across the city and back."""

OWN_PHOTOS = timedelta(days=30)
"""Photos of the same people that are compared for likeness. Chosen: two rounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A visit with what surrounds it, but for telemetry."""

    visit_id: int
    course: Course
    elsewhere: tuple[Elsewhere, ...]
    photos: tuple[EarlierPhoto, ...]
    last_values: dict[str, str]


def visits_to_judge(*, before: datetime, most: int) -> list[int]:
    """Return keys of signed visits that nobody has judged, received before then, oldest first."""
    judged = Judgement.objects.filter(visit_id=OuterRef("pk"))
    waiting = Visit.objects.filter(
        state__in=VisitState.counted_states(), signed_received_at__lt=before
    ).exclude(Exists(judged))
    return list(waiting.order_by("signed_received_at", "pk").values_list("pk", flat=True)[:most])


def hours_to_judge(*, before: datetime) -> list[tuple[int, datetime, datetime]]:
    """Return elevator, begin and end of each signed visit that nobody has judged."""
    keys = visits_to_judge(before=before, most=10_000)
    return [
        (one.course.elevator_id, one.course.begun_at, one.course.ended_at)
        for one in known_of(visit_ids=keys)
    ]


def known_of(*, visit_ids: Sequence[int]) -> list[Known]:
    """Return what is known of these visits; constant in queries."""
    visits = list(_visits(visit_ids))
    crews = _crews(visits)
    photos = _photos(visits)
    elsewhere = _elsewhere(visits, crews)
    earlier = _earlier(visits, photos, crews)
    return [
        Known(
            visit_id=visit.pk, course=_course(visit, visit.record.body, photos[visit.pk]),
            elsewhere=tuple(elsewhere[visit.pk]), photos=tuple(earlier[visit.pk]),
            last_values=_values(getattr(visit, "last_body", None)),
        )
        for visit in visits
        if visit.record
    ]  # fmt: skip


def judgement_of(*, visit_id: int) -> Judgement | None:
    """Return the latest judgement of a visit; scope is the visit's."""
    return Judgement.objects.filter(visit_id=visit_id).order_by("-judged_at", "-pk").first()


def looks_thin(*, judgement: Judgement) -> bool:
    """Return whether a person should look, by the edition of the day of the judgement."""
    policy = evidence_policy_on(day=local_day(at=judgement.judged_at))
    return judgement.score >= policy.look_at


def uids_of(*, visit_ids: Sequence[int], by: Actor) -> dict[int, UUID]:
    """Return the public numbers of those visits that the actor may see."""
    if not visit_ids:
        return {}
    rows = Visit.objects.filter(in_reach(by=by, prefix="elevator__"), pk__in=visit_ids)
    return dict(rows.values_list("pk", "uid"))


def _visits(visit_ids: Sequence[int]) -> QuerySet[Visit]:
    before = Visit.objects.filter(
        elevator_id=OuterRef("elevator_id"), begun_at__lt=OuterRef("begun_at"),
        state__in=VisitState.counted_states(), kind=VisitKind.MAINTENANCE,
    ).order_by("-begun_at")  # fmt: skip
    return (
        Visit.objects.filter(pk__in=visit_ids, record__isnull=False, begun_at__isnull=False)
        .select_related("elevator__jurisdiction", "record")
        .annotate(last_body=Subquery(before.values("record__body")[:1]))
        .order_by("pk")
    )


def _crews(visits: Iterable[Visit]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Crew.objects.filter(visit__in=[visit.pk for visit in visits])
    for visit_id, person_id in rows.values_list("visit_id", "person_id"):
        found[visit_id].add(person_id)
    return found


def _photos(visits: Iterable[Visit]) -> dict[int, list[VisitPhoto]]:
    found: dict[int, list[VisitPhoto]] = defaultdict(list)
    rows = VisitPhoto.objects.filter(visit__in=[visit.pk for visit in visits])
    for row in rows.select_related("attachment").order_by("pk"):
        found[row.visit_id].append(row)
    return found


def _elsewhere(
    visits: Sequence[Visit], crews: Mapping[int, set[int]]
) -> dict[int, list[Elsewhere]]:
    found: dict[int, list[Elsewhere]] = defaultdict(list)
    begun = [visit.begun_at for visit in visits if visit.begun_at]
    people = set().union(*crews.values())
    if not begun or not people:
        return found
    rows = (
        Crew.objects.filter(
            person_id__in=people, visit__begun_at__gte=min(begun) - 2 * NEAR,
            visit__begun_at__lte=max(begun) + 2 * NEAR,
            visit__state__in=VisitState.counted_states(),
        )
        .select_related("visit__elevator", "visit__record")
        .order_by("visit_id", "person_id")
    )  # fmt: skip
    of_person: dict[int, list[Visit]] = defaultdict(list)
    for row in rows:
        of_person[row.person_id].append(row.visit)
    for visit in visits:
        others = {one.pk: one for person in crews[visit.pk] for one in of_person[person]}
        found[visit.pk] = [
            _other(one, one.record.body)
            for one in others.values()
            if one.pk != visit.pk and one.record and _near(visit, one)
        ]
    return found


def _near(visit: Visit, other: Visit) -> bool:
    if not (visit.begun_at and visit.signed_at and other.begun_at and other.signed_at):
        return False
    return max(visit.begun_at - other.signed_at, other.begun_at - visit.signed_at) < NEAR


def _other(visit: Visit, body: str) -> Elsewhere:
    content = _content(body)
    return Elsewhere(
        visit_id=visit.pk, elevator_id=visit.elevator_id, place=_stands(visit),
        begun_at=datetime.fromisoformat(content["begun_at"]),
        ended_at=datetime.fromisoformat(content["ended_at"]),
    )  # fmt: skip


def _earlier(
    visits: Sequence[Visit],
    photos: Mapping[int, list[VisitPhoto]],
    crews: Mapping[int, set[int]],
) -> dict[int, list[EarlierPhoto]]:
    """Return the same photos of any visit, and what the same people took lately."""
    mine = [photo for visit in visits for photo in photos[visit.pk]]
    if not mine:
        return defaultdict(list)
    prints = {photo.attachment.fingerprint for photo in mine} - {""}
    same = VisitPhoto.objects.filter(
        Q(attachment_id__in={photo.attachment_id for photo in mine})
        | Q(attachment__fingerprint__in=prints)
    )
    first = min(photo.taken_at for photo in mine)
    people = set().union(*(crews[visit.pk] for visit in visits))
    own = VisitPhoto.objects.filter(
        Exists(Crew.objects.filter(visit_id=OuterRef("visit_id"), person_id__in=people)),
        taken_at__gte=first - OWN_PHOTOS,
    )
    whose = _whose(people, first - OWN_PHOTOS)
    columns = ("visit_id", "visit__elevator_id", "visit__begun_at", "attachment__sha256",
               "attachment__fingerprint")  # fmt: skip
    rows = set(same.values_list(*columns)) | set(own.values_list(*columns))
    found: dict[int, list[EarlierPhoto]] = defaultdict(list)
    for visit in visits:
        have = {photo.attachment.sha256 for photo in photos[visit.pk]}
        looks = {photo.attachment.fingerprint for photo in photos[visit.pk]}
        for other_id, elevator_id, begun_at, sha256, look in sorted(rows, key=str):
            if other_id == visit.pk or not begun_at or begun_at >= visit.begun_at:
                continue
            if sha256 in have or look in looks or crews[visit.pk] & whose[other_id]:
                found[visit.pk].append(
                    EarlierPhoto(
                        visit_id=other_id, elevator_id=elevator_id, sha256=sha256, fingerprint=look
                    )
                )
    return found


def _whose(people: set[int], since: datetime) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Crew.objects.filter(person_id__in=people, visit__begun_at__gte=since - NEAR)
    for visit_id, person_id in rows.values_list("visit_id", "person_id"):
        found[visit_id].add(person_id)
    return found


def _course(visit: Visit, body: str, photos: Sequence[VisitPhoto]) -> Course:
    content = _content(body)
    begun, ended = (datetime.fromisoformat(content[key]) for key in ("begun_at", "ended_at"))
    policy = policy_on(day=local_day(at=begun), jurisdiction_code=visit.elevator.jurisdiction.code)
    ticked = visit.sheet.get("lines", {})
    place = content["place"]
    return Course(
        elevator_id=visit.elevator_id, begun_at=begun, ended_at=ended,
        clock_offset_ms=content["clock_offset_ms"],
        place=Point(float(place["longitude"]), float(place["latitude"])) if place else None,
        accuracy_m=float(place["accuracy_m"] or 0) if place else 0.0,
        elevator_place=_stands(visit),
        has_car=visit.elevator.kind not in ElevatorKind.without_car(),
        shortest_min=_shortest(visit, policy),
        crew=[one["person"] for one in content["crew"]], crew_needed=policy.crew_size,
        lines=[
            LineSaid(
                item=line["item"], result=line["result"], value=line["value"],
                at=datetime.fromisoformat(ticked[line["item"]]["at"]),
            )
            for line in content["lines"]
            if "at" in ticked.get(line["item"], {})
        ],
        photos=[
            PhotoTaken(
                sha256=one.attachment.sha256, fingerprint=one.attachment.fingerprint,
                taken_at=one.taken_at,
            )
            for one in photos
        ],
    )  # fmt: skip


def _shortest(visit: Visit, policy: MaintenancePolicy) -> int:
    if visit.level is None and not visit.items:
        return 0
    return minutes_for(level=visit.level, policy=policy, items=len(visit.items))


def _stands(visit: Visit) -> Point | None:
    lift = visit.elevator
    if lift.longitude is None or lift.latitude is None:
        return None
    return Point(lift.longitude, lift.latitude)


def _values(body: str | None) -> dict[str, str]:
    if not body:
        return {}
    return {line["item"]: line["value"] for line in _content(body)["lines"] if line["value"]}


def _content(body: str) -> Any:
    return json.loads(body)["content"]
