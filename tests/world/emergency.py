"""Builders of rescues, each brought to its stage by the same deeds as in life."""

from datetime import datetime, timedelta

from hoistway.emergency.actions import (
    Sighting,
    SignIn,
    accept_call,
    arrive,
    close_incident,
    free_passengers,
    look_at,
    open_incidents,
    place_technicians,
    put_on_duty,
    set_out,
)
from hoistway.emergency.models import Call, Incident
from hoistway.emergency.vocabulary import (
    CallState,
    Cause,
    IncidentKind,
    IncidentSource,
    IncidentState,
)
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.geo import Point
from hoistway.parties.models import Membership, Organisation
from hoistway.parties.queries import actor_of
from hoistway.registry.models import Elevator
from tests.world.parties import NOW, a_technician, an_account, fresh_number
from tests.world.registry import YANPING_ROAD, Site, an_elevator

NEARBY = Point(YANPING_ROAD.longitude + 0.01, YANPING_ROAD.latitude)
"""About 950 m east of the elevators of `an_elevator`."""


def on_call(
    *, firm: Organisation, place: Point = NEARBY, now: datetime = NOW, certified: bool = True
) -> Membership:
    """Return a technician of the firm who is on duty for a month and whose place is fresh."""
    member = a_technician(firm=firm, certified=certified)
    put_on_duty(
        person_id=member.person_id, firm_id=firm.pk, station_id=None,
        since=now - timedelta(days=30), until=now + timedelta(days=30),
    )  # fmt: skip
    place_technicians(places={member.person_id: place}, now=now)
    return member


def acting(*, membership: Membership) -> Actor:
    """Return the member as the one who acts."""
    return actor_of(account=an_account(membership=membership))


def an_incident(
    *, elevator: Elevator | None = None, source: IncidentSource = IncidentSource.TELEMETRY,
    kind: IncidentKind = IncidentKind.ENTRAPMENT, now: datetime = NOW,
    facts: dict[str, object] | None = None,
) -> Incident:  # fmt: skip
    """Return a rescue that has just been opened; nobody is called yet."""
    where = elevator or an_elevator()
    (key,) = open_incidents(
        sightings=[
            Sighting(
                elevator_id=where.pk, source=source, kind=kind,
                began_at=now - timedelta(seconds=40), seen_at=now, facts=facts or {},
                key=f"test.{fresh_number()}",
            )
        ],
        now=now, by=PLATFORM,
    )  # fmt: skip
    return Incident.objects.get(pk=key)


def a_called_incident(*, elevator: Elevator | None = None, now: datetime = NOW) -> Incident:
    """Return a rescue in which a technician of the maintaining firm is being called."""
    incident = an_incident(elevator=elevator, now=now)
    if incident.firm is not None:
        on_call(firm=incident.firm, now=now)
    look_at(incident_id=incident.pk, now=now, by=PLATFORM)
    return Incident.objects.get(pk=incident.pk)


def the_call(*, incident: Incident) -> Call:
    """Return the live call of a rescue."""
    live = sorted(CallState.live_states())
    return Call.objects.select_related("technician", "firm").get(incident=incident, state__in=live)


def rescuer_of(*, incident: Incident) -> Actor:
    """Return the technician of the live call as the one who acts."""
    call = the_call(incident=incident)
    member = Membership.objects.get(person_id=call.technician_id)
    return acting(membership=member)


def a_rescue(
    *, state: IncidentState = IncidentState.CLOSED, elevator: Elevator | None = None,
    opened_at: datetime = NOW, arrives_after: timedelta = timedelta(minutes=12),
    cause: Cause = Cause.DOOR,
) -> Incident:  # fmt: skip
    """Return a rescue brought to a state by its technician, step by step."""
    incident = a_called_incident(elevator=elevator, now=opened_at)
    order = [s for s in IncidentState if s is not IncidentState.FALSE_ALARM]
    wanted = order.index(state)
    if wanted == 0:
        return incident
    call, by = the_call(incident=incident), rescuer_of(incident=incident)
    accept_call(call_id=call.pk, now=opened_at + timedelta(seconds=20), by=by)
    set_out(call_id=call.pk, now=opened_at + timedelta(seconds=30), by=by)
    there = opened_at + arrives_after
    if wanted >= order.index(IncidentState.ARRIVED):
        sign_in = SignIn(scanned_elevator_id=incident.elevator_id, place=None, accuracy_m=None)
        arrive(call_id=call.pk, sign_in=sign_in, now=there, by=by)
    if wanted >= order.index(IncidentState.FREED):
        freed_at = there + timedelta(minutes=4)
        free_passengers(incident_id=incident.pk, people=2, injured=0, now=freed_at, by=by)
    if wanted >= order.index(IncidentState.CLOSED):
        close_incident(
            incident_id=incident.pk, cause=cause, note="门锁触点", by=by,
            now=there + timedelta(minutes=9),
        )  # fmt: skip
    return Incident.objects.get(pk=incident.pk)


def an_elevator_of(*, firm: Organisation) -> Elevator:
    """Return an elevator that this firm maintains."""
    return an_elevator(site=Site(firm=firm))
