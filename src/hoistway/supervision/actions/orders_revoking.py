"""An order is taken back."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.actions.orders_grave import lift_stops
from hoistway.supervision.actions.orders_steps import (
    OrderSaid,
    held_order,
    known_order_form,
    require_own,
    require_state,
    stepped,
)
from hoistway.supervision.models import Order, OrderFinding
from hoistway.supervision.vocabulary import OrderDeed, OrderState


@transaction.atomic
def revoke_order(*, order_id: int, said: OrderSaid, now: datetime, by: Actor) -> Order:
    """Take an order back with the reason: its findings are free, its stops of use end.

    The number stays used. Announces: OrderMoved. Raises: NotAllowed, NotFound,
    OrderWordsMissing, OrderMovedOn.
    """
    require(by=by, deed=Deed.APPROVE_ORDER)
    order = held_order(order_id=order_id, by=by)
    require_own(order=order, by=by)
    if known_order_form(form_id=said.form_id):
        return order
    words = said.needed()
    require_state(order=order, states=frozenset(OrderState) - {OrderState.REVOKED})
    lift_stops(order=order, words=words, now=now, by=by)
    OrderFinding.objects.filter(order=order).delete()
    order.state, order.settled_at = OrderState.REVOKED, now
    order.save(update_fields=["state", "settled_at"])
    stepped(order=order, deed=OrderDeed.REVOKED, said=said, now=now, by=by)
    return order
