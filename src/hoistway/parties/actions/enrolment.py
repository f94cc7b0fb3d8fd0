"""Keep what an enrolment file says: new rows are made, differing ones changed, no row is lost."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.history import recorded
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.actions.accounts import random_password
from hoistway.parties.actions.people import appoint, certify, enrol, open_account
from hoistway.parties.models import Account, Certificate, Jurisdiction, Membership, Organisation
from hoistway.parties.rules.enrolment import (
    SEAT,
    CertificateDraft,
    JurisdictionDraft,
    OrganisationDraft,
    PersonDraft,
)
from hoistway.parties.rules.entry import Finding
from hoistway.parties.vocabulary import (
    EntryChange,
    EntryFault,
    JurisdictionKind,
    OrganisationKind,
    RoleKind,
)


class BadEntry(Refusal):
    """Raised when an entry does not fit what is enrolled already."""

    code = "bad_entry"
    zh = "{reasons}"
    en = "{reasons}"
    status = 422

    def __init__(self, *findings: Finding) -> None:
        super().__init__(reasons="; ".join(finding.reason() for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """What came of a person: the role, what changed, and the password of a new account."""

    change: EntryChange
    membership: Membership
    account_opened: bool = False
    password: str = ""


def _require_platform(by: Actor) -> None:
    if by.kind is not ActorKind.SYSTEM:
        raise NotAllowed


def _brought_up_to_date(row: models.Model, by: Actor, **said: object) -> EntryChange:
    """Change what is said differently; a blank says nothing."""
    news = {k: v for k, v in said.items() if v not in (None, "") and getattr(row, k) != v}
    for name, value in news.items():
        setattr(row, name, value)
    if news:
        with recorded(by=by, reason="enrolment file"):
            row.save(update_fields=[*news])
    return EntryChange.CHANGED if news else EntryChange.UNCHANGED


@transaction.atomic
def keep_jurisdiction(*, draft: JurisdictionDraft, by: Actor) -> EntryChange:
    """Found a jurisdiction or rename it; its code is its identity. Raises: BadEntry, NotAllowed."""
    _require_platform(by)
    city = _area(draft.city, "city") if draft.city else None
    row = Jurisdiction.objects.filter(code=draft.code).first()
    if row is not None:
        said = {"kind": draft.kind, "name_zh": draft.name, "name_en": draft.name_en}
        return _brought_up_to_date(row, by, **said, city=city)
    Jurisdiction.objects.create(
        code=draft.code, kind=draft.kind, name_zh=draft.name, name_en=draft.name_en, city=city
    )
    return EntryChange.NEW


def _area(code: str, field: str) -> Jurisdiction:
    area = Jurisdiction.objects.filter(code=code).first()
    if area is None:
        raise BadEntry(Finding(EntryFault.NOT_ENROLLED, field, code))
    return area


@transaction.atomic
def keep_organisation(*, draft: OrganisationDraft, by: Actor) -> EntryChange:
    """Enrol an organisation or change it; known by its credit code, else by kind and name.

    Raises: BadEntry, NotAllowed.
    """
    _require_platform(by)
    area = _area(draft.jurisdiction, "jurisdiction")
    row = None
    if draft.credit_code:
        row = Organisation.objects.filter(credit_code=draft.credit_code).first()
    if row is None:
        alike = Organisation.objects.filter(kind=draft.kind, name=draft.name).order_by("pk")
        row = (alike.filter(credit_code="") if draft.credit_code else alike).first()
    if row is None:
        enrol(
            kind=draft.kind, name=draft.name, name_en=draft.name_en, jurisdiction=area,
            credit_code=draft.credit_code, phone=draft.phone,
        )  # fmt: skip
        return EntryChange.NEW
    if row.kind is not draft.kind:
        detail = f"{row.name} is enrolled as {row.kind}"
        raise BadEntry(Finding(EntryFault.WRONG_KIND, "kind", str(draft.kind), detail))
    return _brought_up_to_date(
        row, by, name=draft.name, name_en=draft.name_en, credit_code=draft.credit_code,
        jurisdiction=area, phone=draft.phone,
    )  # fmt: skip


def organisation_named(
    *, words: str, field: str = "organisation", kind: OrganisationKind | None = None
) -> Organisation:
    """Return the organisation with this credit code or name, of a kind if one is asked for.

    Raises: BadEntry.
    """
    found = list(Organisation.objects.filter(credit_code="".join(words.upper().split())))
    found = found or list(Organisation.objects.filter(name=words).order_by("pk"))
    fitting = [row for row in found if kind is None or row.kind is kind]
    if not found:
        raise BadEntry(Finding(EntryFault.NOT_ENROLLED, field, words))
    if not fitting:
        detail = f"a {kind} is wanted"
        raise BadEntry(Finding(EntryFault.WRONG_KIND, field, words, detail))
    if len(fitting) > 1:
        raise BadEntry(Finding(EntryFault.AMBIGUOUS, field, words, "give the credit code"))
    return fitting[0]


@transaction.atomic
def keep_person(
    *, draft: PersonDraft, now: datetime, by: Actor, with_password: bool = True
) -> Enrolled:
    """Enrol a person with role, certificates and account, or change what differs.

    Known by the login, else by name and role in the organisation. A password is made for a new
    account only, none without `with_password`. Raises: BadEntry, NotAllowed.
    """
    _require_platform(by)
    organisation = organisation_named(words=draft.organisation, kind=SEAT[draft.role])
    city_wide = organisation.jurisdiction.kind is JurisdictionKind.CITY
    if draft.role is RoleKind.CITY_REGULATOR and not city_wide:
        detail = "its jurisdiction is no city"
        raise BadEntry(Finding(EntryFault.WRONG_KIND, "organisation", organisation.name, detail))
    member = _member(draft, organisation)
    change = EntryChange.UNCHANGED
    if member is None:
        change = EntryChange.NEW
        member = appoint(
            name=draft.name, phone=draft.phone, organisation=organisation, role=draft.role,
            since=draft.since or now,
        )  # fmt: skip
    changes = {_brought_up_to_date(member.person, by, name=draft.name, phone=draft.phone)}
    changes |= {_keep_certificate(member, held, by) for held in draft.certificates}
    password = ""
    fresh = bool(draft.login) and not Account.objects.filter(login=draft.login).exists()
    if fresh:
        password = random_password() if with_password else ""
        open_account(membership=member, login=draft.login, password=password or None)
        changes.add(EntryChange.NEW)
    if change is EntryChange.UNCHANGED and changes != {EntryChange.UNCHANGED}:
        change = EntryChange.CHANGED
    return Enrolled(change=change, membership=member, account_opened=fresh, password=password)


def _member(draft: PersonDraft, organisation: Organisation) -> Membership | None:
    """Return the open role that the draft means, None where it is new."""
    account = (
        Account.objects.filter(login=draft.login).select_related("membership__person").first()
        if draft.login
        else None
    )
    if account is not None:
        held = account.membership
        if not account.is_active:
            raise BadEntry(Finding(EntryFault.CLOSED, "login", draft.login))
        if (held.organisation_id, held.role) != (organisation.pk, draft.role):
            detail = f"{held.person.name}, {held.role}; close that account first"
            raise BadEntry(Finding(EntryFault.TAKEN, "login", draft.login, detail))
        return held
    alike = Membership.objects.filter(
        organisation=organisation, role=draft.role, person__name=draft.name,
        period__endswith__isnull=True,
    )  # fmt: skip
    taken = set(
        Account.objects.filter(membership__in=alike, is_active=True).values_list(
            "membership_id", flat=True
        )
    )
    rows = [
        row
        for row in alike.select_related("person").order_by("pk")
        if not (draft.login and row.pk in taken)
    ]
    if len(rows) > 1:
        raise BadEntry(Finding(EntryFault.AMBIGUOUS, "name", draft.name, "give a login"))
    return rows[0] if rows else None


def _keep_certificate(member: Membership, draft: CertificateDraft, by: Actor) -> EntryChange:
    row = Certificate.objects.filter(kind=draft.kind, number=draft.number).first()
    if row is None:
        certify(
            membership=member, kind=draft.kind, number=draft.number, valid_from=draft.since,
            valid_until=draft.until,
        )  # fmt: skip
        return EntryChange.NEW
    if row.person_id != member.person_id:
        raise BadEntry(Finding(EntryFault.TAKEN, "certificates.number", draft.number))
    return _brought_up_to_date(row, by, valid_from=draft.since, valid_until=draft.until)
