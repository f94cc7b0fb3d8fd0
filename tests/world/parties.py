"""Builders of the people and organisations that a test needs; each call makes a new one."""

from datetime import UTC, datetime, timedelta
from itertools import count

from django.test import Client

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.actions import appoint, certify, enrol, found_jurisdiction, open_account
from hoistway.parties.models import Account, Jurisdiction, Membership, Organisation
from hoistway.parties.queries import actor_of
from hoistway.parties.vocabulary import (
    CertificateKind,
    JurisdictionKind,
    OrganisationKind,
    RoleKind,
)

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
"""Noon in Shanghai on a Sunday; outside the hours of dense traffic."""

LONG_AGO = NOW - timedelta(days=400)

_numbers = count(1)


def fresh_number() -> int:
    """Return a number that no other thing of this test process has."""
    return next(_numbers)


def a_jurisdiction(*, code: str = "310106", name: str = "静安区") -> Jurisdiction:
    """Return a district; the same code is the same district."""
    city = found_jurisdiction(
        code="310000", kind=JurisdictionKind.CITY, name_zh="上海市", name_en="Shanghai", city=None
    )
    if code == "310000":
        return city
    return found_jurisdiction(
        code=code, kind=JurisdictionKind.DISTRICT, name_zh=name, name_en=f"District {code}",
        city=city,
    )  # fmt: skip


def an_organisation(
    *, kind: OrganisationKind, name: str = "", jurisdiction: Jurisdiction | None = None
) -> Organisation:
    """Return an organisation of a kind, in 静安区 unless told otherwise."""
    number = fresh_number()
    return enrol(
        kind=kind, name=name or f"{kind.zh}{number}", name_en=f"{kind.en} {number}",
        jurisdiction=jurisdiction or a_jurisdiction(), phone=f"130-DEMO-{number:04d}",
    )  # fmt: skip


def a_firm(*, name: str = "", jurisdiction: Jurisdiction | None = None) -> Organisation:
    """Return a maintenance firm."""
    return an_organisation(kind=OrganisationKind.FIRM, name=name, jurisdiction=jurisdiction)


def a_use_unit(*, name: str = "", jurisdiction: Jurisdiction | None = None) -> Organisation:
    """Return a use unit."""
    return an_organisation(kind=OrganisationKind.USE_UNIT, name=name, jurisdiction=jurisdiction)


def a_bureau(*, jurisdiction: Jurisdiction | None = None) -> Organisation:
    """Return a bureau of market regulation."""
    return an_organisation(kind=OrganisationKind.BUREAU, jurisdiction=jurisdiction)


def a_dispatch_centre() -> Organisation:
    """Return a dispatch centre of the city."""
    city = a_jurisdiction(code="310000")
    return an_organisation(kind=OrganisationKind.DISPATCH_CENTRE, jurisdiction=city)


def an_inspection_body() -> Organisation:
    """Return an inspection body of the city."""
    city = a_jurisdiction(code="310000")
    return an_organisation(kind=OrganisationKind.INSPECTION_BODY, jurisdiction=city)


def an_insurer() -> Organisation:
    """Return an insurer of the city."""
    city = a_jurisdiction(code="310000")
    return an_organisation(kind=OrganisationKind.INSURER, jurisdiction=city)


def a_member(*, role: RoleKind, organisation: Organisation | None = None) -> Membership:
    """Return a person in a role, of a fitting new organisation unless one is given."""
    number = fresh_number()
    return appoint(
        name=f"人员{number}", phone=f"138-DEMO-{number:04d}", role=role, since=LONG_AGO,
        organisation=organisation or _organisation_for(role),
    )  # fmt: skip


def _organisation_for(role: RoleKind) -> Organisation:
    if role in {RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE}:
        return a_firm()
    if role is RoleKind.USE_UNIT:
        return a_use_unit()
    if role is RoleKind.DISPATCHER:
        return a_dispatch_centre()
    if role is RoleKind.INSPECTOR:
        return an_inspection_body()
    if role is RoleKind.INSURER:
        return an_insurer()
    city = role is RoleKind.CITY_REGULATOR
    return a_bureau(jurisdiction=a_jurisdiction(code="310000") if city else None)


def a_technician(*, firm: Organisation | None = None, certified: bool = True) -> Membership:
    """Return a technician of a firm; duty and place are given by `world.emergency.on_call`."""
    member = a_member(role=RoleKind.TECHNICIAN, organisation=firm)
    today = local_day(at=NOW)
    if certified:
        certify(
            membership=member, kind=CertificateKind.T, number=f"T-{fresh_number():06d}",
            valid_from=today - timedelta(days=365), valid_until=today + timedelta(days=3650),
        )  # fmt: skip
    return member


def an_account(*, membership: Membership, password: str | None = None) -> Account:
    """Return the account of a member."""
    login = f"login-{fresh_number()}"
    return open_account(membership=membership, login=login, password=password)


def an_actor(*, role: RoleKind, organisation: Organisation | None = None) -> Actor:
    """Return a person who acts in a role."""
    return actor_of(account=an_account(membership=a_member(role=role, organisation=organisation)))


def client_of(*, membership: Membership) -> Client:
    """Return a browser in which this member is signed in."""
    client = Client()
    account = an_account(membership=membership)
    client.force_login(account, backend="hoistway.web.signing_in.AccountBackend")
    return client


def signed_in_client(*, role: RoleKind, organisation: Organisation | None = None) -> Client:
    """Return a browser in which somebody is signed in with this role."""
    return client_of(membership=a_member(role=role, organisation=organisation))
