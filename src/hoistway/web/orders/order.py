"""One order: what it says, what each side did, and what may be done now."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.supervision.actions import (
    orders,
    orders_cases,
    orders_mending,
    orders_revoking,
    orders_serving,
)
from hoistway.supervision.actions.orders_cases import Outcome
from hoistway.supervision.actions.orders_mending import Review
from hoistway.supervision.actions.orders_serving import Service
from hoistway.supervision.actions.orders_steps import OrderSaid
from hoistway.supervision.models import Order
from hoistway.supervision.queries.orders import order_seen
from hoistway.supervision.vocabulary import CaseOutcome, ReviewWay, ServiceWay
from hoistway.web.desk.shapes import word
from hoistway.web.frame import language
from hoistway.web.orders.forms import OrderSayForm
from hoistway.web.orders.shown import READERS, order_page
from hoistway.web.signing_in import by, signed_in


@require_safe
@signed_in(*READERS)
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """Show one order."""
    return _page(request, order_seen(by=by(request), order_id=order_id))


def _page(
    request: HttpRequest, found: Order, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    facts = {
        "shown": order_page(order=found, by=by(request), now=clock.now()), "order": found,
        "content": found.content, "key": uuid4(), "refusal": refusal,
        "ways": [(str(one), word(one)) for one in ServiceWay],
        "reviews": [(str(one), word(one)) for one in ReviewWay],
        "outcomes": [(str(one), word(one)) for one in CaseOutcome],
        "today": local_day(at=clock.now()),
    }  # fmt: skip
    return render(request, "orders/order.html", facts, status=status)


Doer = Callable[..., object]


def _review(passes: bool) -> Doer:
    def done(form: OrderSayForm, found: Order, said: OrderSaid, actor: Actor) -> object:
        given = form.cleaned_data
        review = Review(
            passes=passes, way=ReviewWay(given["review"] or ReviewWay.ON_SITE),
            next_due=given["due_on"],
        )  # fmt: skip
        return orders_mending.review_order(
            order_id=found.pk, review=review, said=said, now=clock.now(), by=actor
        )

    return done


def _serve(form: OrderSayForm, found: Order, said: OrderSaid, actor: Actor) -> object:
    given = form.cleaned_data
    service = Service(
        way=ServiceWay(given["way"] or ServiceWay.SIGNED), receiver=given["receiver"],
        post=given["post"],
    )  # fmt: skip
    return orders_serving.serve_order(
        order_id=found.pk, service=service, said=said, now=clock.now(), by=actor
    )


def _report(form: OrderSayForm, found: Order, said: OrderSaid, actor: Actor) -> object:
    now = clock.now()
    mended = form.mended(order=found, now=now, by=actor)
    return orders_mending.report_order(
        order_id=found.pk, mended=mended, said=said, now=now, by=actor
    )


def _extend(form: OrderSayForm, found: Order, said: OrderSaid, actor: Actor) -> object:
    due_on = form.cleaned_data["due_on"] or local_day(at=clock.now())
    return orders_mending.extend_order(
        order_id=found.pk, due_on=due_on, said=said, now=clock.now(), by=actor
    )


def _settle(form: OrderSayForm, found: Order, said: OrderSaid, actor: Actor) -> object:
    given = form.cleaned_data
    outcome = Outcome(
        outcome=CaseOutcome(given["outcome"] or CaseOutcome.NOT_FILED),
        decided_on=given["decided_on"] or local_day(at=clock.now()), document=given["document"],
        fen=form.fen(), veto=given["veto"], unlawful=given["unlawful"],
    )  # fmt: skip
    return orders_cases.settle_case(
        order_id=found.pk, outcome=outcome, said=said, now=clock.now(), by=actor
    )


def _plain(verb: Callable[..., object]) -> Doer:
    def done(form: OrderSayForm, found: Order, said: OrderSaid, actor: Actor) -> object:
        return verb(order_id=found.pk, said=said, now=clock.now(), by=actor)

    return done


_DEEDS: dict[str, Doer] = {
    "submit": _plain(orders.submit_order), "return": _plain(orders.return_order),
    "approve": _plain(orders.approve_order), "revoke": _plain(orders_revoking.revoke_order),
    "serve": _serve, "receive": _plain(orders_serving.receive_order), "report": _report,
    "ask": _plain(orders_mending.ask_time), "extend": _extend, "passes": _review(True),
    "fails": _review(False), "hand_over": _plain(orders_cases.hand_over_order),
    "settle": _settle,
}  # fmt: skip


@require_POST
@signed_in(*READERS)
def say(request: HttpRequest, order_id: int) -> HttpResponse:
    """Do a deed and show the page again; a refusal stands above it."""
    found = order_seen(by=by(request), order_id=order_id)
    form = OrderSayForm(request.POST, request.FILES)
    if not form.is_valid() or form.cleaned_data["deed"] not in _DEEDS:
        return _page(request, found, refusal=_("内容过长或表单已损坏，请重试。"), status=422)
    try:
        _DEEDS[form.cleaned_data["deed"]](form, found, _said(form, by(request)), by(request))
    except Refusal as no:
        fresh = order_seen(by=by(request), order_id=order_id)
        return _page(request, fresh, refusal=no.sentence(language()), status=no.status)
    return redirect("order", order_id)


def _said(form: OrderSayForm, actor: Actor) -> OrderSaid:
    given = form.cleaned_data
    file = form.kept(now=clock.now(), by=actor)
    return OrderSaid(form_id=given["form_id"], words=given["words"], files=(file,) if file else ())
