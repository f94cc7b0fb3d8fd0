from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hoistway.foundation.actors import A_PASSENGER, PLATFORM, Actor
from hoistway.parties import queries
from hoistway.parties.actions import certify, enrol, note_reading, open_account
from hoistway.parties.models import Account, Jurisdiction, Membership, Organisation, ReadAudit
from hoistway.parties.vocabulary import CertificateKind, OrganisationKind, RoleKind
from hoistway.registry.models import Elevator
from tests.world.parties import (
    LONG_AGO,
    NOW,
    a_bureau,
    a_dispatch_centre,
    a_firm,
    a_jurisdiction,
    a_member,
    an_account,
    an_actor,
)
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 1, 10), date(2026, 11, 22)


def seen(by: Actor) -> set[int]:
    return set(Elevator.objects.filter(queries.in_reach(by=by)).values_list("pk", flat=True))


def test_everybody_sees_the_elevators_within_reach_and_no_others() -> None:
    pudong = a_jurisdiction(code="310115", name="浦东新区")
    mine, other = an_elevator(), an_elevator(site=Site(jurisdiction=pudong))
    actors = [
        an_actor(role=RoleKind.TECHNICIAN, organisation=mine.firm),
        an_actor(role=RoleKind.FIRM_OFFICE, organisation=mine.firm),
        an_actor(role=RoleKind.USE_UNIT, organisation=mine.use_unit),
        an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau()),
        an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau(jurisdiction=pudong)),
        an_actor(role=RoleKind.CITY_REGULATOR),
        an_actor(role=RoleKind.DISPATCHER),
        an_actor(role=RoleKind.USE_UNIT),
        A_PASSENGER,
        PLATFORM,
    ]
    both = {mine.pk, other.pk}

    assert [seen(by) for by in actors] == [
        {mine.pk}, {mine.pk}, {mine.pk}, {mine.pk}, {other.pk}, both, both, set(), set(), both,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (FIRST - timedelta(days=1), False), (FIRST, True), (LAST, True),
        (LAST + timedelta(days=1), False),
    ],
)  # fmt: skip
def test_a_certificate_is_in_force_on_its_first_and_on_its_last_day(
    day: date, *, held: bool
) -> None:
    member = a_member(role=RoleKind.TECHNICIAN)
    certify(
        membership=member, kind=CertificateKind.T, number="T-1", valid_from=FIRST, valid_until=LAST
    )
    people = [member.person_id]

    certified = queries.certified_on(person_ids=people, kind=CertificateKind.T, on=day)

    assert certified == (set(people) if held else set())


def test_a_certificate_of_another_kind_or_person_does_not_count() -> None:
    member, colleague = (a_member(role=RoleKind.TECHNICIAN) for _ in range(2))
    certify(
        membership=member, kind=CertificateKind.A, number="A-1", valid_from=FIRST, valid_until=LAST
    )
    people = [member.person_id, colleague.person_id]

    assert queries.certified_on(person_ids=people, kind=CertificateKind.T, on=LAST) == set()
    assert (
        queries.certified_on(person_ids=[colleague.person_id], kind=CertificateKind.A, on=LAST)
        == set()
    )


def test_a_certificate_does_not_end_before_it_begins() -> None:
    member = a_member(role=RoleKind.TECHNICIAN)

    with pytest.raises(IntegrityError, match="ends_after_start"), transaction.atomic():
        certify(
            membership=member, kind=CertificateKind.T, number="T-1", valid_from=LAST,
            valid_until=FIRST,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "belongs"), [(-1, True), (0, False)], ids=["before the end", "at the end"]
)
def test_a_membership_ends_at_its_instant(seconds: int, *, belongs: bool) -> None:
    member = a_member(role=RoleKind.TECHNICIAN)
    Membership.objects.filter(pk=member.pk).update(period=(LONG_AGO, NOW))

    found = queries.members(
        organisation_id=member.organisation_id, role=RoleKind.TECHNICIAN,
        at=NOW + timedelta(seconds=seconds),
    )  # fmt: skip

    assert list(found) == ([member] if belongs else [])


def test_who_signs_in_acts_in_the_role_of_the_account() -> None:
    account = an_account(membership=a_member(role=RoleKind.DISPATCHER))
    membership = account.membership

    by = queries.actor_of(account=account)

    assert (by.name, by.person_id, by.role) == (
        membership.person.name, membership.person_id, "dispatcher",
    )  # fmt: skip
    assert (by.organisation_id, by.jurisdiction_id) == (
        membership.organisation_id, membership.organisation.jurisdiction_id,
    )  # fmt: skip


def test_an_account_is_found_by_login_and_person_while_it_is_active() -> None:
    account = an_account(membership=a_member(role=RoleKind.DISPATCHER))
    person_id = account.membership.person_id
    found = (
        queries.account_named(login=account.login),
        queries.account_of_person(person_id=person_id),
    )
    Account.objects.filter(pk=account.pk).update(is_active=False)

    assert found == (account, account)
    assert queries.account_named(login=account.login) is None
    assert queries.account_of_person(person_id=person_id) is None


def test_an_example_account_of_a_role_may_be_asked_of_one_place() -> None:
    first = an_account(membership=a_member(role=RoleKind.FIRM_OFFICE))
    second = an_account(membership=a_member(role=RoleKind.FIRM_OFFICE))
    role, organisation = RoleKind.FIRM_OFFICE, second.membership.organisation

    assert queries.account_of_role(role=role) == first
    assert queries.account_of_role(role=role, organisation_id=organisation.pk) == second
    assert queries.account_of_role(role=role, jurisdiction_id=organisation.jurisdiction_id) == first
    assert queries.account_of_role(role=role, jurisdiction_id=0) is None


def test_without_a_password_only_the_demos_doors_open_an_account() -> None:
    member = a_member(role=RoleKind.DISPATCHER)
    closed = open_account(membership=member, login="a", password=None)
    opened = open_account(membership=member, login="b", password="eine lange Losung")

    assert (closed.has_usable_password(), opened.check_password("eine lange Losung")) == (
        False, True,
    )  # fmt: skip


def test_organisations_are_listed_by_kind_and_name() -> None:
    second, first = a_firm(name="B"), a_firm(name="A")
    desk = a_dispatch_centre()

    assert list(queries.firms()) == [first, second]
    assert list(queries.desks()) == [desk]


def test_the_same_jurisdiction_is_recorded_once_and_the_city_leads() -> None:
    assert a_jurisdiction() == a_jurisdiction()
    assert [j.code for j in queries.jurisdictions()] == ["310000", "310106"]
    assert Jurisdiction.objects.count() == 2


def test_a_credit_code_belongs_to_one_organisation() -> None:
    def enrolled() -> Organisation:
        return enrol(
            kind=OrganisationKind.FIRM, name="x", name_en="x", jurisdiction=a_jurisdiction(),
            credit_code="91310106MA1FY0XT7K",
        )  # fmt: skip

    enrolled()

    with pytest.raises(IntegrityError, match="one_credit_code_each"), transaction.atomic():
        enrolled()


def test_reading_personal_data_leaves_a_trace() -> None:
    by = an_actor(role=RoleKind.DISPATCHER)

    note_reading(by=by, page="/d/incidents/1", subject="rider 7", now=NOW)

    row = ReadAudit.objects.get()
    assert (row.at, row.reader, row.page, row.subject) == (
        NOW, by.as_json(), "/d/incidents/1", "rider 7",
    )  # fmt: skip
