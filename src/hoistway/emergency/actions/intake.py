"""Every way in: a signal, a scan, a call; each is kept, and together they are one rescue."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection, transaction

from hoistway.emergency.actions.closing import finish
from hoistway.emergency.actions.timeline import hold, step
from hoistway.emergency.events import IncidentOpened, PassengersFreed
from hoistway.emergency.models import Incident, Report
from hoistway.emergency.rules.duplicates import Known, joins
from hoistway.emergency.rules.policy import policy_on
from hoistway.emergency.vocabulary import (
    Deed,
    IncidentKind,
    IncidentSource,
    IncidentState,
)
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed as RoleDeed
from hoistway.registry.queries import elevator_at_hand, elevators, family, survivors_of
from hoistway.registry.vocabulary import ElevatorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One witness: which elevator, by which channel, since when, and a key against repetition."""

    elevator_id: int
    source: IncidentSource
    kind: IncidentKind
    began_at: datetime
    seen_at: datetime
    key: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """A sighting that ended by itself: the doors opened at a landing and the car emptied."""

    elevator_id: int
    key: str
    at: datetime
    facts: dict[str, object]


class NobodyIsShutIn(Refusal):
    """Raised when an entrapment is reported of an escalator or moving walk."""

    code = "nobody_is_shut_in"
    zh = "自动扶梯、自动人行道和杂物电梯不会困人。如有人受伤或被夹，请选择“有人受伤或被夹”。"
    en = (
        "Nobody is shut in on an escalator, moving walk or dumbwaiter. "
        "Choose “Someone hurt or caught”."
    )
    clause = "requirements G"


@transaction.atomic
def open_incidents(
    *, sightings: list[Sighting], now: datetime, by: Actor, drill: bool = False
) -> list[int]:
    """Open or join one rescue per elevator and return the rescue of each sighting, in order.

    A key that is known already changes nothing. Elevators are locked in the order of their keys,
    so two intakes at once cannot open two rescues nor wait for each other in a circle. A person
    reports for elevators within reach; signals and passengers report for any. What was merged
    into another elevator is that elevator.
    Raises: NobodyIsShutIn, NotAllowed, NotFound.
    """
    sightings = _of_survivors(sightings)
    _require_reach({sighting.elevator_id for sighting in sightings}, by)
    of_elevator: dict[int, list[int]] = defaultdict(list)
    for index, sighting in enumerate(sightings):
        of_elevator[sighting.elevator_id].append(index)
    found: dict[int, int] = {}
    for elevator_id in sorted(of_elevator):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(286, %s)", [elevator_id])
        for index in of_elevator[elevator_id]:
            found[index] = _take_in(sightings[index], now=now, by=by, drill=drill)
    return [found[index] for index in range(len(sightings))]


def _of_survivors(sightings: list[Sighting]) -> list[Sighting]:
    today = survivors_of(elevator_ids={sighting.elevator_id for sighting in sightings})
    return [replace(one, elevator_id=today[one.elevator_id]) for one in sightings]


def _require_reach(elevator_ids: set[int], by: Actor) -> None:
    if by.kind is not ActorKind.PERSON:
        return
    require(by=by, deed=RoleDeed.CALL_RESCUE)
    if elevators(by=by).filter(pk__in=elevator_ids).count() != len(elevator_ids):
        raise NotFound


def _take_in(sighting: Sighting, *, now: datetime, by: Actor, drill: bool) -> int:
    known_report = Report.objects.filter(key=sighting.key).first()
    if known_report is not None:
        return int(known_report.incident_id)
    latest = _latest_held(sighting.elevator_id)
    known = None
    if latest is not None:
        is_open = latest.state in IncidentState.open_states()
        known = Known(incident_id=latest.pk, is_open=is_open, freed_at=latest.freed_at)
    policy = policy_on(day=local_day(at=now))
    if latest is not None and joins(
        known=known, began_at=sighting.began_at, seen_at=sighting.seen_at, policy=policy
    ):
        _join(latest, sighting, now=now, by=by)
        return int(latest.pk)
    return _open(sighting, now=now, by=by, drill=drill)


def _latest_held(elevator_id: int) -> Incident | None:
    """Return the latest rescue of an elevator, held: it must not end before it is joined."""
    rows = family(elevator_id=elevator_id)
    found = Incident.objects.filter(elevator_id__in=rows).order_by("-pk")
    key = found.values_list("pk", flat=True).first()
    return None if key is None else hold(incident_id=key)


def _keep_report(incident_id: int, sighting: Sighting, now: datetime) -> None:
    Report.objects.create(
        incident_id=incident_id, source=sighting.source, key=sighting.key,
        seen_at=sighting.seen_at, received_at=now, facts=sighting.facts,
    )  # fmt: skip


def _join(incident: Incident, sighting: Sighting, *, now: datetime, by: Actor) -> None:
    _keep_report(incident.pk, sighting, now)
    incident.began_at = min(incident.began_at, sighting.began_at)
    facts = {"source": str(sighting.source), **sighting.facts}
    step(incident, Deed.REPORTED, at=sighting.seen_at, now=now, by=by, facts=facts)


def _open(sighting: Sighting, *, now: datetime, by: Actor, drill: bool) -> int:
    elevator = elevator_at_hand(elevator_id=sighting.elevator_id)
    if sighting.kind is IncidentKind.ENTRAPMENT and elevator.kind in ElevatorKind.without_riders():
        raise NobodyIsShutIn
    key = fresh_key(table="emergency_incident")
    incident = Incident(
        pk=key, number=f"{local_day(at=now):%y%m%d}{key:06d}", elevator=elevator,
        kind=sighting.kind, state=IncidentState.OPEN, firm=elevator.firm,
        began_at=min(sighting.began_at, now), opened_at=now, next_look_at=now, drill=drill,
    )  # fmt: skip
    incident.save(force_insert=True)
    _keep_report(key, sighting, now)
    facts = {"source": str(sighting.source), **sighting.facts}
    step(incident, Deed.OPENED, at=now, now=now, by=by, facts=facts)
    announce(IncidentOpened(incident_id=key))
    return int(key)


@transaction.atomic
def clear_sightings(*, cleared: Iterable[Cleared], now: datetime, by: Actor) -> None:
    """Keep that trouble ended by itself, and end the rescue while nobody has set out for it.

    Only a rescue that nothing but telemetry has reported ends without a person: where a human
    being asked for help, a human being says that it is over.
    """
    for item in sorted(cleared, key=lambda c: c.elevator_id):
        report = Report.objects.filter(key=item.key).first()
        if report is None:
            continue
        incident = hold(incident_id=report.incident_id)
        uncleared = Report.objects.filter(pk=report.pk, cleared_at__isnull=True)
        if not uncleared.update(cleared_at=item.at):
            continue
        if incident.state not in IncidentState.open_states():
            continue
        step(incident, Deed.CLEARED, at=item.at, now=now, by=by, facts=item.facts)
        if _may_end_itself(incident):
            _end_by_itself(incident, at=item.at, now=now, by=by)


def _may_end_itself(incident: Incident) -> bool:
    others = Report.objects.filter(incident=incident).exclude(
        source=IncidentSource.TELEMETRY, cleared_at__isnull=False
    )
    return incident.state is IncidentState.OPEN and not others.exists()


def _end_by_itself(incident: Incident, *, at: datetime, now: datetime, by: Actor) -> None:
    incident.freed_at = at
    step(incident, Deed.FREED, at=at, now=now, by=by, facts={"self_released": True})
    announce(PassengersFreed(incident_id=incident.pk))
    finish(incident, Deed.CLOSED, now=now, by=by, facts={"self_released": True})
