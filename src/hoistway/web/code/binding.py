"""Binding on the phone; what the office decided meanwhile is told plainly."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.door import opening_of
from hoistway.filings.actions import PhoneDeed, bind, unbind
from hoistway.filings.queries import bindings
from hoistway.filings.vocabulary import BindingState
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.plates.actions import note_sighting
from hoistway.plates.queries import Resolved, living_plates, resolve
from hoistway.plates.vocabulary import Scan, ScanPlace
from hoistway.registry.queries import elevator_at_hand
from hoistway.web.code.haste import in_haste
from hoistway.web.desk.shapes import paged
from hoistway.web.signing_in import by, signed_in
from hoistway.web.technician.forms import PlaceForm

TECHNICIAN = RoleKind.TECHNICIAN


class BindForm(forms.Form):
    """The number of the form, and when its page was made: what the phone knew."""

    form_id = forms.UUIDField()
    known_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"])

    def deed(self, *, now: datetime) -> PhoneDeed:
        """Return the deed; nobody knows anything later than now.

        Raises: NotFound where the form is none of ours.
        """
        if not self.is_valid():
            raise NotFound
        form_id: UUID = self.cleaned_data["form_id"]
        return PhoneDeed(form_id=form_id, known_at=min(self.cleaned_data["known_at"], now))


def _resolved(code: str, signature: str) -> Resolved:
    found = resolve(code=code, signature=signature, keys=settings.PLATE_KEYS)
    if found.scan is Scan.UNKNOWN:
        raise NotFound
    return found


def _told(request: HttpRequest, refusal: Refusal, back: str) -> HttpResponse:
    facts = {"sentence": refusal.sentence(get_language() or "zh"), "back": back}
    return render(request, "code/told.html", facts, status=refusal.status)


@require_POST
@signed_in(TECHNICIAN)
def bind_here(request: HttpRequest, code: str, signature: str) -> HttpResponse:
    """Bind the technician who stands before this plate, and lead back to its page."""
    found, now = _resolved(code, signature), clock.now()
    elevator = elevator_at_hand(elevator_id=found.elevator_id)
    there = f"/e/{found.code}/{signature}"
    opening = opening_of(by=by(request), elevator=elevator, scan=found.scan)
    if Deed.BIND_ELEVATOR not in opening.deeds:
        raise NotAllowed
    deed = BindForm(request.POST).deed(now=now)
    try:
        bind(
            elevator_id=elevator.pk, person_id=by(request).person_id, deed=deed, now=now,
            by=by(request),
        )  # fmt: skip
    except Refusal as refusal:
        return _told(request, refusal, there)
    in_haste(lambda: _keep_place(request, elevator.pk, now), part="sighting")
    return redirect(there)


def _keep_place(request: HttpRequest, elevator_id: int, now: datetime) -> None:
    """Keep where the plate was read, if the phone says so."""
    form = PlaceForm(request.POST)
    place = form.place()
    plate = living_plates(elevator_ids=[elevator_id]).get(elevator_id)
    if place is None or plate is None:
        return
    note_sighting(
        plate_id=plate.pk, via=ScanPlace.BINDING, place=place, accuracy_m=form.accuracy(), at=now,
        now=now, by=by(request),
    )  # fmt: skip


@require_POST
@signed_in(TECHNICIAN)
def unbind_own(request: HttpRequest, binding_id: int) -> HttpResponse:
    """End an own binding, or take back what was asked for."""
    unbind(binding_id=binding_id, reason="", now=clock.now(), by=by(request))
    code, signature = request.POST.get("code", ""), request.POST.get("signature", "-")
    if code.isalnum():
        return redirect("rider-landing", code, signature or "-")
    return redirect("technician-bindings")


@require_safe
@signed_in(TECHNICIAN)
def own_bindings(request: HttpRequest) -> HttpResponse:
    """Show the elevators of this technician, and what the office decided lately."""
    rows, pages = paged(request, bindings(by=by(request)))
    open_states = {BindingState.BOUND, BindingState.ASKED}
    facts = {
        "open": [row for row in rows if row.state in open_states],
        "ended": [row for row in rows if row.state not in open_states], "pages": pages,
    }  # fmt: skip
    return render(request, "code/bindings.html", facts)
