"""The incident room: read it, and command over the head of the automatic dispatch."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.emergency.actions import (
    call_false_alarm,
    call_technician,
    close_incident,
    escalate,
    free_passengers,
)
from hoistway.emergency.actions import note as keep_note
from hoistway.emergency.vocabulary import Cause, IncidentState, RescueLevel
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.web.desk.room import Room
from hoistway.web.desk.rooms import read_room, room_events
from hoistway.web.desk.shapes import chosen
from hoistway.web.dispatcher.board import DISPATCHER
from hoistway.web.dispatcher.forms import CloseForm, FreedForm, NoteForm, ReasonForm
from hoistway.web.signing_in import by, signed_in


def deeds_for(room: Room) -> tuple[str, ...]:
    """Return what the desk may do now."""
    deeds = ["note"]
    if room.ended_at is None:
        deeds = ["take_over", "note", "false_alarm"]
        if room.state in {IncidentState.OPEN, IncidentState.ACCEPTED}:
            deeds.append("call_next")
        if room.next_level:
            deeds.append("level_up")
        deeds.append("free")
    if room.state is IncidentState.FREED:
        deeds.append("close")
    return tuple(deeds)


def _facts(request: HttpRequest, number: str, *, is_page: bool) -> dict[str, object]:
    room = read_room(request, number, is_page=is_page)
    return {"incident": room, "deeds": deeds_for(room)}


@require_safe
@signed_in(DISPATCHER)
def incident(request: HttpRequest, number: str) -> HttpResponse:
    """Show the room."""
    return render(request, "dispatcher/incident.html", _facts(request, number, is_page=True))


@require_safe
@signed_in(DISPATCHER)
def incident_live(request: HttpRequest, number: str) -> HttpResponse:
    """Give the living part of the room alone."""
    facts = _facts(request, number, is_page=False)
    return render(request, "dispatcher/_incident_live.html", facts)


incident_events = room_events(DISPATCHER)


def _refused(request: HttpRequest, number: str, sentence: str, status: int) -> HttpResponse:
    facts = {**_facts(request, number, is_page=True), "refusal": {"sentence": sentence}}
    return render(request, "dispatcher/incident.html", facts, status=status)


def _done(request: HttpRequest, number: str, act: Callable[[int], None]) -> HttpResponse:
    """Do a deed to a visible rescue and return to its room, or show there why it was refused."""
    room = read_room(request, number, is_page=False)
    try:
        act(room.id)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        sentence = refusal.sentence(get_language() or "zh")
        return _refused(request, number, sentence, refusal.status)
    return redirect("dispatcher-incident", number)


def _incomplete(request: HttpRequest, number: str, form: Form) -> HttpResponse:
    said = [str(error) for errors in form.errors.values() for error in errors]
    return _refused(request, number, " ".join(said), 422)


@require_POST
@signed_in(DISPATCHER)
def call_next(request: HttpRequest, number: str) -> HttpResponse:
    """Pass over whoever is being called and call the next, at the rescue's present level."""
    at_station = request.POST.get("level") == RescueLevel.STATION
    level = RescueLevel.STATION if at_station else RescueLevel.FIRM
    return _done(request, number, lambda key: call_technician(
        incident_id=key, level=level, now=clock.now(), by=by(request)
    ))  # fmt: skip


@require_POST
@signed_in(DISPATCHER)
def level_up(request: HttpRequest, number: str) -> HttpResponse:
    """Raise the rescue by one level, with the reason."""
    form = ReasonForm(request.POST)
    level = chosen(RescueLevel, request.POST.get("level", ""))
    if not form.is_valid() or not isinstance(level, RescueLevel):
        return _incomplete(request, number, form)
    return _done(request, number, lambda key: escalate(
        incident_id=key, level=level, note=form.cleaned_data["reason"], now=clock.now(),
        by=by(request),
    ))  # fmt: skip


@require_POST
@signed_in(DISPATCHER)
def take_over(request: HttpRequest, number: str) -> HttpResponse:
    """Keep in the course that a person now watches this rescue; the automatic dispatch goes on."""
    text = _("调度员接手跟进；自动派单继续。")
    return _done(request, number, lambda key: keep_note(
        incident_id=key, text=text, now=clock.now(), by=by(request)
    ))  # fmt: skip


@require_POST
@signed_in(DISPATCHER)
def note(request: HttpRequest, number: str) -> HttpResponse:
    """Add a line to the course."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, number, form)
    return _done(request, number, lambda key: keep_note(
        incident_id=key, text=form.cleaned_data["text"], now=clock.now(), by=by(request)
    ))  # fmt: skip


@require_POST
@signed_in(DISPATCHER)
def close(request: HttpRequest, number: str) -> HttpResponse:
    """End the rescue: people out, the cause given, or nobody was shut in."""
    outcome = _OUTCOMES.get(request.POST.get("outcome", ""))
    if outcome is None:
        return _refused(request, number, _("请选择结果。"), 422)
    return outcome(request, number)


def _freed(request: HttpRequest, number: str) -> HttpResponse:
    form = FreedForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, number, form)
    return _done(request, number, lambda key: free_passengers(
        incident_id=key, people=form.cleaned_data["people"],
        injured=form.cleaned_data["injured"] or 0, now=clock.now(), by=by(request),
    ))  # fmt: skip


def _closed(request: HttpRequest, number: str) -> HttpResponse:
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, number, form)
    cause = chosen(Cause, form.cleaned_data["cause"])
    return _done(request, number, lambda key: close_incident(
        incident_id=key, cause=cause if isinstance(cause, Cause) else Cause.OTHER,
        note=form.cleaned_data["text"], now=clock.now(), by=by(request),
    ))  # fmt: skip


def _false_alarm(request: HttpRequest, number: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, number, form)
    return _done(request, number, lambda key: call_false_alarm(
        incident_id=key, note=form.cleaned_data["reason"], now=clock.now(), by=by(request)
    ))  # fmt: skip


_OUTCOMES: dict[str, Callable[[HttpRequest, str], HttpResponse]] = {
    "freed": _freed, "closed": _closed, "false_alarm": _false_alarm,
}  # fmt: skip
