"""One order from call to cause; each step is one form and one action."""

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.order import Order, order_of
from hoistway.emergency.actions import (
    SignIn,
    accept_call,
    arrive,
    close_incident,
    decline_call,
    free_passengers,
    move_position,
    set_out,
)
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.plates.queries import resolve_spoken
from hoistway.web.live import signed_in_stream
from hoistway.web.signing_in import by, signed_in
from hoistway.web.technician.forms import ArriveForm, CauseForm, DeclineForm, FreedForm, PlaceForm
from hoistway.web.technician.shown import shown_order
from hoistway.web.technician.today import TECHNICIAN

_FORMS: dict[str, type[Form]] = {"under_way": ArriveForm, "arrived": FreedForm, "freed": CauseForm}


def _order(request: HttpRequest, number: str) -> Order:
    return order_of(number=number, by=by(request), now=clock.now())


def _page(
    request: HttpRequest, order: Order, form: Form | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    if form is None and order.step in _FORMS:
        form = _FORMS[order.step]()
    facts = {
        "order": shown_order(order),
        "form": form,
        "refusal": refusal.sentence(get_language() or "zh") if refusal else "",
    }
    failed = refusal is not None or (form is not None and form.is_bound)
    status = 422 if failed else 200
    return render(request, "technician/order.html", facts, status=status)


@require_safe
@signed_in(TECHNICIAN)
def order(request: HttpRequest, number: str) -> HttpResponse:
    """Show the order and the one thing to do next."""
    return _page(request, _order(request, number))


@require_safe
@signed_in(TECHNICIAN)
def order_live(request: HttpRequest, number: str) -> HttpResponse:
    """Give the living part of the page alone."""
    facts = {"order": shown_order(_order(request, number))}
    return render(request, "technician/_order_live.html", facts)


async def order_events(request: HttpRequest, number: str) -> HttpResponseBase:
    """Stream a sign whenever the rescue behind this order changes."""
    return await signed_in_stream(
        request,
        TECHNICIAN,
        topics=lambda actor: [
            f"person.{actor.person_id}",
            f"incident.{order_of(number=number, by=actor, now=clock.now()).portrait.id}",
        ],
    )


@require_POST
@signed_in(TECHNICIAN)
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """Take the rescue and set out, with the place if the phone gives it."""
    known = _order(request, number)
    place = PlaceForm(request.POST)
    now = clock.now()
    accept_call(call_id=known.call_id, now=now, by=by(request))
    set_out(call_id=known.call_id, now=now, by=by(request))
    where = place.place()
    if where is not None:
        move_position(place=where, accuracy_m=place.accuracy() or 0.0, now=now, by=by(request))
    return redirect("technician-order", number)


@require_POST
@signed_in(TECHNICIAN)
def decline(request: HttpRequest, number: str) -> HttpResponse:
    """Say that one cannot go, and why; the next is called at once."""
    known = _order(request, number)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, known, form)
    decline_call(call_id=known.call_id, reason=form.chosen(), now=clock.now(), by=by(request))
    return redirect("technician-today")


def _scanned(typed: str) -> int:
    """Return the elevator of a typed number, a typed code or a scanned address; 0 if none."""
    pieces = [piece for piece in typed.strip().split("/") if piece]
    if "e" in pieces[:-1]:
        typed = pieces[pieces.index("e") + 1]
    return resolve_spoken(typed=typed, keys=settings.PLATE_KEYS).elevator_id


@require_POST
@signed_in(TECHNICIAN)
def sign_in_at_site(request: HttpRequest, number: str) -> HttpResponse:
    """Sign in at the elevator by its code or by place."""
    known = _order(request, number)
    form, place = ArriveForm(request.POST), PlaceForm(request.POST)
    if not form.is_valid():
        return _page(request, known, form)
    proof = SignIn(
        scanned_elevator_id=_scanned(form.cleaned_data["code"]), place=place.place(),
        accuracy_m=place.accuracy(),
    )  # fmt: skip
    try:
        arrive(call_id=known.call_id, sign_in=proof, now=clock.now(), by=by(request))
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, _order(request, number), form, refusal)
    return redirect("technician-order", number)


@require_POST
@signed_in(TECHNICIAN)
def freed(request: HttpRequest, number: str) -> HttpResponse:
    """Record that everybody is out."""
    known = _order(request, number)
    form = FreedForm(request.POST)
    if not form.is_valid():
        return _page(request, known, form)
    try:
        free_passengers(
            incident_id=known.portrait.id, people=form.cleaned_data["people"],
            injured=form.cleaned_data["injured"], now=clock.now(), by=by(request),
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, known, form, refusal)
    return redirect("technician-order", number)


@require_POST
@signed_in(TECHNICIAN)
def close(request: HttpRequest, number: str) -> HttpResponse:
    """Give the cause and finish."""
    known = _order(request, number)
    form = CauseForm(request.POST)
    if not form.is_valid():
        return _page(request, known, form)
    close_incident(
        incident_id=known.portrait.id, cause=form.chosen(), note=form.cleaned_data["note"],
        now=clock.now(), by=by(request),
    )  # fmt: skip
    return redirect("technician-order", number)
