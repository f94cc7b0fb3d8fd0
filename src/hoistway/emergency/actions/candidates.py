"""Gather who could be called for a rescue, with everything the choice needs."""

from datetime import datetime, timedelta

from hoistway.emergency.models import Call, Duty, Incident, Position, RescueStation
from hoistway.emergency.queries import positions
from hoistway.emergency.rules.assignment import Candidate
from hoistway.emergency.rules.policy import RescuePolicy
from hoistway.emergency.vocabulary import CallState, RescueLevel
from hoistway.foundation.geo import Point, distance_m
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import certified_on, members
from hoistway.parties.vocabulary import CertificateKind, RoleKind

Posts = dict[int, tuple[int, RescueStation | None]]
"""Person → (firm, station) for which the person would go."""

STATIONS_ASKED = 8
"""How many of the nearest stations are weighed. Chosen: a district has about that many."""


def candidates_for(
    *, incident: Incident, level: RescueLevel, there: Point, now: datetime, policy: RescuePolicy
) -> tuple[list[Candidate], Posts]:
    """Return the technicians of a level and for whom each would go.

    Whoever serves at a station counts as there unless a fresh place says otherwise.
    """
    people = (
        _of_firm(incident, now) if level is RescueLevel.FIRM else _of_stations(incident, there, now)
    )
    ids = list(people)
    shifts = Duty.objects.filter(person_id__in=ids, period__contains=now)
    on_duty = set(shifts.values_list("person_id", flat=True))
    certified = certified_on(person_ids=ids, kind=CertificateKind.T, on=local_day(at=now))
    places = positions(person_ids=ids)
    fresh_since = now - timedelta(seconds=policy.position_fresh_s)
    live = sorted(CallState.live_states())
    calls = Call.objects.filter(technician_id__in=ids)
    busy = set(calls.filter(state__in=live).values_list("technician_id", flat=True))
    here = calls.filter(incident=incident)
    missed = set(here.filter(state=CallState.UNANSWERED).values_list("technician_id", flat=True))
    called = set(here.exclude(state=CallState.UNANSWERED).values_list("technician_id", flat=True))
    candidates = []
    for person_id, (label, _, station) in people.items():
        place, place_at = _where(places.get(person_id), station, fresh_since)
        candidates.append(
            Candidate(
                person_id=person_id, label=label, on_duty=person_id in on_duty,
                certified=person_id in certified, place=place, place_at=place_at,
                at_rescue=person_id in busy, already_called=person_id in called,
                missed=person_id in missed,
            )
        )  # fmt: skip
    return candidates, {key: (firm, station) for key, (_, firm, station) in people.items()}


def _where(
    place: Position | None, station: RescueStation | None, fresh_since: datetime
) -> tuple[Point | None, datetime | None]:
    """Return where somebody counts as being, and since when unless it is a fixed post."""
    if station is not None and (place is None or place.at < fresh_since):
        return Point(station.longitude, station.latitude), None
    if place is None:
        return None, None
    return Point(place.longitude, place.latitude), place.at


People = dict[int, tuple[str, int, RescueStation | None]]


def _of_firm(incident: Incident, now: datetime) -> People:
    if incident.firm_id is None:
        return {}
    crew = members(organisation_id=incident.firm_id, role=RoleKind.TECHNICIAN, at=now)
    return {m.person_id: (m.person.name, m.organisation_id, None) for m in crew}


def _of_stations(incident: Incident, there: Point, now: datetime) -> People:
    stations = sorted(
        RescueStation.objects.filter(active=True).order_by("pk"),
        key=lambda s: distance_m(Point(s.longitude, s.latitude), there),
    )[:STATIONS_ASKED]
    by_key = {station.pk: station for station in stations}
    shifts = (
        Duty.objects.filter(station_id__in=by_key, period__contains=now)
        .select_related("person")
        .order_by("pk")
    )
    return {
        shift.person_id: (shift.person.name, shift.firm_id, by_key[shift.station_id])
        for shift in shifts
        if shift.station_id is not None
    }
