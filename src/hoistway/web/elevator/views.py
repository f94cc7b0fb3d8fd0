"""The register: search, page, export, and the file of one elevator."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.elevator import ElevatorCard, FileLine, card_of, cards_of, file_lines
from hoistway.dossier.search import elevator_seen, found_elevators
from hoistway.emergency.queries import incidents
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.registry.queries import fitting, loaded
from hoistway.registry.vocabulary import UseState
from hoistway.telemetry.queries import Heard, alarms, heard
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.filters import ElevatorFilter
from hoistway.web.desk.rows import Row, shown_rows
from hoistway.web.desk.shapes import exports, or_failed, turn_asked, turning
from hoistway.web.frame import spoken
from hoistway.web.machine.rows import AlarmRow, alarm_rows
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.registry.models import SearchEntry

DESKS = (
    RoleKind.DISPATCHER, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
    RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT,
)  # fmt: skip
CHUNK = 500
PAST = 20
"""Rescues and alarms on a file. Chosen: the last ones tell; the lists hold all."""


@require_safe
@signed_in(*DESKS)
def elevators(request: HttpRequest) -> HttpResponseBase:
    """Show the elevators that fit the filter, or give them as a file."""
    form = ElevatorFilter(request.GET, by=by(request))
    actor, search, turn = by(request), form.search(), turn_asked(request)
    file = handed_out(request, _sheet(fitting(by=actor, search=search)))
    if file is not None:
        return file
    found = or_failed(
        lambda: found_elevators(by=actor, search=search, keys=settings.PLATE_KEYS, turn=turn)
    )
    facts = {
        "filter": form, "elevators": cards_of(elevators=found.elevators) if found else [],
        "pages": turning(request, found) if found else None,
        "exports": exports(request), "failed": found is None,
    }  # fmt: skip
    return render(request, "elevator/list.html", facts)


def _sheet(wanted: QuerySet["SearchEntry"]) -> Sheet:
    head = [
        _("注册代码"), _("救援识别码"), _("名称"), _("种类"), _("状态"), _("场所"), _("地址"),
        _("小区"), _("辖区"), _("维保单位"), _("使用单位"), _("经度 WGS-84"), _("纬度 WGS-84"),
    ]  # fmt: skip
    return Sheet(name="elevators", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet["SearchEntry"]) -> Iterator[Sequence[Cell]]:
    """Give the rows by chunks, so that any number of elevators needs little memory."""
    ids = wanted.values_list("elevator_id", flat=True).iterator(chunk_size=CHUNK)
    while chunk := list(islice(ids, CHUNK)):
        yield from map(_line, cards_of(elevators=loaded(ids=chunk)))


def _line(card: ElevatorCard) -> Sequence[Cell]:
    return (
        card.register_number, card.rescue_number, card.name, card.kind, card.state,
        card.place_kind, card.address, card.estate, card.jurisdiction, card.firm,
        card.use_unit, card.longitude, card.latitude,
    )  # fmt: skip


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
