"""Rescue stations, duty and places of the demo city's technicians."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from hoistway.emergency.actions import found_station, place_technicians, put_on_duty
from hoistway.foundation.geo import Point
from hoistway.parties.models import Membership
from hoistway.registry.models import Elevator

DUTY_DAYS = 400  # Chosen: the demo's clock may be set forward by a year and people still serve.


def lay_out_stations(
    *, crews: Mapping[int, list[Membership]], elevators: list[Elevator], chance: Random,
    now: datetime,
) -> None:  # fmt: skip
    """Put two of three technicians on duty near elevators of their firm, some at stations."""
    until = now + timedelta(days=DUTY_DAYS)
    by_firm: dict[int, list[Elevator]] = {}
    for elevator in elevators:
        by_firm.setdefault(elevator.firm_id or 0, []).append(elevator)
    places: dict[int, Point] = {}
    for firm_id, crew in crews.items():
        own = by_firm.get(firm_id) or elevators
        on_duty = [m for number, m in enumerate(crew) if number % 3 != 2]
        for member in crew:
            near = chance.choice(own)
            places[member.person_id] = _beside(near, chance)
        for member in on_duty:
            put_on_duty(
                person_id=member.person_id, firm_id=firm_id, station_id=None, since=now, until=until
            )
        _station(firm_id, on_duty, chance.choice(own), now=now, until=until)
    place_technicians(places=places, now=now)


def _beside(elevator: Elevator, chance: Random) -> Point:
    return Point(
        (elevator.longitude or 121.47) + chance.uniform(-0.02, 0.02),
        (elevator.latitude or 31.23) + chance.uniform(-0.015, 0.015),
    )


def _station(
    firm_id: int, crew: list[Membership], near: Elevator, *, now: datetime, until: datetime
) -> None:
    place = Point(near.longitude or 121.47, near.latitude or 31.23)
    station = found_station(firm_id=firm_id, name=f"{near.street}救援站", place=place)
    for member in crew[:2]:
        put_on_duty(
            person_id=member.person_id, firm_id=firm_id, station_id=station.pk, since=now,
            until=until,
        )  # fmt: skip
