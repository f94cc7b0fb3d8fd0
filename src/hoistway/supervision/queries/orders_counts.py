"""How many orders there are, by jurisdiction and as they stand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hoistway.supervision.models import Order
from hoistway.supervision.queries.orders import OPEN, midnight, order_standing
from hoistway.supervision.vocabulary import OrderStanding, OrderState


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCount:
    """The orders of one jurisdiction: served in a period, and what became of them by a day.

    `open` are served and not over; `overdue` and `review_late` are among them.
    """

    served: int = 0
    closed: int = 0
    handed_over: int = 0
    open: int = 0
    overdue: int = 0
    review_late: int = 0


def order_counts(*, first: date, last: date, day: date) -> dict[int, OrderCount]:
    """Return the counts of the orders served between two days, by jurisdiction; one query."""
    rows = Order.objects.filter(
        served_at__gte=midnight(day=first), served_at__lt=midnight(day=last + timedelta(days=1))
    ).exclude(state=OrderState.REVOKED)
    found: dict[int, list[Order]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.jurisdiction_id, []).append(row)
    return {key: _count(mine, day) for key, mine in found.items()}


def _count(rows: Iterable[Order], day: date) -> OrderCount:
    mine = list(rows)
    states = Counter(row.state for row in mine)
    stand = Counter(order_standing(order=row, day=day) for row in mine)
    return OrderCount(
        served=len(mine), closed=states[OrderState.CLOSED],
        handed_over=states[OrderState.TRANSFERRED], open=sum(states[one] for one in OPEN),
        overdue=stand[OrderStanding.OVERDUE], review_late=stand[OrderStanding.REVIEW_LATE],
    )  # fmt: skip
