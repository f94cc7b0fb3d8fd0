"""Who works on a visit, with the certificate that each holds on its day."""

from collections.abc import Collection
from datetime import date, datetime

from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import Crew, Visit
from hoistway.parties.queries import certificates_of, members, people_named
from hoistway.parties.vocabulary import CertificateKind, RoleKind


def strangers(*, people: Collection[int], firm_id: int, at: datetime) -> set[int]:
    """Return which of these people are no technicians of the firm at an instant."""
    rows = members(organisation_id=firm_id, role=RoleKind.TECHNICIAN, at=at)
    return set(people) - set(rows.filter(person_id__in=people).values_list("person_id", flat=True))


def held_on(*, people: Collection[int], day: date) -> dict[int, dict[str, date]]:
    """Return of each person the certificates T in force on a day: number and last day."""
    rows = certificates_of(person_ids=list(people), kind=CertificateKind.T)
    found: dict[int, dict[str, date]] = {}
    for row in rows.filter(valid_from__lte=day, valid_until__gte=day):
        found.setdefault(row.person_id, {})[row.number] = row.valid_until
    return found


def set_crew(*, visit: Visit, people: Collection[int], now: datetime) -> None:
    """Make these people the crew of a visit; who is new joins now, who left is taken off."""
    standing = dict(Crew.objects.filter(visit=visit).values_list("person_id", "pk"))
    gone = [key for person, key in standing.items() if person not in people]
    Crew.objects.filter(pk__in=gone).delete()
    fresh = [person for person in people if person not in standing]
    held = held_on(people=fresh, day=local_day(at=visit.begun_at or now))
    Crew.objects.bulk_create(
        Crew(
            visit=visit, person_id=person, joined_at=now,
            certificate_number=next(iter(held.get(person, {})), ""),
            certificate_until=next(iter(held.get(person, {}).values()), None),
        )
        for person in fresh
    )  # fmt: skip


def withdraw_signatures(*, visit: Visit, now: datetime) -> None:
    """Take back what the crew has signed so far, because the sheet has changed since.

    The operations keep what was signed; the sheet says whose signature went and when.
    """
    signed = Crew.objects.filter(visit=visit, signed_at__isnull=False)
    names = people_named(person_ids=list(signed.values_list("person_id", flat=True)))
    signed.update(signed_at=None, signature="", content_sha256="", key=None)
    visit.sheet.pop("content", None)
    visit.sheet.pop("review", None)
    visit.sheet.setdefault("withdrawn", []).append({"names": names, "at": now.isoformat()})
