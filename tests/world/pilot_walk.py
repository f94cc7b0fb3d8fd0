"""Everybody who has to do with a pilot, each before the real pages, with the clock in hand."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from hoistway.foundation import clock
from hoistway.maintenance.queries.regimes import regimes
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.ondemand import tasks
from hoistway.ondemand.models import ElevatorPilot, ExitCase
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.clock import HandClock, clock_in_hand
from tests.world.jobs import work_here
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member, client_of

ROOMS = ("ondemand", "monitoring", "yearplans")


@dataclass(slots=True)
class Walk:
    """The clock, and a browser for each person; the same name is the same person."""

    hand: HandClock
    browsers: dict[str, Client] = field(default_factory=dict)
    rooms: Sequence[str] = ROOMS

    def enters(self, who: str, *, role: RoleKind, of: Organisation | None) -> None:
        """Sign somebody in."""
        assert of is not None
        self.browsers[who] = client_of(membership=a_member(role=role, organisation=of))

    def sides_of(self, elevator: Elevator) -> None:
        """Sign in the office of its firm, its use unit, its district and the city."""
        city = a_jurisdiction(code="310000")
        district = a_bureau(jurisdiction=elevator.jurisdiction)
        self.enters("firm", role=RoleKind.FIRM_OFFICE, of=elevator.firm)
        self.enters("unit", role=RoleKind.USE_UNIT, of=elevator.use_unit)
        self.enters("district", role=RoleKind.DISTRICT_REGULATOR, of=district)
        self.enters("another", role=RoleKind.DISTRICT_REGULATOR, of=district)
        self.enters("city", role=RoleKind.CITY_REGULATOR, of=a_bureau(jurisdiction=city))

    def read(self, who: str, there: str) -> str:
        """Return the words of a page as somebody reads it."""
        answer = self.browsers[who].get(there)
        assert answer.status_code == 200, (who, there, answer.status_code)
        return shown(answer)

    def say(self, who: str, there: str, *, expect: int = 302, **form: object) -> str:
        """Send a form as somebody, let what it brings about happen, return what is shown."""
        data = {"form_id": str(uuid4())} | form
        answer = self.browsers[who].post(there, data)
        assert answer.status_code == expect, (who, there, answer.status_code, shown(answer)[:4000])
        self.settle()
        return str(answer.headers.get("Location", "")) or shown(answer)

    def settle(self) -> None:
        """Let the tasks run that what happened brings about."""
        work_here(rooms=self.rooms)

    def at(self, instant: datetime) -> None:
        """Set the clock and let the pilot's nightly sweeps run, as they would by then."""
        self.hand.set(instant)
        tasks.keep_conditions()
        tasks.find_exits()
        self.settle()

    @property
    def now(self) -> datetime:
        """The clock of the house."""
        return clock.now()


@contextmanager
def walking(*, folder: Path, start: datetime = NOW, rooms: Sequence[str] = ROOMS) -> Iterator[Walk]:
    """Give a walk whose clock begins at an instant, with the rooms whose tasks run."""
    with clock_in_hand(folder / "clock", start) as hand:
        yield Walk(hand, rooms=rooms)


def shown(answer: HttpResponse) -> str:
    """Return the words of a page without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def paper(name: str = "paper.jpg") -> object:
    """Return a scan as a browser sends it."""
    return a_picture(name=name)


def regime_of(elevator: Elevator) -> Regime:
    """Return by what its visits are fixed now."""
    return regimes(elevator_ids=[elevator.pk])[elevator.pk].regime


def way_of(elevator: Elevator) -> ElevatorPilot:
    """Return its latest way into the pilot."""
    return ElevatorPilot.objects.filter(elevator=elevator).latest("pk")


def the_case(elevator: Elevator) -> ExitCase:
    """Return its latest case."""
    return ExitCase.objects.filter(elevator_pilot__elevator=elevator).latest("pk")
