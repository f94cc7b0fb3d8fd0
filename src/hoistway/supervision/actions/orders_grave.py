"""Grave hazards: elevators are stopped where officers ordered it, and the city is told that day."""

from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.inspection.actions import lift_ordered, order_stop
from hoistway.inspection.vocabulary import StopReason
from hoistway.parties.vocabulary import JurisdictionKind
from hoistway.supervision.actions.orders_steps import stepped
from hoistway.supervision.models import Order, OrderFinding
from hoistway.supervision.queries.orders import OPEN, findings_of_order
from hoistway.supervision.vocabulary import FindingWeight, OrderDeed


def follow_grave(*, order: Order, now: datetime, by: Actor) -> None:
    """Do what follows from the grave hazards of an order that was just approved.

    The stop was chosen by the officers; the report upward is a duty and happens by itself.
    Announces: OrderMoved. Source: 特种设备安全监督检查办法 art. 26, 30.
    """
    grave = [
        one for one in findings_of_order(order_id=order.pk) if one.weight is FindingWeight.GRAVE
    ]
    if not grave:
        return
    if order.content["stop"]:
        for key in sorted({one.elevator_id for one in grave if one.elevator_id}):
            _stop(order, key, now, by)
    if order.jurisdiction.kind is not JurisdictionKind.CITY:
        stepped(
            order=order, deed=OrderDeed.REPORTED_UP, now=now,
            facts={"hazards": [one.pk for one in grave]},
        )  # fmt: skip


def _stop(order: Order, elevator_id: int, now: datetime, by: Actor) -> None:
    order_stop(
        elevator_id=elevator_id, reason=StopReason.HAZARD, now=now, by=by,
        facts={"order": order.pk, "number": order.number},
    )  # fmt: skip


def lift_stops(*, order: Order, words: str, now: datetime, by: Actor) -> None:
    """Lift what an order has stopped, unless another order that is out stops the same elevator."""
    for key in lift_ordered(order_id=order.pk, words=words, now=now, by=by):
        others = OrderFinding.objects.filter(
            finding__elevator_id=key, finding__weight=FindingWeight.GRAVE,
            order__state__in=sorted(map(str, OPEN)), order__content__stop=True,
        ).exclude(order=order)  # fmt: skip
        other = others.select_related("order").order_by("pk").first()
        if other is not None:
            _stop(other.order, key, now, by)
