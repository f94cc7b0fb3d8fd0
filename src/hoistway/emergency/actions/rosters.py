"""Rescue stations and who is on call."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from hoistway.emergency.models import Duty, Position, RescueStation
from hoistway.foundation.actors import Actor
from hoistway.foundation.geo import Point
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed

SHIFT_HOURS = 12  # Chosen: a usual shift; who forgets to sign off is not called for ever.


def found_station(*, firm_id: int, name: str, place: Point) -> RescueStation:
    """Record a point of the second-level network."""
    return RescueStation.objects.create(
        firm_id=firm_id, name=name, longitude=place.longitude, latitude=place.latitude
    )


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


@transaction.atomic
def begin_duty(*, now: datetime, by: Actor) -> None:
    """Go on call for a shift; who is on call already stays so. Raises: NotAllowed."""
    require(by=by, deed=Deed.ANSWER_CALL)
    if not Duty.objects.filter(person_id=by.person_id, period__contains=now).exists():
        until = now + timedelta(hours=SHIFT_HOURS)
        Duty.objects.create(
            person_id=by.person_id, firm_id=by.organisation_id, period=(now, until)
        )


@transaction.atomic
def end_duty(*, now: datetime, by: Actor) -> None:
    """Go off call; a rescue that was accepted is still owed. Raises: NotAllowed."""
    require(by=by, deed=Deed.ANSWER_CALL)
    for duty in Duty.objects.filter(person_id=by.person_id, period__contains=now):
        duty.period = DateTimeTZRange(duty.period.lower, now)
        duty.save(update_fields=["period"])
