"""Draft an order from the findings of a check, or write a returned draft anew."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.supervision.actions.orders import draft_order, rewrite_order
from hoistway.supervision.models import Check, Finding, Order
from hoistway.supervision.queries import check_seen, checklist_named
from hoistway.supervision.queries.orders import (
    bases_on,
    findings_free,
    findings_of_order,
    order_seen,
)
from hoistway.supervision.vocabulary import FindingWeight, OrderState
from hoistway.web.desk.shapes import word
from hoistway.web.frame import language, spoken
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.orders.forms import OrderForm
from hoistway.web.orders.shown import REGULATORS
from hoistway.web.signing_in import by, signed_in

Choices = dict[str, list[tuple[str, str]]]


def _choices(check: Check, found: list[Finding]) -> Choices:
    """Return what may be chosen: rules of the failed items first, then all of the checklist."""
    checklist = checklist_named(edition=check.checklist)
    rules: dict[str, str] = {}
    if checklist is not None:
        near = [rule for one in found for rule in checklist.rules_of(item=one.item)]
        for rule in (*near, *checklist.rules.values()):
            rules.setdefault(rule.zh, spoken((rule.zh, rule.en)))
    bases = bases_on(day=local_day(at=clock.now()))
    return {
        "findings": [(str(one.pk), _problem(one)) for one in found],
        "rules": list(rules.items()),
        "bases": [(one.zh, spoken((one.zh, one.en))) for one in bases],
    }


def _problem(one: Finding) -> str:
    where = f" · {one.elevator.address} {one.elevator.name}" if one.elevator else ""
    return f"{one.words}（{word(one.weight)}）{where}"


def _form(
    request: HttpRequest, check: Check, found: list[Finding], order: Order | None = None
) -> OrderForm:
    return OrderForm(
        request.POST if request.method == "POST" else None, choices=_choices(check, found),
        day=local_day(at=clock.now()), order=order,
        grave=any(one.weight is FindingWeight.GRAVE for one in found),
    )  # fmt: skip


def _page(
    request: HttpRequest, check: Check, form: OrderForm | None, refusal: Refusal | None = None
) -> HttpResponse:
    wrong = form is not None and bool(form.errors) if form is not None and form.is_bound else False
    facts = {
        "check": check, "unit": organisation_name(check.organisation), "form": form,
        "refusal": refusal.sentence(language()) if refusal else "",
        "hint": _("批准后编号并由平台签名；起草人不能批准自己的指令。"),
    }  # fmt: skip
    status = refusal.status if refusal else 422 if wrong else 200
    return render(request, "orders/draft.html", facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def new(request: HttpRequest, check_number: str) -> HttpResponseBase:
    """Draft an order from what a finished check found."""
    check = check_seen(by=by(request), number=check_number)
    found = list(findings_free(check_id=check.pk))
    form = _form(request, check, found) if found else None
    if request.method != "POST" or form is None or not form.is_valid():
        return _page(request, check, form)
    try:
        order = draft_order(
            check_id=check.pk, text=form.text(), form_id=form.cleaned_data["form_id"],
            now=clock.now(), by=by(request),
        )  # fmt: skip
    except Refusal as no:
        return _page(request, check, form, no)
    return redirect("order", order.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def rewrite(request: HttpRequest, order_id: int) -> HttpResponseBase:
    """Write a draft anew; what is no draft any more is only shown."""
    order = order_seen(by=by(request), order_id=order_id)
    if order.state is not OrderState.DRAFT:
        return redirect("order", order.pk)
    check = order.check_made
    found = [*findings_of_order(order_id=order.pk), *findings_free(check_id=check.pk)]
    form = _form(request, check, found, order)
    if request.method != "POST" or not form.is_valid():
        return _page(request, check, form)
    try:
        rewrite_order(
            order_id=order.pk, text=form.text(), form_id=form.cleaned_data["form_id"],
            now=clock.now(), by=by(request),
        )  # fmt: skip
    except Refusal as no:
        return _page(request, check, form, no)
    return redirect("order", order.pk)
