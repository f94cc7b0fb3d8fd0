"""The open page that rings, duty and position."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.order import order_of
from hoistway.emergency.actions import begin_duty, end_duty, move_position
from hoistway.emergency.queries import calls_to, on_duty, positions
from hoistway.emergency.vocabulary import CallState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.maintenance.queries.on_elevator import signs_here
from hoistway.maintenance.vocabulary import Level, VisitKind
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.live import signed_in_stream
from hoistway.web.signing_in import by, signed_in
from hoistway.web.technician.forms import PlaceForm
from hoistway.web.technician.jobs import groups_of
from hoistway.web.technician.shown import Shown, shown_order

TECHNICIAN = RoleKind.TECHNICIAN
Called = tuple[CallState, Shown]


def _calls(actor: Actor, states: Sequence[CallState], now: datetime) -> list[Called]:
    live = calls_to(person_id=actor.person_id).filter(state__in=states)[:10]
    return [
        (call.state, shown_order(order_of(number=call.incident.number, by=actor, now=now)))
        for call in live
    ]


def _ringing(called: list[Called]) -> Shown | None:
    return next((shown for state, shown in called if state is CallState.RINGING), None)


def _today(actor: Actor) -> dict[str, object]:
    now = clock.now()
    called = _calls(actor, (CallState.RINGING, CallState.ACCEPTED), now)
    place = positions(person_ids=[actor.person_id]).get(actor.person_id)
    return {
        "ringing": _ringing(called),
        "under_way": [shown for state, shown in called if state is not CallState.RINGING],
        "groups": groups_of(by=actor, now=now),
        "person_id": actor.person_id,
        "on_duty": on_duty(person_id=actor.person_id, at=now),
        "position_at": place.at if place else None,
    }  # fmt: skip


@require_safe
@signed_in(TECHNICIAN)
def today(request: HttpRequest) -> HttpResponse:
    """Show the call that rings, what is under way, the day's jobs, and duty."""
    actor = by(request)
    facts = {
        "today": _today(actor), "first_time": not signs_here(person_id=actor.person_id),
        "kinds": [*VisitKind, Regime.ON_DEMAND], "levels": list(Level),
    }  # fmt: skip
    return render(request, "technician/today.html", facts)


@require_safe
@signed_in(TECHNICIAN)
def today_live(request: HttpRequest) -> HttpResponse:
    """Give the living part of the page alone."""
    return render(request, "technician/_today_live.html", {"today": _today(by(request))})


@require_safe
@signed_in(TECHNICIAN)
def calls(request: HttpRequest) -> HttpResponse:
    """Give the call that rings alone, for the pages that show something else."""
    called = _calls(by(request), (CallState.RINGING,), clock.now())
    return render(request, "technician/_call.html", {"ringing": _ringing(called)})


async def today_events(request: HttpRequest) -> HttpResponseBase:
    """Stream a sign whenever a call rings or ends for this technician."""
    return await signed_in_stream(
        request, TECHNICIAN, topics=lambda actor: [f"person.{actor.person_id}"]
    )


@require_POST
@signed_in(TECHNICIAN)
def duty(request: HttpRequest) -> HttpResponse:
    """Go on or off call."""
    change = begin_duty if request.POST.get("on") == "1" else end_duty
    change(now=clock.now(), by=by(request))
    return redirect("technician-today")


@require_POST
@signed_in(TECHNICIAN)
def position(request: HttpRequest) -> HttpResponse:
    """Keep where the technician is; a phone without a place changes nothing."""
    form = PlaceForm(request.POST)
    place = form.place()
    if place is not None:
        accuracy = form.accuracy() or 0.0
        move_position(place=place, accuracy_m=accuracy, now=clock.now(), by=by(request))
    if request.headers.get("X-Fragment"):
        return HttpResponse(status=204)
    return redirect("technician-today")
