"""The unit reports an order put right; the bureau gives time, and reviews."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.actions.orders import require_due
from hoistway.supervision.actions.orders_grave import lift_stops
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
from hoistway.supervision.rules.orders import review_by
from hoistway.supervision.vocabulary import OrderDeed, OrderState, ReviewWay

MOST_WORDS_EACH = 1000
_SERVED = frozenset({OrderState.SERVED})


class FindingUnanswered(Refusal):
    """Raised when a report does not say of each problem what was done."""

    code = "finding_unanswered"
    zh = "请逐项写明每个问题的整改情况。"
    en = "Say of each problem what was done."
    status = 422
    clause = "特种设备安全监督检查办法 art. 29"


class TermNotLonger(Refusal):
    """Raised when a new term does not end later than the one that stands."""

    code = "term_not_longer"
    zh = "新期限须晚于现期限 {day}。"
    en = "The new term must end after the present one, {day}."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What a unit did about each problem: words and files by the finding's key."""

    words: Mapping[int, str]
    files: Mapping[int, Attachment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a review found; a failed one gives a new term, `next_due`."""

    passes: bool
    way: ReviewWay
    next_due: date | None = None


@transaction.atomic
def report_order(
    *, order_id: int, mended: Mended, said: OrderSaid, now: datetime, by: Actor
) -> Order:
    """Keep the unit's report that an order was put right; the review's term begins.

    Announces: OrderMoved. Raises: NotAllowed, NotFound, OrderMovedOn, FindingUnanswered.
    Source: 特种设备安全监督检查办法 art. 29.
    """
    require(by=by, deed=Deed.ANSWER_ORDER)
    order = held_order(order_id=order_id, by=by)
    if by.organisation_id != order.organisation_id:
        raise NotAllowed
    if known_order_form(form_id=said.form_id):
        return order
    require_state(order=order, states=_SERVED)
    facts = _told(order, mended)
    order.state, order.reported_at = OrderState.REPORTED, now
    order.review_by = review_by(policy=policy_of_order(order=order), reported_on=local_day(at=now))
    order.save(update_fields=["state", "reported_at", "review_by"])
    facts["review_by"] = order.review_by.isoformat()
    stepped(order=order, deed=OrderDeed.REPORTED, said=said, facts=facts, now=now, by=by)
    return order


def _told(order: Order, mended: Mended) -> dict[str, object]:
    """Return what was said of each problem, with the file that shows it."""
    told = []
    for problem in order.content["problems"]:
        key = int(problem["finding"])
        words = mended.words.get(key, "").strip()[:MOST_WORDS_EACH]
        if not words:
            raise FindingUnanswered
        file = mended.files.get(key)
        shown = {"pk": file.pk, "sha256": file.sha256} if file else None
        told.append({"finding": key, "words": words, "file": shown})
    return {"told": told}


@transaction.atomic
def ask_time(*, order_id: int, said: OrderSaid, now: datetime, by: Actor) -> Order:
    """Keep that the unit asks for more time, with its reason; the term stands until given.

    Announces: OrderMoved. Raises: NotAllowed, NotFound, OrderWordsMissing, OrderMovedOn.
    """
    require(by=by, deed=Deed.ANSWER_ORDER)
    order = held_order(order_id=order_id, by=by)
    if by.organisation_id != order.organisation_id:
        raise NotAllowed
    if known_order_form(form_id=said.form_id):
        return order
    said.needed()
    require_state(order=order, states=_SERVED)
    stepped(order=order, deed=OrderDeed.ASKED, said=said, now=now, by=by)
    return order


@transaction.atomic
def extend_order(
    *, order_id: int, due_on: date, said: OrderSaid, now: datetime, by: Actor
) -> Order:
    """Give a unit more time, with the reason. Announces: OrderMoved.

    Raises: NotAllowed, NotFound, OrderWordsMissing, OrderMovedOn, TermNotLonger, DueTooSoon.
    """
    require(by=by, deed=Deed.APPROVE_ORDER)
    order = held_order(order_id=order_id, by=by)
    require_own(order=order, by=by)
    if known_order_form(form_id=said.form_id):
        return order
    said.needed()
    require_state(order=order, states=_SERVED | {OrderState.APPROVED})
    if order.due_on is not None and due_on <= order.due_on:
        raise TermNotLonger(day=order.due_on)
    require_due(due_on=due_on, policy=policy_of_order(order=order), day=local_day(at=now))
    facts = {"before": order.due_on.isoformat() if order.due_on else "", "due": str(due_on)}
    order.due_on = due_on
    order.save(update_fields=["due_on"])
    stepped(order=order, deed=OrderDeed.EXTENDED, said=said, facts=facts, now=now, by=by)
    return order


@transaction.atomic
def review_order(
    *, order_id: int, review: Review, said: OrderSaid, now: datetime, by: Actor
) -> Order:
    """Keep what the review found: it closes the order, or a new term begins.

    Passed, the stops of use that the order brought are lifted by who reviewed.
    Announces: OrderMoved. Raises: NotAllowed, NotFound, OrderWordsMissing, OrderMovedOn,
    DueTooSoon. Source: 特种设备安全监督检查办法 art. 29.
    """
    require(by=by, deed=Deed.DO_CHECK)
    order = held_order(order_id=order_id, by=by)
    require_own(order=order, by=by)
    if known_order_form(form_id=said.form_id):
        return order
    words = said.needed()
    require_state(order=order, states=frozenset({OrderState.REPORTED}))
    facts = {"way": str(review.way)}
    if review.passes:
        lift_stops(order=order, words=words, now=now, by=by)
        order.state, order.settled_at = OrderState.CLOSED, now
    else:
        policy, day = policy_of_order(order=order), local_day(at=now)
        due_on = review.next_due or day
        require_due(due_on=due_on, policy=policy, day=day)
        order.state, order.due_on, order.review_by = OrderState.SERVED, due_on, None
        facts["due"] = due_on.isoformat()
    order.save(update_fields=["state", "settled_at", "due_on", "review_by"])
    deed = OrderDeed.PASSED if review.passes else OrderDeed.FAILED
    stepped(order=order, deed=deed, said=said, facts=facts, now=now, by=by)
    return order
