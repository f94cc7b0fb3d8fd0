"""A firm opens a repair of an elevator that it maintains: a call came in, or somebody saw it."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoistway.dossier.elevator import card_of
from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.maintenance.actions.repairs import open_repair
from hoistway.maintenance.queries.repairs import open_repairs_of
from hoistway.maintenance.vocabulary.repairs import RepairSource, Urgency
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.repairs.forms import OpenForm
from hoistway.web.signing_in import by, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(RoleKind.FIRM_OFFICE, RoleKind.TECHNICIAN)
def new(request: HttpRequest, register_number: str) -> HttpResponse:
    """Ask what is wrong and how urgent it is, and open the repair."""
    elevator = elevator_seen(by=by(request), register_number=register_number)
    form = OpenForm(request.POST or None, initial={"form_id": uuid4(), "urgency": "soon"})
    if request.method != "POST" or not form.is_valid():
        open_now = list(open_repairs_of(elevator_ids=[elevator.pk]))
        facts = {"elevator": card_of(elevator=elevator), "form": form, "open": open_now}
        status = 422 if form.errors else 200
        return render(request, "repairs/new.html", facts, status=status)
    told = form.cleaned_data
    opened = open_repair(
        form_id=told["form_id"], elevator_id=elevator.pk, firm_id=by(request).organisation_id,
        source=RepairSource.FAULT, words=told["words"], urgency=Urgency(told["urgency"]),
        now=clock.now(), by=by(request),
    )  # fmt: skip
    return redirect("repair", opened.number)
