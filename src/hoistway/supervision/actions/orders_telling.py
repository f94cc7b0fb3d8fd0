"""Tell unit, bureau, city and enforcement team of each step; the messages room delivers."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.queries import organisations, organisations_of
from hoistway.parties.vocabulary import JurisdictionKind, OrganisationKind
from hoistway.supervision.models import Order, OrderStep
from hoistway.supervision.queries.orders import order_step_behind
from hoistway.supervision.queries.orders_cases import enforcement_team
from hoistway.supervision.vocabulary import OrderDeed

_TO_UNIT = {
    OrderDeed.OFFERED, OrderDeed.SERVED, OrderDeed.EXTENDED, OrderDeed.PASSED, OrderDeed.FAILED,
    OrderDeed.OVERDUE, OrderDeed.TRANSFERRED, OrderDeed.OUTCOME, OrderDeed.REVOKED,
}  # fmt: skip
_TO_BUREAU = {
    OrderDeed.SUBMITTED, OrderDeed.RETURNED, OrderDeed.APPROVED, OrderDeed.ASKED,
    OrderDeed.REPORTED, OrderDeed.OVERDUE, OrderDeed.OUTCOME,
}  # fmt: skip


@transaction.atomic
def tell_order(*, step_id: int, now: datetime) -> None:
    """Queue the messages about one step of an order, once each."""
    step = order_step_behind(step_id=step_id)
    if step is None:
        return
    zh, en = _words(step)
    tell(
        order=step.order, bodies=_bodies(step), key=f"order.{step.pk}", words=(zh, en), now=now
    )  # fmt: skip


def tell(
    *, order: Order, bodies: Iterable[Organisation], key: str, words: tuple[str, str],
    now: datetime,
) -> None:  # fmt: skip
    """Queue one message about an order to each of these organisations."""
    for body in {one.pk: one for one in bodies}.values():
        queue_message(
            draft=Draft(
                purpose=Purpose.ORDER, organisation_id=body.pk, person_id=None,
                key=f"{key}.{body.pk}", phone=body.phone, expires_at=None,
                link=f"/orders/{order.pk}", zh=f"【慧梯】{words[0]}。",
                en=f"[Hoistway] {words[1]}.",
            ), now=now,
        )  # fmt: skip


def bureau_of(*, order: Order) -> list[Organisation]:
    """Return the bureau whose order it is."""
    rows = organisations(kind=OrganisationKind.BUREAU)
    return list(rows.filter(jurisdiction_id=order.jurisdiction_id))


def _bodies(step: OrderStep) -> list[Organisation]:
    order = step.order
    bodies: list[Organisation] = []
    sent = order.served_at is not None or step.deed is OrderDeed.OFFERED
    if step.deed in _TO_UNIT and sent:
        bodies += organisations_of(organisation_ids=[order.organisation_id])
    if step.deed in _TO_BUREAU:
        bodies += bureau_of(order=order)
    if step.deed is OrderDeed.TRANSFERRED:
        bodies += enforcement_team()
    if step.deed is OrderDeed.REPORTED_UP:
        rows = organisations(kind=OrganisationKind.BUREAU)
        bodies += rows.filter(jurisdiction__kind=JurisdictionKind.CITY)
    return bodies


def named(*, order: Order) -> tuple[str, str]:
    """Return how messages call an order, in two languages."""
    unit = order.organisation
    number_zh = order.number or f"草稿 {order.pk}"
    number_en = order.number or f"draft {order.pk}"
    return (
        f"监察指令书 {number_zh}（{unit.name}）",
        f"Order {number_en} ({unit.name_en or unit.name})",
    )


def _words(step: OrderStep) -> tuple[str, str]:
    zh, en = named(order=step.order)
    zh, en = f"{zh}：{step.deed.zh}", f"{en}: {step.deed.en}"
    due, review = step.order.due_on, step.order.review_by
    if step.deed is OrderDeed.OFFERED:
        zh, en = f"{zh}，请登录平台签收", f"{en}; please sign in and receive it"
    elif step.deed in {OrderDeed.SERVED, OrderDeed.EXTENDED, OrderDeed.FAILED}:
        zh, en = f"{zh}，请在 {due} 前整改并提交报告", f"{en}; put it right and report by {due}"
    elif step.deed is OrderDeed.REPORTED:
        zh, en = f"{zh}，须在 {review} 前复查", f"{en}; to be reviewed by {review}"
    elif step.deed is OrderDeed.OVERDUE:
        zh, en = f"{zh}，期限 {due}", f"{en}; the term was {due}"
    elif step.deed is OrderDeed.REPORTED_UP:
        zh, en = f"{zh}，存在严重事故隐患", f"{en}: a grave hazard"
    return zh, en
