"""Who could be called in the past of the demo: the firms' technicians and their stations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from hoistway.emergency.models import RescueStation
from hoistway.emergency.rules.assignment import Candidate, Choice, choose
from hoistway.emergency.rules.policy import RescuePolicy
from hoistway.foundation.actors import PLATFORM, Actor, ActorKind
from hoistway.foundation.geo import Point, distance_m
from hoistway.parties.models import Membership
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator

NEAREST = 8
"""Stations weighed, as many as the dispatch weighs."""

WEIGHED = 5
"""Technicians of a firm that were weighed for a past rescue. Chosen: a page that can be read."""


@dataclass(frozen=True, slots=True)
class Rescuer:
    """A technician who may be called, and for whom this one goes."""

    member: Membership
    station: RescueStation | None = None

    def acting(self) -> Actor:
        """Return the technician as the one who acts."""
        return Actor(
            kind=ActorKind.PERSON, name=self.member.person.name,
            person_id=self.member.person_id, role=str(self.member.role),
            organisation_id=self.member.organisation_id,
        )  # fmt: skip


class Crews:
    """The firms' technicians, and of every firm those who serve at its station."""

    def __init__(self, *, crews: Mapping[int, Sequence[Membership]]) -> None:
        """Know the crews and the stations as they were laid out."""
        self.crews = {
            key: [one for number, one in enumerate(crew) if number % 3 != 2]
            for key, crew in crews.items()
        }
        self.stations = list(RescueStation.objects.filter(active=True).order_by("pk"))
        desk = account_of_role(role=RoleKind.DISPATCHER)
        self.desk = actor_of(account=desk) if desk else PLATFORM

    def of_firm(self, *, elevator: Elevator, chance: Random) -> list[Rescuer]:
        """Return the technicians of the elevator's firm who were on call, in any order."""
        crew = self.crews.get(elevator.firm_id or 0, [])
        return [Rescuer(one) for one in chance.sample(crew, min(len(crew), WEIGHED))]

    def of_stations(self, *, elevator: Elevator) -> list[Rescuer]:
        """Return those at the nearest stations of other firms, the nearest first."""
        there = place_of(elevator=elevator)
        near = sorted(
            (one for one in self.stations if one.firm_id != elevator.firm_id),
            key=lambda one: (distance_m(Point(one.longitude, one.latitude), there), one.pk),
        )
        return [
            Rescuer(member, station)
            for station in near[:NEAREST]
            for member in self.crews.get(station.firm_id, [])[:2]
        ]


def place_of(*, elevator: Elevator) -> Point:
    """Return where an elevator stands, somewhere in the middle where that is not known."""
    return Point(elevator.longitude or 121.4737, elevator.latitude or 31.2304)


@dataclass(frozen=True, slots=True)
class Asked:
    """One look for somebody: among whom, when, who answered «cannot go», and who is wanted."""

    among: list[Rescuer]
    at: datetime
    refused: frozenset[int]
    missed: frozenset[int]
    busy: bool = False


def weigh(*, asked: Asked, elevator: Elevator, policy: RescuePolicy, chance: Random) -> Choice:
    """Choose by the rule of the dispatch among technicians at places of the past."""
    there = place_of(elevator=elevator)
    candidates = [
        Candidate(
            person_id=one.member.person_id, label=one.member.person.name, on_duty=True,
            certified=True, place=_place(one, there, chance), place_at=_seen(one, asked.at),
            at_rescue=asked.busy, already_called=one.member.person_id in asked.refused,
            missed=one.member.person_id in asked.missed,
        )
        for one in asked.among
    ]  # fmt: skip
    return choose(candidates=candidates, there=there, now=asked.at, policy=policy)


def _place(one: Rescuer, there: Point, chance: Random) -> Point:
    if one.station is not None:
        return Point(one.station.longitude, one.station.latitude)
    return Point(there.longitude + chance.gauss(0, 0.012), there.latitude + chance.gauss(0, 0.009))


def _seen(one: Rescuer, at: datetime) -> datetime | None:
    return None if one.station is not None else at
