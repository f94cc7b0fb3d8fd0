"""Visits that findings of the monitoring asked for: what was said, by when, what became of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hoistway.foundation.among import among
from hoistway.maintenance.models import TargetedOrder, Visit
from hoistway.maintenance.rules.why import NOTHING, Why, why_by_need, why_targeted
from hoistway.maintenance.vocabulary import VisitKind, VisitState

__all__ = ["OrderNow", "Why", "orders_by_key", "orders_of_visits", "why_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNow:
    """One targeted order as it stands; `results` are those of the signed visit by item."""

    key: str
    visit_uid: UUID
    visit_id: int
    elevator_id: int
    state: VisitState
    due_at: datetime | None
    counted_on: date | None
    signed_at: datetime | None
    safety: bool
    items: tuple[str, ...]
    words: tuple[str, str]
    results: dict[str, str]

    def is_late(self, *, now: datetime) -> bool:
        """Return whether its hour has passed and nobody has done it."""
        waits = self.state in VisitState.open_states()
        return waits and self.due_at is not None and self.due_at < now


def orders_by_key(*, keys: Collection[str]) -> dict[str, OrderNow]:
    """Return the orders of findings by the findings' keys; one query."""
    rows = TargetedOrder.objects.filter(key__in=list(keys)).select_related("visit")
    return {row.key: _now(row) for row in rows.order_by("pk")}


def orders_of_visits(*, visit_ids: Collection[int]) -> dict[int, OrderNow]:
    """Return the orders behind visits, by visit; one query."""
    rows = TargetedOrder.objects.filter(among("visit_id", list(visit_ids)))
    return {row.pk: _now(row) for row in rows.select_related("visit").order_by("pk")}


def _now(row: TargetedOrder) -> OrderNow:
    visit = row.visit
    lines = visit.sheet.get("lines", {}) if visit.counted_on else {}
    return OrderNow(
        key=row.key, visit_uid=visit.uid, visit_id=visit.pk, elevator_id=visit.elevator_id,
        state=visit.state, due_at=visit.due_at, counted_on=visit.counted_on,
        signed_at=visit.signed_at, safety=row.safety, items=tuple(visit.items),
        words=(row.words_zh, row.words_en),
        results={code: str(line.get("result", "")) for code, line in lines.items()},
    )  # fmt: skip


def why_of(*, visit: Visit, order: OrderNow | None = None) -> Why:
    """Return why a visit is due when it is and has its items; empty for one by its level."""
    if order is not None and order.due_at is not None:
        zh, en = order.words
        return why_targeted(words_zh=zh, words_en=en, due_at=order.due_at)
    if visit.kind is VisitKind.MAINTENANCE and visit.level is None:
        due = visit.due_on or visit.why.get("limit_on", "")
        return why_by_need(why=visit.why, items=len(visit.items), due_on=due)
    return NOTHING
