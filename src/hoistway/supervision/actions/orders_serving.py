"""An order reaches the unit: signed for, left after refusal, by mail, or by this platform."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.actions.orders import require_due
from hoistway.supervision.actions.orders_steps import (
    OrderSaid,
    held_order,
    known_order_form,
    require_own,
    require_state,
    stepped,
)
from hoistway.supervision.models import Order
from hoistway.supervision.queries.orders import policy_of_order
from hoistway.supervision.vocabulary import OrderDeed, OrderState, ServiceWay

_APPROVED = frozenset({OrderState.APPROVED})


class ReceiverMissing(Refusal):
    """Raised when an order is said to be received by nobody, or mailed without a number."""

    code = "receiver_missing"
    zh = "请写明签收人（留置送达写明在场人或见证人，邮寄写明邮件编号）。"
    en = "Name who received it (a witness when it was left, the mail's number when mailed)."
    status = 422
    clause = "特种设备安全监督检查办法 art. 23"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How an order was handed over; `receiver` signed, witnessed, or is the mail's number."""

    way: ServiceWay
    receiver: str = ""
    post: str = ""


@transaction.atomic
def serve_order(
    *, order_id: int, service: Service, said: OrderSaid, now: datetime, by: Actor
) -> Order:
    """Keep that an order was handed over, with its proof.

    Signed for: the receiver and the signed receipt. Left: a witness or who was there, what
    happened, and photo or recording. Mailed: its number and the receipt. By this platform the
    order is only sent here; the unit's own receipt (`receive_order`) serves it.
    Announces: OrderMoved. Raises: NotAllowed, NotFound, OrderMovedOn, ReceiverMissing,
    OrderProofMissing, OrderWordsMissing, DueTooSoon.
    Source: 特种设备安全监督检查办法 art. 23, 27.
    """
    require(by=by, deed=Deed.DO_CHECK)
    order = held_order(order_id=order_id, by=by)
    require_own(order=order, by=by)
    if known_order_form(form_id=said.form_id):
        return order
    require_state(order=order, states=_APPROVED)
    if service.way is ServiceWay.PLATFORM:
        return _offered(order, said, now, by)
    if not service.receiver.strip():
        raise ReceiverMissing
    said.proof()
    if service.way is ServiceWay.LEFT:
        said.needed()
    return _served(order, service, said, now, by)


def _offered(order: Order, said: OrderSaid, now: datetime, by: Actor) -> Order:
    order.service = ServiceWay.PLATFORM
    order.save(update_fields=["service"])
    stepped(order=order, deed=OrderDeed.OFFERED, said=said, now=now, by=by)
    return order


def _served(order: Order, service: Service, said: OrderSaid, now: datetime, by: Actor) -> Order:
    day = local_day(at=now)
    if order.due_on is not None:
        require_due(due_on=order.due_on, policy=policy_of_order(order=order), day=day)
    order.state, order.service, order.served_at = OrderState.SERVED, service.way, now
    order.save(update_fields=["state", "service", "served_at"])
    facts = {
        "way": str(service.way), "receiver": service.receiver.strip()[:80],
        "post": service.post.strip()[:40],
    }  # fmt: skip
    stepped(order=order, deed=OrderDeed.SERVED, said=said, facts=facts, now=now, by=by)
    return order


@transaction.atomic
def receive_order(*, order_id: int, said: OrderSaid, now: datetime, by: Actor) -> Order:
    """Receive an order that was sent by this platform, by the unit's own sign-in: it is served.

    Announces: OrderMoved. Raises: NotAllowed, NotFound, OrderMovedOn, DueTooSoon.
    Source: 民事诉讼法 (M): by agreement, the moment it arrives in the receiver's system.
    """
    require(by=by, deed=Deed.ANSWER_ORDER)
    order = held_order(order_id=order_id, by=by)
    if by.organisation_id != order.organisation_id:
        raise NotAllowed
    if known_order_form(form_id=said.form_id):
        return order
    require_state(order=order, states=_APPROVED)
    service = Service(way=ServiceWay.PLATFORM, receiver=by.name)
    return _served(order, service, said, now, by)
