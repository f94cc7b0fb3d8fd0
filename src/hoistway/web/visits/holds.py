"""Regulators keep an elevator's records beyond their time, and let them go again."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ledger.actions import lift_hold, order_hold
from hoistway.ledger.queries import hold_of
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.visit import visit_seen
from hoistway.web.frame import language
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in
from hoistway.web.visits.page import page


class HoldForm(forms.Form):
    """Why, and the number of the form, so that a second press is not a second order."""

    reason = forms.CharField(max_length=300, required=False)
    form_id = forms.UUIDField()


class LiftForm(forms.Form):
    """Why."""

    reason = forms.CharField(max_length=300, required=False)


def _done(request: HttpRequest, uid: UUID, do: Callable[[Visit], object]) -> HttpResponse:
    try:
        do(visit_seen(uid=uid, by=by(request)))
    except NotFound:
        raise
    except Refusal as no:
        return page(request, uid, refusal=no.sentence(language()), status=no.status)
    return redirect("visit", uid)


@require_POST
@signed_in(*REGULATORS)
def hold(request: HttpRequest, visit_uid: UUID) -> HttpResponse:
    """Order that the records of the visit's elevator are kept."""
    form = HoldForm(request.POST)
    if not form.is_valid():
        return redirect("visit", visit_uid)
    given = form.cleaned_data
    return _done(
        request, visit_uid,
        lambda visit: order_hold(
            form_id=given["form_id"], elevator_id=visit.elevator_id, reason=given["reason"],
            now=clock.now(), by=by(request),
        ),
    )  # fmt: skip


@require_POST
@signed_in(*REGULATORS)
def lift(request: HttpRequest, visit_uid: UUID) -> HttpResponse:
    """Lift the order that is in force."""
    form = LiftForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""

    def let_go(visit: Visit) -> None:
        order = hold_of(elevator_id=visit.elevator_id)
        if order is not None:
            lift_hold(hold_id=order.pk, reason=reason, now=clock.now(), by=by(request))

    return _done(request, visit_uid, let_go)
