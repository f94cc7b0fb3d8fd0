"""Explain an automatic decision with everything it rested on, and undo it with a reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.decision import opening_of
from hoistway.dossier.incident import IncidentPortrait, portrait_of
from hoistway.dossier.search import incident_seen
from hoistway.emergency.actions import stand_down
from hoistway.emergency.queries import call_of
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.decision.calls import call_decision
from hoistway.web.decision.openings import opening_decision
from hoistway.web.dispatcher.forms import ReasonForm
from hoistway.web.signing_in import by, signed_in

READERS = (
    RoleKind.DISPATCHER, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
    RoleKind.FIRM_OFFICE,
)  # fmt: skip


def _portrait(call_id: int, actor: Actor) -> IncidentPortrait:
    call = call_of(call_id=call_id)
    if call is None:
        raise NotFound
    incident = incident_seen(by=actor, number=call.incident.number)
    return portrait_of(incident=incident, now=clock.now())


def _shown(
    request: HttpRequest, portrait: IncidentPortrait, call_id: int, *, missing: bool = False
) -> HttpResponse:
    line = next(line for line in portrait.calls if line.id == call_id)
    decision = call_decision(portrait=portrait, line=line, by=by(request))
    facts = {"decision": decision, "missing": missing}
    return render(request, "decision/explain.html", facts, status=422 if missing else 200)


@require_safe
@signed_in(*READERS)
def explain(request: HttpRequest, call_id: int) -> HttpResponse:
    """Explain why this technician was called."""
    return _shown(request, _portrait(call_id, by(request)), call_id)


@require_POST
@signed_in(RoleKind.DISPATCHER)
def undo(request: HttpRequest, call_id: int) -> HttpResponse:
    """Take the call back, with the reason; the rescue looks for another at once."""
    portrait = _portrait(call_id, by(request))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _shown(request, portrait, call_id, missing=True)
    stand_down(
        incident_id=portrait.id, call_id=call_id, note=form.cleaned_data["reason"],
        now=clock.now(), by=by(request),
    )  # fmt: skip
    return redirect("dispatcher-incident", portrait.number)


@require_safe
@signed_in(*READERS)
def opening(request: HttpRequest, number: str) -> HttpResponse:
    """Explain why signals alone opened or confirmed a rescue."""
    incident = incident_seen(by=by(request), number=number)
    found = opening_of(incident=incident, by=by(request))
    if found is None:
        raise NotFound
    portrait = portrait_of(incident=incident, now=clock.now())
    decision = opening_decision(portrait=portrait, opening=found, by=by(request))
    return render(request, "decision/explain.html", {"decision": decision, "missing": False})
