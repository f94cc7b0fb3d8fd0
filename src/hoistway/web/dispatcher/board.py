"""The board: every open rescue with its timers, calls that wait for a place, and the forces."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hoistway.emergency.queries import forces_on_duty, open_incidents_seen
from hoistway.emergency.vocabulary import IncidentState, RescueLevel
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.riders.models import UnplacedCall
from hoistway.riders.queries import unplaced_calls
from hoistway.web.desk.ground import map_of
from hoistway.web.desk.rows import Row, shown_rows
from hoistway.web.desk.shapes import Number, or_failed
from hoistway.web.live import signed_in_stream
from hoistway.web.signing_in import by, signed_in

DISPATCHER = RoleKind.DISPATCHER

MOST_ROWS = 200
"""Open rescues drawn at once. Chosen: a power cut in a district; the count names the rest."""


@dataclass(frozen=True, slots=True)
class LevelLoad:
    """How many of a level are on call, and how many of these are free."""

    level: RescueLevel
    on_duty: int
    free: int


@dataclass(frozen=True, slots=True)
class Board:
    """What the board shows at an instant."""

    numbers: tuple[Number, ...]
    unplaced: tuple[UnplacedCall, ...]
    rows: tuple[Row, ...]
    more: int
    levels: tuple[LevelLoad, ...]
    map_svg: SafeString
    failed: bool
    say: str


def board_of(*, by: Actor, now: datetime) -> Board:
    """Return the board for a dispatcher; a constant number of queries.

    Whoever nobody has accepted yet stands first, then who waits beyond the limit, then the rest,
    each by the length of the wait.
    """
    unplaced = tuple(unplaced_calls(by=by)[:MOST_ROWS])
    found = or_failed(lambda: list(open_incidents_seen(by=by)[: MOST_ROWS + 1]))
    incidents = (found or [])[:MOST_ROWS]
    rows = shown_rows(incidents=incidents, role=by.role, now=now)
    rows.sort(key=lambda row: (row.state is not IncidentState.OPEN, not row.late))
    total = len(found or [])
    if total > MOST_ROWS:
        total = open_incidents_seen(by=by).count()
    return Board(
        numbers=_numbers(rows, len(unplaced), total), unplaced=unplaced, rows=tuple(rows),
        more=total - len(rows), levels=_levels(now), map_svg=map_of(rows=rows, by=by),
        failed=found is None, say=_say(rows, len(unplaced)),
    )  # fmt: skip


def _numbers(rows: list[Row], unplaced: int, total: int) -> tuple[Number, ...]:
    waiting = sum(row.state is IncidentState.OPEN for row in rows)
    late = sum(row.late for row in rows)
    return (
        Number(label=_("进行中"), value=total, tone="active" if total else "quiet"),
        Number(label=_("无人接单"), value=waiting, tone="help" if waiting else "quiet"),
        Number(label=_("超过到场时限"), value=late, tone="caution" if late else "quiet"),
        Number(label=_("待定位求助"), value=unplaced, tone="help" if unplaced else "quiet"),
    )


def _levels(now: datetime) -> tuple[LevelLoad, ...]:
    forces = forces_on_duty(now=now)
    return (
        LevelLoad(RescueLevel.FIRM, forces.firm, forces.firm_free),
        LevelLoad(RescueLevel.STATION, forces.station, forces.station_free),
    )


def _say(rows: list[Row], unplaced: int) -> str:
    said = ngettext("%(n)s 起事件进行中", "%(n)s 起事件进行中", len(rows)) % {"n": len(rows)}
    if unplaced:
        said += "；" + _("%(n)s 个求助等待定位") % {"n": unplaced}
    return said


@require_safe
@signed_in(DISPATCHER)
def board(request: HttpRequest) -> HttpResponse:
    """Show the board."""
    facts = {"board": board_of(by=by(request), now=clock.now())}
    return render(request, "dispatcher/board.html", facts)


@require_safe
@signed_in(DISPATCHER)
def board_live(request: HttpRequest) -> HttpResponse:
    """Give the living part of the board alone."""
    facts = {"board": board_of(by=by(request), now=clock.now())}
    return render(request, "dispatcher/_board_live.html", facts)


async def board_events(request: HttpRequest) -> HttpResponseBase:
    """Stream a sign whenever any rescue changes."""
    return await signed_in_stream(request, DISPATCHER, topics=lambda actor: ["board"])
