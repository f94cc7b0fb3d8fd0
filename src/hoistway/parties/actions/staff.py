"""The technicians of a firm as its filing names them, known by their certificates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from hoistway.foundation.actors import Actor
from hoistway.foundation.history import recorded
from hoistway.parties.actions.people import appoint, certify
from hoistway.parties.models import Certificate, Membership, Organisation
from hoistway.parties.vocabulary import CertificateKind, RoleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Technician:
    """A technician with name, telephone and certificate T; both days are included."""

    name: str
    phone: str
    number: str
    since: date
    last: date


@transaction.atomic
def employ(
    *, firm: Organisation, staff: Sequence[Technician], now: datetime, by: Actor, reason: str
) -> list[int]:
    """Bring a firm's technicians to what is said of them; return their keys in the same order.

    Somebody is known by the number of the certificate; who is new is appointed. Nobody leaves.
    """
    held = {
        row.number: row
        for row in Certificate.objects.filter(
            kind=CertificateKind.T, number__in=[one.number for one in staff]
        ).select_related("person")
    }
    members = {
        row.person_id: row
        for row in Membership.objects.filter(
            organisation=firm, role=RoleKind.TECHNICIAN, period__contains=now
        )
    }
    with recorded(by=by, reason=reason):
        return [_employed(one, held.get(one.number), members, firm, now) for one in staff]


def _employed(
    one: Technician, known: Certificate | None, members: dict[int, Membership],
    firm: Organisation, now: datetime,
) -> int:  # fmt: skip
    if known is None:
        member = appoint(
            name=one.name, phone=one.phone, organisation=firm, role=RoleKind.TECHNICIAN, since=now
        )
        certify(
            membership=member, kind=CertificateKind.T, number=one.number, valid_from=one.since,
            valid_until=one.last,
        )  # fmt: skip
        return int(member.person_id)
    if known.person_id not in members:
        Membership.objects.create(
            person_id=known.person_id, organisation=firm, role=RoleKind.TECHNICIAN,
            period=(now, None),
        )  # fmt: skip
    person = known.person
    if (person.name, person.phone) != (one.name, one.phone):
        person.name, person.phone = one.name, one.phone
        person.save(update_fields=["name", "phone"])
    if (known.valid_from, known.valid_until) != (one.since, one.last):
        known.valid_from, known.valid_until = one.since, one.last
        known.save(update_fields=["valid_from", "valid_until"])
    return int(known.person_id)


@transaction.atomic
def let_go(
    *, firm: Organisation, numbers: Sequence[str], now: datetime, by: Actor, reason: str
) -> list[int]:
    """End the roles of a firm's technicians with these certificates; return who left."""
    people = Certificate.objects.filter(kind=CertificateKind.T, number__in=numbers)
    rows = Membership.objects.filter(
        organisation=firm, role=RoleKind.TECHNICIAN, period__contains=now,
        person_id__in=people.values("person_id"),
    )  # fmt: skip
    left = []
    with recorded(by=by, reason=reason):
        for row in rows.order_by("pk"):
            row.period = DateTimeTZRange(row.period.lower, now)
            row.save(update_fields=["period"])
            left.append(int(row.person_id))
    return left
