"""People who work with an elevator report a fault of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoistway.faults.actions import report_fault
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.web.faults.forms import ReportForm
from hoistway.web.faults.shown import base_of
from hoistway.web.frame import language
from hoistway.web.notices.issuing import Pick, picked
from hoistway.web.signing_in import by, signed_in

REPORTERS = (
    RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISPATCHER,
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REPORTERS)
def report(request: HttpRequest) -> HttpResponse:
    """Offer the actor's elevators, then the form; what is reported leads to the fault."""
    pick = picked(request)
    escalator = pick.elevator is not None and pick.elevator.kind in ElevatorKind.without_car()
    form = ReportForm(request.POST or None, escalator=escalator)
    if request.method != "POST" or pick.elevator is None or not form.is_valid():
        return _page(request, pick, form, status=422 if form.errors else 200)
    try:
        fault = report_fault(
            elevator_id=pick.elevator.pk, form_id=form.cleaned_data["form_id"],
            kind=form.kind_seen(), words=form.cleaned_data["words"], now=clock.now(),
            by=by(request),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, pick, form, refusal=no.sentence(language()), status=no.status)
    return redirect("fault", fault.number)


def _page(
    request: HttpRequest, pick: Pick, form: ReportForm, *, status: int, refusal: str = ""
) -> HttpResponse:
    facts = {"base": base_of(by(request)), "pick": pick, "form": form, "refusal": refusal}
    return render(request, "faults/new.html", facts, status=status)
