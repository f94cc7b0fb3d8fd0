"""Rescue stations and who is on call."""

from datetime import datetime

from hoistway.emergency.models import Duty, Position, RescueStation
from hoistway.foundation.geo import Point


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
