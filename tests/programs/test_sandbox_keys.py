"""The published keys of the sandbox act for people whom one elevator concerns."""

import pytest

from hoistway.parties.actions import open_account
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.models import ApiKey
from hoistway.programs.queries import actor_for, program_with
from hoistway.programs.seed import lay_out_keys
from hoistway.programs.vocabulary import SANDBOX_KEYS
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators
from tests.world.parties import NOW, a_bureau, a_firm, a_jurisdiction, a_member, a_use_unit
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


def a_small_city() -> list[Elevator]:
    district = a_jurisdiction()
    firm, unit = a_firm(jurisdiction=district), a_use_unit(jurisdiction=district)
    other = a_firm(jurisdiction=district)
    bureau = a_bureau(jurisdiction=district)
    for role, home in (
        (RoleKind.FIRM_OFFICE, firm), (RoleKind.FIRM_OFFICE, other), (RoleKind.USE_UNIT, unit),
        (RoleKind.DISTRICT_REGULATOR, bureau),
    ):  # fmt: skip
        with_account(a_member(role=role, organisation=home))
    with_account(a_member(role=RoleKind.INSURER))
    first = an_elevator(site=Site(firm=firm, use_unit=unit, jurisdiction=district))
    return [first, an_elevator(site=Site(firm=other, use_unit=unit, jurisdiction=district))]


def with_account(member: Membership) -> None:
    open_account(membership=member, login=f"sandbox.{member.pk}", password=None)


def test_firm_use_unit_and_district_see_the_same_elevator() -> None:
    rows = a_small_city()

    lay_out_keys(elevators=rows, now=NOW)

    seen = {}
    for key in SANDBOX_KEYS[:4]:
        row = program_with(secret=key.secret, now=NOW)
        assert row is not None, key
        assert row.uid == key.uid
        by = actor_for(key=row, now=NOW)
        assert by is not None
        assert by.role == str(key.role)
        seen[key.secret.removeprefix("hwk_sandbox_")] = set(
            elevators(by=by).values_list("pk", flat=True)
        )
    assert len(seen["firm_office"]) == len(seen["firm_office_2"]) == 1
    assert seen["firm_office"].isdisjoint(seen["firm_office_2"])
    assert seen["firm_office"] < seen["use_unit"]
    assert seen["firm_office"] < seen["district_regulator"]


def test_a_role_that_nobody_holds_gets_no_key() -> None:
    rows = a_small_city()

    assert lay_out_keys(elevators=rows, now=NOW) == ApiKey.objects.count() == 5
