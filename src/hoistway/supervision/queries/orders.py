"""Questions about orders: who sees which, what happened, how they stand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, may, reach_of
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.models import Check, Finding, Order, OrderFinding, OrderStep
from hoistway.supervision.rules.orders import (
    Clause,
    OrderClock,
    OrderPolicy,
    order_policy_named,
    order_policy_on,
    standing_of,
)
from hoistway.supervision.vocabulary import (
    CheckState,
    Measure,
    OrderDeed,
    OrderStanding,
    OrderState,
    ServiceWay,
)

_RELATED = ("organisation", "jurisdiction", "check_made")
OPEN = frozenset({OrderState.APPROVED, OrderState.SERVED, OrderState.REPORTED})
"""States of an order that is out and not yet over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSearch:
    """What is asked of the orders; an empty field asks nothing."""

    text: str = ""
    states: frozenset[OrderState] = frozenset()
    jurisdiction_code: str = ""
    first: date | None = None
    last: date | None = None


def _visible(by: Actor) -> Q:
    if not may(by=by, deed=Deed.SEE_CHECKS):
        return Q(pk__in=[])
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return Q()
    if reach is Reach.JURISDICTION:
        return Q(jurisdiction_id=by.jurisdiction_id)
    if reach is Reach.NONE:
        return Q(pk__in=[])
    reached = Q(served_at__isnull=False) | Q(state=OrderState.APPROVED, service=ServiceWay.PLATFORM)
    return Q(organisation_id=by.organisation_id) & reached


def orders(*, by: Actor) -> QuerySet[Order]:
    """Return the orders that this actor may see, the latest first.

    A unit sees its own once they are served, or sent to it by this platform; never drafts.
    """
    return Order.objects.filter(_visible(by)).select_related(*_RELATED).order_by("-pk")


def found_orders(*, by: Actor, search: OrderSearch) -> QuerySet[Order]:
    """Return the visible orders that fit, the latest first; days are those of the service."""
    found = orders(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(organisation__name__icontains=word)
            | Q(check_made__number__icontains=word) | Q(content__places__icontains=word)
        )  # fmt: skip
    if search.states:
        found = found.filter(state__in=sorted(map(str, search.states)))
    if search.jurisdiction_code:
        found = found.filter(jurisdiction__code=search.jurisdiction_code)
    if search.first:
        found = found.filter(served_at__gte=midnight(day=search.first))
    if search.last:
        found = found.filter(served_at__lt=midnight(day=search.last + timedelta(days=1)))
    return found


def midnight(*, day: date) -> datetime:
    """Return the instant at which a day of Shanghai begins."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def order_seen(*, by: Actor, order_id: int) -> Order:
    """Return one visible order. Raises: NotFound."""
    found = orders(by=by).filter(pk=order_id).first()
    if found is None:
        raise NotFound
    return found


def order_steps(*, order_id: int) -> list[OrderStep]:
    """Return what happened to an order, the oldest step first."""
    rows = OrderStep.objects.filter(order_id=order_id).select_related("file")
    return list(rows.order_by("at", "pk"))


def order_step_behind(*, step_id: int) -> OrderStep | None:
    """Return one step with its order, as an event names it."""
    related = [f"order__{name}" for name in _RELATED]
    return OrderStep.objects.select_related(*related).filter(pk=step_id).first()


def findings_of_order(*, order_id: int) -> list[Finding]:
    """Return the findings on which a living order rests."""
    keys = OrderFinding.objects.filter(order_id=order_id).values("finding_id")
    return list(Finding.objects.filter(pk__in=keys).select_related("elevator").order_by("pk"))


def findings_free(*, check_id: int) -> QuerySet[Finding]:
    """Return the findings of a check that are under no living order."""
    under = OrderFinding.objects.filter(finding=OuterRef("pk"))
    rows = Finding.objects.filter(~Exists(under), check_made_id=check_id)
    return rows.select_related("elevator").order_by("pk")


def checks_to_order(*, by: Actor) -> QuerySet[Check]:
    """Return finished checks of the own bureau whose officers wanted an order that nobody drafted.

    The oldest first.
    """
    under = OrderFinding.objects.filter(finding=OuterRef("pk"))
    free = Finding.objects.filter(~Exists(under), check_made=OuterRef("pk"))
    rows = Check.objects.filter(
        Exists(free), jurisdiction_id=by.jurisdiction_id, measures__contains=[str(Measure.ORDER)],
        state__in=[str(CheckState.SIGNED), str(CheckState.REFUSED)],
    )  # fmt: skip
    return rows.select_related("organisation").order_by("signed_at", "pk")


def orders_of_check(*, check_id: int, by: Actor) -> list[Order]:
    """Return the visible orders that rest on a check."""
    return list(orders(by=by).filter(check_made_id=check_id))


def orders_on(*, elevator_ids: Collection[int]) -> QuerySet[Order]:
    """Return the orders about these elevators that were served; scope was judged."""
    under = OrderFinding.objects.filter(
        order=OuterRef("pk"), finding__elevator_id__in=list(elevator_ids)
    )
    rows = Order.objects.filter(Exists(under), served_at__isnull=False)
    return rows.select_related(*_RELATED).order_by("-served_at", "-pk")


def bases_on(*, day: date) -> tuple[Clause, ...]:
    """Return the bases on which an order of this day may rest."""
    return order_policy_on(day=day).bases


def policy_of_order(*, order: Order) -> OrderPolicy:
    """Return the terms under which an order was drafted."""
    return order_policy_named(edition=order.edition)


def order_standing(*, order: Order, day: date) -> OrderStanding:
    """Return how an order stands on a day."""
    signed = order.signed_text or {}
    approved = str(signed.get("approved_on", ""))
    clock = OrderClock(
        state=order.state, approved_on=date.fromisoformat(approved) if approved else None,
        due_on=order.due_on, review_by=order.review_by,
    )  # fmt: skip
    return standing_of(clock=clock, policy=policy_of_order(order=order), day=day)


INSIDE = frozenset({
    OrderDeed.DRAFTED, OrderDeed.SUBMITTED, OrderDeed.RETURNED, OrderDeed.REPORTED_UP,
})  # fmt: skip
"""Steps that are the bureau's own: the unit reads what reached it."""


def steps_for(*, steps: Sequence[OrderStep], by: Actor) -> list[OrderStep]:
    """Return the steps that this reader of an order may read."""
    if reach_of(by=by) in {Reach.ALL, Reach.JURISDICTION}:
        return list(steps)
    return [one for one in steps if one.deed not in INSIDE]
