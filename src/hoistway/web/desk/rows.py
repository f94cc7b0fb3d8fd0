"""Rescues in lists, in the language of the page, each with the way to its room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from hoistway.dossier.board import BoardRow, board_rows
from hoistway.dossier.elevator import ElevatorCard
from hoistway.emergency.models import Incident
from hoistway.emergency.vocabulary import (
    IncidentKind,
    IncidentSource,
    IncidentState,
    RescueLevel,
)
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.frame import spoken

_ROOMS = {
    RoleKind.DISPATCHER: "dispatcher-incident",
    RoleKind.DISTRICT_REGULATOR: "regulator-incident",
    RoleKind.CITY_REGULATOR: "regulator-incident",
    RoleKind.FIRM_OFFICE: "firm-incident",
    RoleKind.USE_UNIT: "use-unit-incident",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One rescue in a list."""

    number: str
    url: str
    kind: IncidentKind
    state: IncidentState
    level: RescueLevel
    elevator: ElevatorCard
    opened_at: datetime
    people: int | None
    source: IncidentSource | None
    doing: str
    next_text: str
    next_at: datetime | None
    arrive_by: datetime | None
    late: bool
    suspicious: bool
    arrival_seconds: float | None


def room_url(*, role: str, number: str) -> str:
    """Return where this role reads a rescue."""
    room = next((name for kind, name in _ROOMS.items() if str(kind) == role), "regulator-incident")
    return reverse(room, args=[number])


def shown_rows(*, incidents: Iterable[Incident], role: str, now: datetime) -> list[Row]:
    """Return the lines of rescues for a role; a constant number of queries."""
    return [_row(row, role) for row in board_rows(incidents=incidents, now=now)]


def _row(row: BoardRow, role: str) -> Row:
    return Row(
        number=row.number, url=room_url(role=role, number=row.number), kind=row.kind,
        state=row.state, level=row.level, elevator=row.elevator, opened_at=row.opened_at,
        people=row.people, source=row.source, doing=spoken(row.doing),
        next_text=spoken(row.next_words), next_at=row.next_at, arrive_by=row.arrive_by,
        late=row.late, suspicious=row.suspicious, arrival_seconds=row.arrival_seconds,
    )  # fmt: skip
