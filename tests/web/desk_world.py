"""Two worlds beside each other: what a reader may see, and what belongs to somebody else."""

from dataclasses import dataclass
from uuid import uuid4

from django.test import Client

from hoistway.emergency.models import Call, Incident
from hoistway.parties.models import Jurisdiction, Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.riders.actions import call_without_code
from hoistway.riders.models import UnplacedCall
from tests.world.emergency import a_called_incident
from tests.world.parties import (
    NOW,
    a_bureau,
    a_firm,
    a_jurisdiction,
    a_use_unit,
    signed_in_client,
)
from tests.world.registry import Site, an_elevator


@dataclass(frozen=True, slots=True)
class Quarter:
    """A firm, a unit and a district with one elevator in which somebody waits."""

    jurisdiction: Jurisdiction
    firm: Organisation
    unit: Organisation
    elevator: Elevator
    incident: Incident
    call: Call


def a_quarter(*, code: str, name: str) -> Quarter:
    """Return a quarter with a rescue in which a technician is being called."""
    area = a_jurisdiction(code=code, name=name)
    firm, unit = a_firm(jurisdiction=area), a_use_unit(jurisdiction=area)
    elevator = an_elevator(site=Site(firm=firm, use_unit=unit, jurisdiction=area))
    incident = a_called_incident(elevator=elevator)
    call = Call.objects.get(incident=incident)
    return Quarter(area, firm, unit, elevator, incident, call)


def client_for(*, role: RoleKind, quarter: Quarter) -> Client:
    """Return a browser of somebody with this role who belongs to the quarter."""
    own = {
        RoleKind.TECHNICIAN: quarter.firm,
        RoleKind.FIRM_OFFICE: quarter.firm,
        RoleKind.USE_UNIT: quarter.unit,
    }.get(role)
    if role is RoleKind.DISTRICT_REGULATOR:
        own = a_bureau(jurisdiction=quarter.jurisdiction)
    return signed_in_client(role=role, organisation=own)


def an_unplaced_call(*, address: str = "延平路135号") -> UnplacedCall:
    """Return a call for help whose code led nowhere."""
    return call_without_code(
        form_id=uuid4(), typed_code="", address=address, phone="139-DEMO-0001", now=NOW
    )
