"""The file of one elevator."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.dossier.elevator import ElevatorCard, FileLine, card_of, file_lines
from hoistway.dossier.search import elevator_seen
from hoistway.emergency.queries import incidents
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.registry.vocabulary import UseState
from hoistway.telemetry.queries import Heard, alarms, heard
from hoistway.web.desk.rows import Row, shown_rows
from hoistway.web.elevator.listing import DESKS
from hoistway.web.frame import spoken
from hoistway.web.machine.rows import AlarmRow, alarm_rows
from hoistway.web.signing_in import by, signed_in

PAST = 20
"""Rescues and alarms on a file. Chosen: the last ones tell; the lists hold all."""


@dataclass(frozen=True, slots=True)
class NamedLine:
    """One fact of the file in the language of the page."""

    name: str
    value: object
    source: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ElevatorFile:
    """What the file of one elevator shows."""

    elevator: ElevatorCard
    lines: tuple[NamedLine, ...]
    incidents: tuple[Row, ...]
    alarms: tuple[AlarmRow, ...]
    heard: Heard
    may_call: bool


def file_of(*, register_number: str, by: Actor, now: datetime) -> ElevatorFile:
    """Return the file of a visible elevator.

    Raises: NotFound.
    """
    elevator = elevator_seen(by=by, register_number=register_number)
    past = list(incidents(by=by).filter(elevator_id=elevator.pk)[:PAST])
    seen = may(by=by, deed=Deed.SEE_ALARMS)
    raised = list(alarms(by=by, elevator_id=elevator.pk)[:PAST]) if seen else []
    is_unit = by.role == str(RoleKind.USE_UNIT)
    return ElevatorFile(
        elevator=card_of(elevator=elevator),
        lines=tuple(_named(line) for line in file_lines(elevator=elevator)),
        incidents=tuple(shown_rows(incidents=past, role=by.role, now=now)),
        alarms=tuple(alarm_rows(alarms=raised, by=by)),
        heard=heard(elevator_id=elevator.pk, now=now),
        may_call=is_unit and elevator.use_state is not UseState.SCRAPPED,
    )  # fmt: skip


def _named(line: FileLine) -> NamedLine:
    return NamedLine(spoken((line.zh, line.en)), line.value, spoken(line.source), line.at)


@require_safe
@signed_in(*DESKS)
def file(request: HttpRequest, register_number: str) -> HttpResponse:
    """Show the file of one elevator."""
    found = file_of(register_number=register_number, by=by(request), now=clock.now())
    return render(request, "elevator/file.html", {"file": found})
