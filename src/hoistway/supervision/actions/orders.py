"""An order is drafted from findings, submitted, returned, and approved by another person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.actions.orders_grave import follow_grave
from hoistway.supervision.actions.orders_numbers import next_number, signed_order
from hoistway.supervision.actions.orders_steps import (
    OrderSaid,
    held_order,
    key_of,
    known_order_form,
    require_own,
    require_state,
    stepped,
)
from hoistway.supervision.models import Check, Finding, Order, OrderFinding
from hoistway.supervision.queries.orders import findings_free, policy_of_order
from hoistway.supervision.rules.orders import OrderPolicy, earliest_due, order_policy_on
from hoistway.supervision.vocabulary import CheckState, OrderDeed, OrderState

_FINISHED = frozenset({CheckState.SIGNED, CheckState.REFUSED})
_BEFORE = frozenset({OrderState.DRAFT})
MOST_MEASURES = 2000


class TwoOfficersNeeded(Refusal):
    """Raised when an order would rest on a check that fewer than two officers made."""

    code = "two_officers_needed"
    zh = "监察指令须以两名以上监察人员实施的检查为依据。"
    en = "An order rests on a check by two officers or more."
    clause = "特种设备安全监督检查办法 art. 19"


class OfficerAlone(Refusal):
    """Raised when who drafted an order would approve it."""

    code = "officer_alone"
    zh = "起草人不能批准自己的监察指令，须由另一人批准。"
    en = "Who drafted an order cannot approve it; another person does."
    clause = "特种设备安全监督检查办法 art. 23"
    status = 403


class CheckNotFinished(Refusal):
    """Raised when an order would rest on a check that is not finished."""

    code = "check_not_finished"
    zh = "检查尚未结束，不能起草监察指令。"
    en = "The check is not finished; no order can be drafted."


class NothingFound(Refusal):
    """Raised when an order would rest on no finding, or on one under another order."""

    code = "order_without_finding"
    zh = "请选择本次检查发现的、尚未下达指令的问题。"
    en = "Choose findings of this check that are under no other order."
    status = 422


class OrderIncomplete(Refusal):
    """Raised when an order names no rule broken, no basis or nothing to be done."""

    code = "order_incomplete"
    zh = "请选择违反的规定和依据，并写明整改措施。"
    en = "Choose the rules broken and the basis, and say what is to be done."
    status = 422


class DueTooSoon(Refusal):
    """Raised when the term of an order ends too soon."""

    code = "order_due_too_soon"
    zh = "整改期限最早为 {day}。"
    en = "The term ends on {day} at the earliest."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderText:
    """What the officers write; `rules` and `bases` are the sentences that they chose.

    `stop` when elevators with a grave hazard must not be used until the order is closed.
    """

    finding_ids: tuple[int, ...]
    rules: tuple[str, ...]
    bases: tuple[str, ...]
    measures: str
    due_on: date
    stop: bool = False


@transaction.atomic
def draft_order(
    *, check_id: int, text: OrderText, form_id: UUID, now: datetime, by: Actor
) -> Order:
    """Draft an order from findings of a finished check of the own bureau.

    Announces: OrderMoved. Raises: NotAllowed, NotFound, CheckNotFinished, TwoOfficersNeeded,
    NothingFound, OrderIncomplete, DueTooSoon. Source: 特种设备安全监督检查办法 art. 23.
    """
    require(by=by, deed=Deed.DO_CHECK)
    known = Order.objects.filter(form_id=form_id).first()
    if known is not None:
        return known
    rows = Check.objects.select_for_update(of=("self",)).select_related("organisation")
    check = rows.filter(pk=check_id, jurisdiction_id=by.jurisdiction_id).first()
    if check is None:
        raise NotFound
    if check.state not in _FINISHED:
        raise CheckNotFinished
    require_two(check=check)
    policy = order_policy_on(day=local_day(at=now))
    found = _findings(check, text)
    _require_sound(text, policy, local_day(at=now))
    order = Order.objects.create(
        form_id=form_id, check_made=check, organisation=check.organisation,
        jurisdiction_id=check.jurisdiction_id, content=_content(text, found, policy),
        edition=policy.edition, drafted_by_key=key_of(by=by), due_on=text.due_on,
    )  # fmt: skip
    _rest_on(order, found)
    stepped(order=order, deed=OrderDeed.DRAFTED, now=now, by=by)
    return order


def require_two(*, check: Check) -> None:
    """Refuse unless two different people made the check. Raises: TwoOfficersNeeded."""
    if len({one.get("person") for one in check.officers if one.get("person")}) < 2:
        raise TwoOfficersNeeded


def _findings(check: Check, text: OrderText) -> list[Finding]:
    found = list(findings_free(check_id=check.pk).filter(pk__in=text.finding_ids))
    if not found or len(found) != len(set(text.finding_ids)):
        raise NothingFound
    return found


def _require_sound(text: OrderText, policy: OrderPolicy, day: date) -> None:
    if not (text.rules and text.bases and text.measures.strip()):
        raise OrderIncomplete
    require_due(due_on=text.due_on, policy=policy, day=day)


def require_due(*, due_on: date, policy: OrderPolicy, day: date) -> None:
    """Refuse a term that ends before the first day it may. Raises: DueTooSoon."""
    first = earliest_due(policy=policy, day=day)
    if due_on < first:
        raise DueTooSoon(day=first)


def _content(text: OrderText, found: Sequence[Finding], policy: OrderPolicy) -> dict[str, object]:
    places = [
        f"{one.elevator.address} {one.elevator.name}（{one.elevator.register_number}）"
        if one.elevator else "" for one in found
    ]  # fmt: skip
    problems = [
        {"finding": one.pk, "weight": str(one.weight), "words": one.words, "place": place}
        for one, place in zip(found, places, strict=True)
    ]
    return {
        "problems": problems, "places": " ".join(sorted({one for one in places if one})),
        "rules": list(text.rules), "bases": list(text.bases),
        "measures": text.measures.strip()[:MOST_MEASURES], "stop": text.stop,
        "remedy": policy.remedy[0],
    }  # fmt: skip


def _rest_on(order: Order, found: Sequence[Finding]) -> None:
    OrderFinding.objects.bulk_create(
        [OrderFinding(order=order, finding=one) for one in found]
    )  # fmt: skip


@transaction.atomic
def rewrite_order(
    *, order_id: int, text: OrderText, form_id: UUID, now: datetime, by: Actor
) -> Order:
    """Write a draft anew; who does so is its drafter from now on.

    Announces: OrderMoved. Raises: as draft_order, OrderMovedOn.
    """
    require(by=by, deed=Deed.DO_CHECK)
    order = held_order(order_id=order_id, by=by)
    require_own(order=order, by=by)
    if known_order_form(form_id=form_id):
        return order
    require_state(order=order, states=_BEFORE)
    policy = policy_of_order(order=order)
    OrderFinding.objects.filter(order=order).delete()
    found = _findings(order.check_made, text)
    _require_sound(text, policy, local_day(at=now))
    order.content, order.due_on = _content(text, found, policy), text.due_on
    order.drafted_by_key = key_of(by=by)
    order.save(update_fields=["content", "due_on", "drafted_by_key"])
    _rest_on(order, found)
    stepped(
        order=order, deed=OrderDeed.DRAFTED, said=OrderSaid(form_id=form_id), now=now, by=by
    )  # fmt: skip
    return order


@transaction.atomic
def submit_order(*, order_id: int, said: OrderSaid, now: datetime, by: Actor) -> Order:
    """Hand a draft in for approval. Announces: OrderMoved.

    Raises: NotAllowed, NotFound, OrderMovedOn, DueTooSoon.
    """
    require(by=by, deed=Deed.DO_CHECK)
    order = held_order(order_id=order_id, by=by)
    require_own(order=order, by=by)
    if known_order_form(form_id=said.form_id):
        return order
    require_state(order=order, states=_BEFORE)
    _require_term(order, now)
    order.state = OrderState.SUBMITTED
    order.save(update_fields=["state"])
    stepped(order=order, deed=OrderDeed.SUBMITTED, said=said, now=now, by=by)
    return order


def _require_term(order: Order, now: datetime) -> None:
    if order.due_on is not None:
        policy = policy_of_order(order=order)
        require_due(due_on=order.due_on, policy=policy, day=local_day(at=now))


@transaction.atomic
def return_order(*, order_id: int, said: OrderSaid, now: datetime, by: Actor) -> Order:
    """Give a draft back with the reason. Announces: OrderMoved.

    Raises: NotAllowed, NotFound, OrderWordsMissing, OrderMovedOn.
    """
    require(by=by, deed=Deed.APPROVE_ORDER)
    order = held_order(order_id=order_id, by=by)
    require_own(order=order, by=by)
    if known_order_form(form_id=said.form_id):
        return order
    said.needed()
    require_state(order=order, states=frozenset({OrderState.SUBMITTED}))
    order.state = OrderState.DRAFT
    order.save(update_fields=["state"])
    stepped(order=order, deed=OrderDeed.RETURNED, said=said, now=now, by=by)
    return order


@transaction.atomic
def approve_order(*, order_id: int, said: OrderSaid, now: datetime, by: Actor) -> Order:
    """Approve a submitted order as another person than its drafter: it gets its number.

    Grave hazards are reported upward the same day, and stopped where the order says so.
    Announces: OrderMoved. Raises: NotAllowed, NotFound, OfficerAlone, TwoOfficersNeeded,
    OrderMovedOn, DueTooSoon. Source: 特种设备安全监督检查办法 art. 23, 26, 30.
    """
    require(by=by, deed=Deed.APPROVE_ORDER)
    order = held_order(order_id=order_id, by=by)
    require_own(order=order, by=by)
    if known_order_form(form_id=said.form_id):
        return order
    require_state(order=order, states=frozenset({OrderState.SUBMITTED}))
    if order.drafted_by_key == key_of(by=by):
        raise OfficerAlone
    require_two(check=order.check_made)
    _require_term(order, now)
    order.number = next_number(order=order, now=now)
    order.signed_text = signed_order(order=order, now=now, by=by)
    order.approved_by_key, order.state = key_of(by=by), OrderState.APPROVED
    order.save(update_fields=["number", "signed_text", "approved_by_key", "state"])
    stepped(
        order=order, deed=OrderDeed.APPROVED, said=said, facts={"number": order.number},
        now=now, by=by,
    )  # fmt: skip
    follow_grave(order=order, now=now, by=by)
    return order
