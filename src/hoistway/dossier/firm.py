"""A maintenance firm's people as its own office sees them."""

from dataclasses import dataclass
from datetime import date, datetime

from hoistway.emergency.queries import live_loads, on_duty_among, positions
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import certified_until, members
from hoistway.parties.vocabulary import CertificateKind, RoleKind


@dataclass(frozen=True, slots=True)
class CrewMember:
    """One technician: on call or not, at how many rescues, last place's age, certificate's end."""

    person_id: int
    name: str
    on_duty: bool
    load: int
    position_at: datetime | None
    certified_until: date | None
    certificate_valid: bool


def crew_of(*, by: Actor, now: datetime) -> list[CrewMember]:
    """Return the technicians of the actor's own firm; five queries for any number."""
    rows = list(members(organisation_id=by.organisation_id, role=RoleKind.TECHNICIAN, at=now))
    ids = [row.person_id for row in rows]
    duty, loads = on_duty_among(person_ids=ids, at=now), live_loads(person_ids=ids)
    places = positions(person_ids=ids)
    certified = certified_until(person_ids=ids, kind=CertificateKind.T)
    today = local_day(at=now)
    crew = [
        CrewMember(
            person_id=row.person_id, name=row.person.name, on_duty=row.person_id in duty,
            load=loads.get(row.person_id, 0),
            position_at=places[row.person_id].at if row.person_id in places else None,
            certified_until=certified.get(row.person_id),
            certificate_valid=certified.get(row.person_id, date.min) >= today,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(crew, key=lambda m: (m.load == 0, not m.on_duty, m.person_id))
