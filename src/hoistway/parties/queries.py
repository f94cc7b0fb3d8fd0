"""Who there is, who may see what, and who acts when somebody is signed in."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.parties.models import (
    Account,
    Certificate,
    Jurisdiction,
    Membership,
    Organisation,
    PartnerUser,
    Person,
)
from hoistway.parties.rules.permissions import Reach, may, reach_of, require
from hoistway.parties.vocabulary import CertificateKind, OrganisationKind, OutsideWay, RoleKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

__all__ = [
    "CertificateEnd", "Reach", "account_named", "account_of_person", "account_of_role",
    "account_outside", "actor_in_role", "actor_of", "certificates_of", "certified_on",
    "certified_until", "desks", "firms", "held_elsewhere", "in_reach", "jurisdictions", "may",
    "members", "membership_of", "names_of", "organisation_known", "organisations",
    "organisations_of", "partner_links", "people_by_key", "people_named", "reach_of", "require",
    "technicians_certified_until",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CertificateEnd:
    """The last day of a technician's longest certificate."""

    person_id: int
    name: str
    organisation_id: int
    last: "date"


def actor_of(*, account: Account) -> Actor:
    """Return who acts when this account is signed in (one query when prefetched)."""
    return actor_in_role(membership=account.membership)


def actor_in_role(*, membership: Membership, program: str = "") -> Actor:
    """Return this person in this role; `program` names what acts in the person's name."""
    return Actor(
        kind=ActorKind.PERSON,
        name=membership.person.name,
        person_id=membership.person_id,
        role=str(membership.role),
        organisation_id=membership.organisation_id,
        jurisdiction_id=membership.organisation.jurisdiction_id,
        program=program,
    )


def in_reach(*, by: Actor, prefix: str = "") -> Q:
    """Return the condition that keeps only elevators this actor may see.

    `prefix` leads from the queried table to the elevator (`"elevator__"`). Every page and every
    endpoint goes through this one function; it is the only place that knows the columns.
    """
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return Q()
    if reach is Reach.JURISDICTION:
        return Q(**{f"{prefix}jurisdiction_id": by.jurisdiction_id})
    if reach is Reach.FIRM:
        return Q(**{f"{prefix}firm_id": by.organisation_id})
    if reach is Reach.USE_UNIT:
        return Q(**{f"{prefix}use_unit_id": by.organisation_id})
    return Q(pk__in=[])


def account_named(*, login: str) -> Account | None:
    """Return the active account with this login name."""
    return (
        Account.objects.filter(login=login, is_active=True)
        .select_related("membership__person", "membership__organisation")
        .first()
    )


def jurisdictions() -> QuerySet[Jurisdiction]:
    """Return all jurisdictions, the city first, then by code."""
    return Jurisdiction.objects.order_by("kind", "code", "pk")


def organisations(*, kind: OrganisationKind) -> QuerySet[Organisation]:
    """Return all organisations of a kind, by name."""
    return Organisation.objects.filter(kind=kind).order_by("name", "pk")


def bureaus_of(*, jurisdiction_ids: "Iterable[int]") -> set[int]:
    """Return the keys of the bureaus that answer for these areas."""
    found = organisations(kind=OrganisationKind.BUREAU)
    return set(found.filter(jurisdiction_id__in=set(jurisdiction_ids)).values_list("pk", flat=True))


def names_of(*, organisation_ids: "Iterable[int]") -> dict[int, tuple[str, str]]:
    """Return the Chinese and English names of organisations by key."""
    rows = Organisation.objects.filter(pk__in=list(organisation_ids)).order_by("pk")
    return {row.pk: (row.name, row.name_en or row.name) for row in rows}


def organisation_known(*, credit_code: str = "", organisation_id: int = 0) -> Organisation | None:
    """Return the organisation with this credit code, or with this key."""
    if organisation_id:
        return Organisation.objects.filter(pk=organisation_id).first()
    found = Organisation.objects.filter(credit_code=credit_code) if credit_code else None
    return found.first() if found is not None else None


def people_named(*, person_ids: "Iterable[int]") -> list[str]:
    """Return the names of these people, by key; for filings, never for public pages."""
    rows = Person.objects.filter(pk__in=list(person_ids)).order_by("pk")
    return list(rows.values_list("name", flat=True))


def phone_of(*, person_id: int) -> str:
    """Return a person's telephone; empty where none is known."""
    found = Person.objects.filter(pk=person_id).values_list("phone", flat=True).first()
    return found or ""


def people_by_key(*, person_ids: "Iterable[int]") -> dict[int, str]:
    """Return the names of these people by their keys; never for public pages."""
    rows = Person.objects.filter(pk__in=list(person_ids)).order_by("pk")
    return dict(rows.values_list("pk", "name"))


def organisations_of(*, organisation_ids: list[int]) -> QuerySet[Organisation]:
    """Return the organisations with these keys, by key."""
    return Organisation.objects.filter(pk__in=organisation_ids).order_by("pk")


def every_organisation() -> QuerySet[Organisation]:
    """Return all organisations with their areas, by key."""
    return Organisation.objects.select_related("jurisdiction").order_by("pk")


def desks() -> QuerySet[Organisation]:
    """Return the dispatch centres."""
    return organisations(kind=OrganisationKind.DISPATCH_CENTRE)


def firms() -> QuerySet[Organisation]:
    """Return all maintenance firms, by name."""
    return organisations(kind=OrganisationKind.FIRM)


def members(*, organisation_id: int, role: RoleKind, at: "datetime") -> QuerySet[Membership]:
    """Return who holds a role in an organisation at an instant."""
    return (
        Membership.objects.filter(organisation_id=organisation_id, role=role, period__contains=at)
        .select_related("person", "organisation")
        .order_by("pk")
    )


def membership_of(*, by: Actor, at: "datetime") -> Membership | None:
    """Return by which membership a person acts in the present role, None where none is held."""
    held = members(
        organisation_id=by.organisation_id, role=RoleKind(by.role), at=at
    ) if by.role else None  # fmt: skip
    return held.filter(person_id=by.person_id).first() if held is not None else None


def holding(
    *, person_ids: "Collection[int]", role: RoleKind, at: "datetime"
) -> set[tuple[int, int]]:
    """Return which of these people hold a role at an instant: pairs organisation and person."""
    rows = Membership.objects.filter(
        person_id__in=set(person_ids), role=role, period__contains=at
    )  # fmt: skip
    return set(rows.values_list("organisation_id", "person_id"))


def certified_on(*, person_ids: list[int], kind: CertificateKind, on: "date") -> set[int]:
    """Return which of these people hold a certificate of the kind in force on that day."""
    held = Certificate.objects.filter(
        person_id__in=person_ids, kind=kind, valid_from__lte=on, valid_until__gte=on
    )
    return set(held.values_list("person_id", flat=True))


def account_of_person(*, person_id: int) -> Account | None:
    """Return the account of a person."""
    found = Account.objects.filter(membership__person_id=person_id, is_active=True)
    return found.select_related("membership__person", "membership__organisation").first()


def account_of_role(
    *, role: RoleKind, organisation_id: int | None = None, jurisdiction_id: int | None = None
) -> Account | None:
    """Return an example account of a role, in an organisation or a jurisdiction if one is given."""
    found = Account.objects.filter(membership__role=role, is_active=True)
    if organisation_id is not None:
        found = found.filter(membership__organisation_id=organisation_id)
    if jurisdiction_id is not None:
        found = found.filter(membership__organisation__jurisdiction_id=jurisdiction_id)
    found = found.select_related("membership__person", "membership__organisation")
    return found.order_by("pk").first()


def certified_until(*, person_ids: list[int], kind: CertificateKind) -> "dict[int, date]":
    """Return the last day of the longest certificate of a kind of each of these people."""
    held = Certificate.objects.filter(person_id__in=person_ids, kind=kind)
    return dict(held.values_list("person_id").annotate(last=Max("valid_until")).order_by())


def partner_links(*, by: Actor) -> QuerySet[PartnerUser]:
    """Return the partners' apps from which this person comes in, the newest first."""
    own = PartnerUser.objects.filter(account__membership__person_id=by.person_id, ended_at=None)
    return own.order_by("-confirmed_at", "-pk")


def account_outside(*, way: OutsideWay, program: str, subject: str) -> Account | None:
    """Return whose account somebody is who signs in elsewhere, None while nobody has said so."""
    links = PartnerUser.objects.filter(way=way, program=program, subject=subject, ended_at=None)
    related = "account__membership__person", "account__membership__organisation__jurisdiction"
    link = links.select_related(*related).first()
    return link.account if link else None


def held_elsewhere(*, numbers: list[str], firm_id: int, at: "datetime") -> list[str]:
    """Return which certificates T belong to technicians of other firms at an instant, sorted."""
    others = Membership.objects.filter(role=RoleKind.TECHNICIAN, period__contains=at).exclude(
        organisation_id=firm_id
    )
    own = Membership.objects.filter(
        role=RoleKind.TECHNICIAN, period__contains=at, organisation_id=firm_id
    )
    held = Certificate.objects.filter(kind=CertificateKind.T, number__in=numbers)
    held = held.filter(person_id__in=others.values("person_id"))
    held = held.exclude(person_id__in=own.values("person_id"))
    return list(held.order_by("number").values_list("number", flat=True))


def certificates_of(*, person_ids: list[int], kind: CertificateKind) -> QuerySet[Certificate]:
    """Return the certificates of a kind of these people, of each the longest first."""
    held = Certificate.objects.filter(person_id__in=person_ids, kind=kind)
    return held.order_by("person_id", "-valid_until", "pk")


def technicians_certified_until(
    *, firms: Q, before: "date", at: "datetime"
) -> "list[CertificateEnd]":
    """Return technicians whose last certificate T ends before a day, the first to end first.

    `firms` is a condition on organisations.
    """
    last = (
        Certificate.objects.filter(person_id=OuterRef("person_id"), kind=CertificateKind.T)
        .order_by("-valid_until")
        .values("valid_until")[:1]
    )
    found = Membership.objects.filter(
        role=RoleKind.TECHNICIAN, period__contains=at,
        organisation__in=Organisation.objects.filter(firms),
    )  # fmt: skip
    found = found.annotate(last=Subquery(last)).filter(last__lt=before)
    rows = found.values_list("person_id", "person__name", "organisation_id", "last")
    return [CertificateEnd(*row) for row in rows.order_by("last", "pk")]
