"""Who scans decides what opens: every role, every relation, both sides of each edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.parties.rules.permissions import MAY, REACH, Reach
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.plates.rules.audience import (
    NEEDS_A_GENUINE_CODE,
    PUBLIC,
    TABLE,
    Scanner,
    Site,
    opening_for,
    relation_of,
)
from hoistway.plates.vocabulary import Door, DoorReason, Relation, Scan

SITE = Site(firm_id=1, use_unit_id=2, jurisdiction_id=3, claiming_firms=frozenset({9}))
FIRM_ROLES = {RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE}


def scanning(role: RoleKind, *, organisation: int = 50, area: int = 60, called: bool = False):
    return Scanner(role=role, organisation_id=organisation, jurisdiction_id=area, is_called=called)


def opened(scanner: Scanner | None, *, site: Site = SITE, scan: Scan = Scan.GENUINE):
    return opening_for(scanner=scanner, site=site, scan=scan)


def test_the_table_has_a_line_for_every_role_and_relation() -> None:
    assert set(TABLE) == {(role, relation) for role in RoleKind for relation in Relation}


@pytest.mark.parametrize(("role", "relation"), TABLE)
def test_no_door_offers_what_its_role_may_not_do(role: RoleKind, relation: Relation) -> None:
    assert TABLE[role, relation].deeds <= MAY[role]


@pytest.mark.parametrize(("role", "relation"), TABLE)
def test_whoever_is_signed_in_and_reads_the_public_page_is_told_why(
    role: RoleKind, relation: Relation
) -> None:
    opening = TABLE[role, relation]

    assert (opening.door is Door.PUBLIC) == (opening.reason is not DoorReason.NONE)
    assert opening.door is not Door.PUBLIC or not opening.deeds


@pytest.mark.parametrize(
    ("role", "organisation", "area", "door"),
    [
        (RoleKind.TECHNICIAN, 1, 60, Door.TECHNICIAN),
        (RoleKind.TECHNICIAN, 8, 3, Door.PUBLIC),
        (RoleKind.FIRM_OFFICE, 1, 60, Door.FIRM),
        (RoleKind.FIRM_OFFICE, 2, 3, Door.PUBLIC),
        (RoleKind.USE_UNIT, 2, 60, Door.USE_UNIT),
        (RoleKind.USE_UNIT, 1, 3, Door.PUBLIC),
        (RoleKind.DISTRICT_REGULATOR, 50, 3, Door.REGULATOR),
        (RoleKind.DISTRICT_REGULATOR, 1, 60, Door.PUBLIC),
        (RoleKind.CITY_REGULATOR, 50, 60, Door.REGULATOR),
        (RoleKind.INSPECTOR, 50, 60, Door.INSPECTOR),
        (RoleKind.DISPATCHER, 50, 60, Door.PUBLIC),
    ],
)
def test_own_elevators_open_their_door_and_foreign_ones_the_public_page(
    role: RoleKind, organisation: int, area: int, door: Door
) -> None:
    assert opened(scanning(role, organisation=organisation, area=area)).door is door


def test_a_regulator_of_another_district_is_told_whose_it_is_not() -> None:
    assert opened(scanning(RoleKind.DISTRICT_REGULATOR)).reason is DoorReason.OTHER_DISTRICT


@pytest.mark.parametrize("role", sorted(FIRM_ROLES))
def test_a_firm_whose_filing_is_open_is_told_that_it_is_not_decided(role: RoleKind) -> None:
    assert opened(scanning(role, organisation=9)).reason is DoorReason.NOT_DECIDED
    assert opened(scanning(role, organisation=8)).reason is DoorReason.OTHER_FIRM


def test_a_technician_called_from_elsewhere_may_rescue_and_nothing_else() -> None:
    opening = opened(scanning(RoleKind.TECHNICIAN, called=True))

    assert opening.door is Door.TECHNICIAN
    assert opening.deeds == {Deed.ANSWER_CALL, Deed.SEE_INCIDENTS}


def test_nobody_and_an_unknown_code_open_the_public_page() -> None:
    assert opened(None) == PUBLIC
    assert opened(scanning(RoleKind.CITY_REGULATOR), scan=Scan.UNKNOWN) == PUBLIC


def test_where_nobody_is_recorded_nobody_owns() -> None:
    nobody = Site(firm_id=0, use_unit_id=0, jurisdiction_id=0)

    for role in (RoleKind.TECHNICIAN, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR):
        scanner = scanning(role, organisation=0, area=0)
        assert relation_of(scanner=scanner, site=nobody) is Relation.STRANGER


@given(
    role=st.sampled_from(RoleKind), organisation=st.integers(0, 9), area=st.integers(0, 4),
    called=st.booleans(), scan=st.sampled_from(Scan),
)  # fmt: skip
def test_a_worse_code_never_opens_more(
    role: RoleKind, organisation: int, area: int, called: bool, scan: Scan
) -> None:
    scanner = scanning(role, organisation=organisation, area=area, called=called)

    worse, best = opened(scanner, scan=scan), opened(scanner)

    assert worse.deeds <= best.deeds
    assert scan is Scan.GENUINE or not worse.deeds & NEEDS_A_GENUINE_CODE
    if worse.door is not Door.PUBLIC and REACH[role] is not Reach.ALL:
        its = {Door.TECHNICIAN: 1, Door.FIRM: 1, Door.USE_UNIT: 2, Door.REGULATOR: 3}[worse.door]
        assert called or its == (area if worse.door is Door.REGULATOR else organisation)
