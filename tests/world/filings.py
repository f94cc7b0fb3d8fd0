"""Builders of filings of elevators, brought to their stage by the same deeds as in life."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from hoistway.filings.actions import FilingWish, answer_filing, check_filing, file_elevator
from hoistway.filings.models import ElevatorFiling
from hoistway.filings.vocabulary import FilingKind, LicenceItem, LicenceLevel
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.attachments import keep
from hoistway.parties.models import Membership, Organisation
from hoistway.parties.queries import members
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.firm_filings import DAY, TODAY, a_filed_firm, a_licence
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member
from tests.world.registry import Site, an_elevator


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm whose own filing was checked, with its office and its technician."""

    firm: Organisation
    office: Membership
    technician_id: int

    @property
    def by(self) -> Actor:
        """The firm's office as the one who acts."""
        return acting(membership=self.office)


@dataclass(frozen=True, slots=True)
class Stage:
    """An elevator in use with its unit, two persons of its district and one of the city."""

    elevator: Elevator
    unit: Membership | None
    district: Membership
    colleague: Membership
    city: Membership

    @property
    def by_unit(self) -> Actor:
        """The use unit as the one who acts."""
        assert self.unit is not None
        return acting(membership=self.unit)

    @property
    def by_district(self) -> Actor:
        """The district's checker as the one who acts."""
        return acting(membership=self.district)

    @property
    def by_colleague(self) -> Actor:
        """Another person of the district as the one who acts."""
        return acting(membership=self.colleague)

    @property
    def by_city(self) -> Actor:
        """The city's regulator as the one who acts."""
        return acting(membership=self.city)


def a_filing_firm(
    *, level: LicenceLevel = LicenceLevel.A1, item: LicenceItem = LicenceItem.TRACTION
) -> Firm:
    """Return a firm that may file elevators, licensed for every traction passenger elevator."""
    firm = a_filed_firm(licences=[a_licence(item=item, level=level)])
    crew = members(organisation_id=firm.pk, role=RoleKind.TECHNICIAN, at=NOW)
    office = a_member(role=RoleKind.FIRM_OFFICE, organisation=firm)
    return Firm(firm, office, crew[0].person_id)


def a_stage(*, site: Site | None = None, elevator: Elevator | None = None) -> Stage:
    """Return an elevator around which everybody can act."""
    elevator = elevator or an_elevator(site=site, plate=False)
    bureau = a_bureau(jurisdiction=elevator.jurisdiction)
    city = a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    unit = elevator.use_unit and a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)
    return Stage(
        elevator, unit, a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau),
        a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau),
        a_member(role=RoleKind.CITY_REGULATOR, organisation=city),
    )  # fmt: skip


def a_contract_file() -> int:
    """Return the key of a contract as PDF."""
    return keep(upload=io.BytesIO(b"%PDF-1.4 contract"), now=NOW, by=PLATFORM).pk


def a_filing_wish(
    *, firm: Firm, kind: FilingKind = FilingKind.START, first: date = TODAY,
    last: date | None = TODAY + 364 * DAY, contract: str = "WB-2026-001",
    technicians: Sequence[int] | None = None,
) -> FilingWish:  # fmt: skip
    """Return a wish in which the machine finds nothing wrong: a contract of a year from today."""
    people = (firm.technician_id,) if technicians is None else tuple(technicians)
    return FilingWish(
        kind=kind, contract_number=contract, first_day=first, last_day=last, technicians=people,
        contract_file_id=a_contract_file(),
    )  # fmt: skip


def an_elevator_filing(
    *, stage: Stage, firm: Firm, wish: FilingWish | None = None, now: datetime = NOW,
    confirmed: bool = False, checked: bool = False,
) -> ElevatorFiling:  # fmt: skip
    """Return a filing that waits; confirmed by the use unit and checked if told so."""
    filing = file_elevator(
        elevator_id=stage.elevator.pk, wish=wish or a_filing_wish(firm=firm), form_id=uuid4(),
        now=now, by=firm.by,
    )  # fmt: skip
    if confirmed:
        filing = answer_filing(
            filing_id=filing.pk, confirms=True, reason="", now=now, by=stage.by_unit
        )
    if checked:
        filing = check_filing(filing_id=filing.pk, now=now, by=stage.by_district)
    return filing


def a_checked_filing(
    *, stage: Stage, firm: Firm, wish: FilingWish | None = None, now: datetime = NOW
) -> ElevatorFiling:
    """Return a filing that holds: confirmed, checked and undisputed."""
    return an_elevator_filing(
        stage=stage, firm=firm, wish=wish, now=now, confirmed=True, checked=True
    )


def days_later(days: float) -> datetime:
    """Return noon in Shanghai so many days after the day of the tests."""
    return NOW + timedelta(days=days)
