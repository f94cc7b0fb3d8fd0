"""Rescue stations and who is on call."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from hoistway.emergency.models import Duty, Position, RescueStation
from hoistway.foundation.actors import Actor
from hoistway.foundation.geo import Point
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed, EntryChange

SHIFT_HOURS = 12  # Chosen: a usual shift; who forgets to sign off is not called for ever.


def found_station(*, firm_id: int, name: str, place: Point) -> RescueStation:
    """Record a point of the second-level network."""
    return RescueStation.objects.create(
        firm_id=firm_id, name=name, longitude=place.longitude, latitude=place.latitude
    )


@transaction.atomic
def keep_station(*, firm_id: int, name: str, place: Point) -> EntryChange:
    """Record a station or move it; a firm knows each of its stations by name."""
    row = RescueStation.objects.filter(firm_id=firm_id, name=name).order_by("pk").first()
    if row is None:
        found_station(firm_id=firm_id, name=name, place=place)
        return EntryChange.NEW
    if (row.longitude, row.latitude) == (place.longitude, place.latitude):
        return EntryChange.UNCHANGED
    row.longitude, row.latitude = place.longitude, place.latitude
    row.save(update_fields=["longitude", "latitude"])
    return EntryChange.CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Who is on call when, for a station of the own firm or (empty) for the firm at large."""

    person_id: int
    firm_id: int
    station: str
    since: datetime
    until: datetime


class NoStation(Refusal):
    """Raised when a firm has no station of this name."""

    code = "no_station"
    zh = "该单位没有名为“{name}”的救援站。"
    en = "The firm has no rescue station «{name}»."
    status = 422


@transaction.atomic
def keep_duty(*, shift: Shift) -> EntryChange:
    """Put somebody on call, or move the end of the shift that begins at the same instant.

    Raises: NoStation.
    """
    station = None
    if shift.station:
        stations = RescueStation.objects.filter(firm_id=shift.firm_id, name=shift.station)
        station = stations.order_by("pk").first()
        if station is None:
            raise NoStation(name=shift.station)
    row = Duty.objects.filter(
        person_id=shift.person_id, firm_id=shift.firm_id, station=station,
        period__startswith=shift.since,
    ).order_by("pk").first()  # fmt: skip
    if row is None:
        put_on_duty(
            person_id=shift.person_id, firm_id=shift.firm_id, since=shift.since,
            station_id=station.pk if station else None, until=shift.until,
        )  # fmt: skip
        return EntryChange.NEW
    if row.period.upper == shift.until:
        return EntryChange.UNCHANGED
    row.period = DateTimeTZRange(shift.since, shift.until)
    row.save(update_fields=["period"])
    return EntryChange.CHANGED


@transaction.atomic
def release_from_duty(*, person_id: int, now: datetime) -> None:
    """End the duty of somebody who has left: what runs ends now, what was to come is struck."""
    Duty.objects.filter(person_id=person_id, period__startswith__gte=now).delete()
    for duty in Duty.objects.filter(person_id=person_id, period__contains=now):
        duty.period = DateTimeTZRange(duty.period.lower, now)
        duty.save(update_fields=["period"])


def put_on_duty(
    *, person_id: int, firm_id: int, station_id: int | None, since: datetime, until: datetime,
) -> Duty:  # fmt: skip
    """Put a technician on call from one instant until another."""
    return Duty.objects.create(
        person_id=person_id, firm_id=firm_id, station_id=station_id, period=(since, until)
    )


def place_technicians(*, places: dict[int, Point], now: datetime) -> None:
    """Record where many technicians are, as a firm's own system or the demo tells it."""
    Position.objects.bulk_create(
        [
            Position(
                person_id=person, longitude=p.longitude, latitude=p.latitude, accuracy_m=30, at=now
            )
            for person, p in places.items()
        ],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["longitude", "latitude", "accuracy_m", "at"],
    )


def forget_positions(*, before: datetime, now: datetime) -> int:
    """Forget where people were before an instant, except those on call now; return how many."""
    on_call = Duty.objects.filter(period__contains=now).values("person_id")
    return Position.objects.filter(at__lt=before).exclude(person_id__in=on_call).delete()[0]


@transaction.atomic
def begin_duty(*, now: datetime, by: Actor) -> None:
    """Go on call for a shift; who is on call already stays so. Raises: NotAllowed."""
    require(by=by, deed=Deed.ANSWER_CALL)
    if not Duty.objects.filter(person_id=by.person_id, period__contains=now).exists():
        until = now + timedelta(hours=SHIFT_HOURS)
        Duty.objects.create(person_id=by.person_id, firm_id=by.organisation_id, period=(now, until))


@transaction.atomic
def end_duty(*, now: datetime, by: Actor) -> None:
    """Go off call; a rescue that was accepted is still owed. Raises: NotAllowed."""
    require(by=by, deed=Deed.ANSWER_CALL)
    for duty in Duty.objects.filter(person_id=by.person_id, period__contains=now):
        duty.period = DateTimeTZRange(duty.period.lower, now)
        duty.save(update_fields=["period"])
