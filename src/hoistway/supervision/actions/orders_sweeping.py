"""Every day: terms that ran out are kept as steps, and what is near or late is pressed on."""

from datetime import datetime, timedelta

from django.db import transaction

from hoistway.foundation.periods import local_day
from hoistway.foundation.workdays import workdays_between
from hoistway.parties.queries import organisations_of
from hoistway.supervision.actions.orders_steps import stepped
from hoistway.supervision.actions.orders_telling import bureau_of, named, tell
from hoistway.supervision.models import Order, OrderStep
from hoistway.supervision.queries.orders import OPEN, order_standing, policy_of_order
from hoistway.supervision.vocabulary import OrderDeed, OrderStanding, OrderState

_LATE = frozenset({OrderStanding.UNSERVED, OrderStanding.REVIEW_LATE})
_LOOK_AHEAD = timedelta(days=30)
"""Chosen: longer than the terms of which anybody is reminded, with holidays."""


def sweep_orders(*, now: datetime) -> int:
    """Look at every order that is out; return how many terms ran out.

    Each order is a transaction of its own; run twice, nothing happens twice, and a missed day
    is made up for. Announces: OrderMoved. Source: 特种设备安全监督检查办法 art. 29, 36.
    """
    rows = Order.objects.filter(state__in=sorted(map(str, OPEN))).order_by("pk")
    return sum(_look_at(key, now) for key in rows.values_list("pk", flat=True))


@transaction.atomic
def _look_at(order_id: int, now: datetime) -> int:
    rows = Order.objects.select_for_update(of=("self",)).select_related(
        "organisation", "jurisdiction"
    )
    order = rows.get(pk=order_id)
    if order.state not in OPEN:
        return 0
    standing = order_standing(order=order, day=local_day(at=now))
    if standing is OrderStanding.OVERDUE:
        return _overdue(order, now)
    if standing in _LATE:
        _press_bureau(order, standing, now)
    elif standing is OrderStanding.DUE_SOON:
        _remind_unit(order, now)
    elif standing is OrderStanding.TO_REVIEW:
        _remind_bureau(order, now)
    return 0


def _overdue(order: Order, now: datetime) -> int:
    """Keep once for each term that it ran out."""
    due = order.due_on.isoformat() if order.due_on else ""
    known = OrderStep.objects.filter(order=order, deed=OrderDeed.OVERDUE, facts__due=due)
    if known.exists():
        return 0
    stepped(order=order, deed=OrderDeed.OVERDUE, facts={"due": due}, now=now)
    return 1


def _press_bureau(order: Order, standing: OrderStanding, now: datetime) -> None:
    """Say once a week that the bureau itself is late."""
    zh, en = named(order=order)
    since = order.review_by if order.state is OrderState.REPORTED else None
    week = local_day(at=now).isocalendar()
    tell(
        order=order, bodies=bureau_of(order=order), now=now,
        key=f"order_late.{order.pk}.{standing}.{week.year}.{week.week}",
        words=(
            f"{zh}：{standing.zh}" + (f"，期限 {since}" if since else ""),
            f"{en}: {standing.en}" + (f", the term was {since}" if since else ""),
        ),
    )  # fmt: skip


def _remind_unit(order: Order, now: datetime) -> None:
    zh, en = named(order=order)
    tell(
        order=order, bodies=organisations_of(organisation_ids=[order.organisation_id]), now=now,
        key=f"order_soon.{order.pk}.{order.due_on}",
        words=(
            f"{zh}：整改期限 {order.due_on} 临近，请提交整改报告",
            f"{en}: the term ends on {order.due_on}; report what was put right",
        ),
    )  # fmt: skip


def _remind_bureau(order: Order, now: datetime) -> None:
    today, last = local_day(at=now), order.review_by
    if last is None or last - today > _LOOK_AHEAD:
        return
    if workdays_between(first=today, last=last) > policy_of_order(order=order).remind_workdays:
        return
    zh, en = named(order=order)
    tell(
        order=order, bodies=bureau_of(order=order), now=now,
        key=f"order_review.{order.pk}.{last}",
        words=(f"{zh}：须在 {last} 前复查", f"{en}: to be reviewed by {last}"),
    )  # fmt: skip
