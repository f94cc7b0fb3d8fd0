"""A use unit asks for a suspension, resumption, scrapping or change, and takes it back."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from hoistway.dossier.elevator import card_of
from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.lifecycle.actions import file_request, held_facts, withdraw_request
from hoistway.lifecycle.queries import (
    inspection_comes_first,
    kinds_from,
    open_request,
    out_of_use_since,
    request_seen,
)
from hoistway.lifecycle.vocabulary import UseRequestKind
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.web.frame import language
from hoistway.web.lifecycle.forms import RequestForm
from hoistway.web.lifecycle.shown import CLAUSES
from hoistway.web.signing_in import by, signed_in

UNIT = RoleKind.USE_UNIT


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be asked for, with what it means."""

    kind: UseRequestKind
    meaning: str


def _chosen(request: HttpRequest, elevator: Elevator) -> UseRequestKind | None:
    asked = request.GET.get("kind", "")
    kinds = kinds_from(state=elevator.use_state)
    return next((kind for kind in kinds if str(kind) == asked), None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(UNIT)
def ask(request: HttpRequest, register_number: str) -> HttpResponse:
    """Offer what may be asked for the elevator; then take the request of the chosen kind."""
    elevator = elevator_seen(by=by(request), register_number=register_number)
    kind, waiting = _chosen(request, elevator), open_request(elevator_id=elevator.pk)
    if kind is None or (waiting is not None and request.method != "POST"):
        return _choices(request, elevator, waiting.number if waiting else "")
    form = RequestForm(
        request.POST or None, kind=kind, today=local_day(at=clock.now()),
        held=held_facts(elevator=elevator),
    )  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return _form(request, elevator, form, status=422 if form.errors else 200)
    try:
        filed = file_request(
            elevator_id=elevator.pk, wish=form.wish(), form_id=form.cleaned_data["form_id"],
            now=clock.now(), by=by(request),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as no:
        return _form(request, elevator, form, refusal=no.sentence(language()), status=no.status)
    return redirect("request", filed.number)


def _choices(request: HttpRequest, elevator: Elevator, waiting: str) -> HttpResponse:
    choices = [
        Choice(kind, gettext(CLAUSES[kind])) for kind in kinds_from(state=elevator.use_state)
    ]
    facts = {"elevator": card_of(elevator=elevator), "choices": choices, "waiting": waiting}
    return render(request, "lifecycle/choose.html", facts)


def _form(
    request: HttpRequest, elevator: Elevator, form: RequestForm, *, status: int,
    refusal: str = "",
) -> HttpResponse:  # fmt: skip
    since, today = out_of_use_since(elevator_id=elevator.pk), local_day(at=clock.now())
    resumes = form.kind is UseRequestKind.RESUME
    due = resumes and inspection_comes_first(out_since=since, on=today)
    facts = {
        "elevator": card_of(elevator=elevator), "form": form, "kind": form.kind,
        "meaning": gettext(CLAUSES[form.kind]), "refusal": refusal,
        "inspection_since": since if due else None,
    }  # fmt: skip
    return render(request, "lifecycle/ask.html", facts, status=status)


@require_POST
@signed_in(UNIT)
def withdraw(request: HttpRequest, request_number: str) -> HttpResponse:
    """Take the unit's own request back."""
    found = request_seen(number=request_number, by=by(request))
    withdraw_request(request_id=found.pk, now=clock.now(), by=by(request))
    return redirect("request", request_number)
