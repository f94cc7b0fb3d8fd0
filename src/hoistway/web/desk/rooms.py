"""The three addresses of a rescue's room that every desk has: page, living part, events."""

from collections.abc import Callable, Coroutine

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.dossier.search import incident_seen
from hoistway.foundation import clock
from hoistway.parties.actions import note_reading
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.room import Room, room_of
from hoistway.web.live import signed_in_stream
from hoistway.web.signing_in import by, signed_in

Page = Callable[[HttpRequest, str], HttpResponseBase]
Stream = Callable[[HttpRequest, str], Coroutine[object, object, HttpResponseBase]]


def read_room(request: HttpRequest, number: str, *, is_page: bool) -> Room:
    """Return the room for the signed-in reader and keep that a telephone number was shown.

    The living part refreshes itself; it is kept once a session, each opening of the page anew.
    Raises: NotFound.
    """
    room = room_of(number=number, by=by(request), now=clock.now())
    mark = f"read.{room.number}"
    if room.caller_phone and (is_page or mark not in request.session):
        request.session[mark] = True
        note_reading(
            by=by(request), page=request.path, subject=f"incident {room.number} caller",
            now=clock.now(),
        )  # fmt: skip
    return room


def room_views(*, roles: tuple[RoleKind, ...], page: str, live: str) -> tuple[Page, Page, Stream]:
    """Return the read-only views of a room for these roles: page, living part, events."""

    @require_safe
    @signed_in(*roles)
    def incident(request: HttpRequest, number: str) -> HttpResponse:
        return render(request, page, {"incident": read_room(request, number, is_page=True)})

    @require_safe
    @signed_in(*roles)
    def incident_live(request: HttpRequest, number: str) -> HttpResponse:
        return render(request, live, {"incident": read_room(request, number, is_page=False)})

    return incident, incident_live, room_events(*roles)


def room_events(*roles: RoleKind) -> Stream:
    """Return the view that streams a sign whenever a visible rescue changes."""

    async def incident_events(request: HttpRequest, number: str) -> HttpResponseBase:
        return await signed_in_stream(
            request, *roles,
            topics=lambda actor: [f"incident.{incident_seen(by=actor, number=number).pk}"],
        )  # fmt: skip

    return incident_events
