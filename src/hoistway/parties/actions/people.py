"""Record organisations, people, certificates and accounts, and who read about them."""

from datetime import date, datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.parties.models import (
    Account,
    Certificate,
    Jurisdiction,
    Membership,
    Organisation,
    Person,
    ReadAudit,
)
from hoistway.parties.vocabulary import (
    CertificateKind,
    OrganisationKind,
    RoleKind,
)


def enrol(
    *, kind: OrganisationKind, name: str, name_en: str, jurisdiction: Jurisdiction,
    credit_code: str = "", phone: str = "",
) -> Organisation:  # fmt: skip
    """Record an organisation."""
    return Organisation.objects.create(
        kind=kind, name=name, name_en=name_en, jurisdiction=jurisdiction,
        credit_code=credit_code, phone=phone,
    )  # fmt: skip


@transaction.atomic
def appoint(
    *, name: str, phone: str, organisation: Organisation, role: RoleKind, since: datetime
) -> Membership:
    """Record a person in a role of an organisation, from an instant on."""
    person = Person.objects.create(name=name, phone=phone)
    return Membership.objects.create(
        person=person, organisation=organisation, role=role, period=(since, None)
    )


def certify(
    *, membership: Membership, kind: CertificateKind, number: str, valid_from: date,
    valid_until: date,
) -> Certificate:  # fmt: skip
    """Record a person's certificate with its period, both days included."""
    return Certificate.objects.create(
        person_id=membership.person_id, kind=kind, number=number,
        valid_from=valid_from, valid_until=valid_until,
    )  # fmt: skip


def open_account(*, membership: Membership, login: str, password: str | None) -> Account:
    """Give a member a way to sign in; without a password only the demo's doors open it."""
    account = Account(login=login, membership=membership)
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(password)
    account.save()
    return account


def note_reading(*, by: Actor, page: str, subject: str, now: datetime) -> None:
    """Keep who read whose personal data, on which page."""
    ReadAudit.objects.create(at=now, reader=by.as_json(), page=page, subject=subject)
