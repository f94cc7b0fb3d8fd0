"""A district with an elevator of which something is said, and who looks at it."""

from dataclasses import dataclass

from django.test import Client

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.models import Jurisdiction, Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.actions import Saying, say
from hoistway.registry.models import Elevator
from tests.world.parties import (
    NOW,
    a_bureau,
    a_firm,
    a_jurisdiction,
    a_use_unit,
    fresh_number,
    signed_in_client,
)
from tests.world.registry import Site, an_elevator


@dataclass(frozen=True, slots=True)
class Desk:
    """A district, its parties and one elevator."""

    jurisdiction: Jurisdiction
    firm: Organisation
    unit: Organisation
    elevator: Elevator

    def client(self, role: RoleKind = RoleKind.DISTRICT_REGULATOR) -> Client:
        """Return the browser of somebody who belongs here."""
        homes = {
            RoleKind.FIRM_OFFICE: self.firm, RoleKind.USE_UNIT: self.unit,
            RoleKind.DISTRICT_REGULATOR: a_bureau(jurisdiction=self.jurisdiction),
        }  # fmt: skip
        return signed_in_client(role=role, organisation=homes.get(role))

    def another(self) -> Elevator:
        """Return one more elevator of the same parties, of which its register speaks."""
        site = Site(firm=self.firm, use_unit=self.unit, jurisdiction=self.jurisdiction)
        elevator = an_elevator(site=site)
        said(elevator)
        elevator.refresh_from_db()
        return elevator


def said(elevator: Elevator, *, source: str = "supervision", **fields: object) -> None:
    """Let a source say what is held of an elevator, and more."""
    facts = {
        "register_number": elevator.register_number, "name": elevator.name,
        "address": elevator.address, "kind": str(elevator.kind), "use_state": "in_use",
        "estate": elevator.estate, "jurisdiction": elevator.jurisdiction.code,
        "firm": elevator.firm.name if elevator.firm else "",
        "use_unit": elevator.use_unit.name if elevator.use_unit else "",
        "rated_speed_mps": 105.0, **fields,
    }  # fmt: skip
    saying = Saying(
        source=source, record_key=f"{source}-{fresh_number()}", elevator_id=elevator.pk,
        fields=facts if source == "supervision" else fields, observed_at=NOW,
    )  # fmt: skip
    say(sayings=[saying], now=NOW, by=PLATFORM)


def a_desk(*, code: str = "310106", name: str = "静安区") -> Desk:
    """Return a district with one elevator whose register says 105 m/s."""
    area = a_jurisdiction(code=code, name=name)
    firm, unit = a_firm(jurisdiction=area), a_use_unit(jurisdiction=area)
    desk = Desk(
        area, firm, unit, an_elevator(site=Site(firm=firm, use_unit=unit, jurisdiction=area))
    )
    said(desk.elevator)
    desk.elevator.refresh_from_db()
    return desk
