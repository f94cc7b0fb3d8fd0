"""Builders of what the public reports, and of the desks that answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from hoistway.foundation.actors import Actor
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.riders.actions import Reported, file_report
from hoistway.riders.models import PublicReport
from hoistway.riders.vocabulary import ReportKind, Topic, WrongFact
from tests.world.emergency import acting
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member
from tests.world.registry import Site, an_elevator

USUAL = {
    ReportKind.FAULT: Topic.DOOR,
    ReportKind.COMPLAINT: Topic.POOR_MAINTENANCE,
    ReportKind.SUGGESTION: Topic.IDEA,
    ReportKind.CORRECTION: Topic.WRONG_DATA,
}


def reported(*, elevator: Elevator, **more: object) -> Reported:
    """Return a form as it comes from a passenger's phone: the doors, unless told otherwise."""
    kind = more.get("kind", ReportKind.FAULT)
    assert isinstance(kind, ReportKind)
    facts: dict[str, object] = {
        "elevator_id": elevator.pk, "form_id": uuid4(), "kind": kind, "topic": USUAL[kind],
        "origin": "198.51.100.7", "words": "关门时夹到人，反复开关。",
    }  # fmt: skip
    if kind is ReportKind.CORRECTION:
        facts |= {"fact": WrongFact.BUILDING, "value": "6号楼", "words": "门牌写着6号楼"}
    return Reported(**(facts | more))  # type: ignore[arg-type]


def a_report(
    *, elevator: Elevator | None = None, now: datetime = NOW, **more: object
) -> PublicReport:
    """Return what a passenger reported; `more` are fields of `Reported`."""
    return file_report(report=reported(elevator=elevator or an_elevator(), **more), now=now)


@dataclass(frozen=True, slots=True)
class Sides:
    """An elevator with everybody who may have to answer for it."""

    elevator: Elevator
    firm: Membership
    unit: Membership
    district: Membership
    city: Membership

    def by(self, who: str) -> Actor:
        """Return one of them as the one who acts."""
        return acting(membership=getattr(self, who))


def report_sides(*, site: Site | None = None) -> Sides:
    """Return an elevator whose firm, use unit, district and city can act."""
    elevator = an_elevator(site=site)
    city = a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    district = a_bureau(jurisdiction=elevator.jurisdiction)
    return Sides(
        elevator=elevator,
        firm=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm),
        unit=a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit),
        district=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=district),
        city=a_member(role=RoleKind.CITY_REGULATOR, organisation=city),
    )
