"""Send somebody to an elevator because a finding of the monitoring asks for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance import models
from hoistway.maintenance.events import VisitsAssigned
from hoistway.maintenance.models import Schedule, Visit
from hoistway.maintenance.rules.items import edition, items_by_code
from hoistway.maintenance.vocabulary import VisitKind
from hoistway.registry.queries.upkeep import to_maintain

_NAMES = UUID("6b1f6f58-7d0e-4f6b-9a3c-2f0f3f3c1a86")
"""The space in which a finding's key gives its visit a number."""


class NobodyToSend(Refusal):
    """Raised when no firm maintains the elevator."""

    code = "nobody_to_send"
    zh = "该电梯目前没有维保单位，不能派针对性维保。"
    en = "No firm maintains this elevator; nobody can be sent."
    status = 422


class UnknownItem(Refusal):
    """Raised when an order names an item that the rule does not know."""

    code = "unknown_item"
    zh = "没有这个维保项目：{item}。"
    en = "There is no maintenance item {item}."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetedOrder:
    """What a finding asks for: these items by that instant; `key` is the finding's own."""

    elevator_id: int
    key: str
    items: tuple[str, ...]
    words_zh: str
    words_en: str
    due_at: datetime
    safety: bool


@transaction.atomic
def order_targeted(*, order: TargetedOrder, now: datetime, by: Actor) -> Visit:
    """Send somebody to look at what a finding names; the same key is the same visit.

    It goes to who looks after the elevator, and stands on the phone at once with its hour.
    Announces: VisitsAssigned. Raises: NobodyToSend, UnknownItem.
    """
    known = models.TargetedOrder.objects.select_related("visit").filter(key=order.key).first()
    if known is not None:
        return known.visit
    for item in order.items:
        if item not in items_by_code():
            raise UnknownItem(item=item)
    firm_id, lead_id = _who(order.elevator_id)
    visit, fresh = Visit.objects.get_or_create(
        uid=uuid5(_NAMES, order.key),
        defaults={
            "elevator_id": order.elevator_id, "firm_id": firm_id, "kind": VisitKind.TARGETED,
            "items": list(order.items), "edition": edition(), "lead_id": lead_id,
            "due_on": local_day(at=order.due_at), "due_at": order.due_at, "made_at": now,
        },
    )  # fmt: skip
    if not fresh:
        return visit
    models.TargetedOrder.objects.create(
        visit=visit, key=order.key, words_zh=order.words_zh[:300], words_en=order.words_en[:300],
        safety=order.safety, ordered_at=now, ordered_by=by.as_json(),
    )  # fmt: skip
    if lead_id is not None:
        announce(VisitsAssigned(person_id=lead_id, visit_ids=[visit.pk]))
    touch(f"visits.{firm_id}")
    return visit


def _who(elevator_id: int) -> tuple[int, int | None]:
    """Return the firm that answers for an elevator, and who of it looks after it."""
    row = Schedule.objects.filter(pk=elevator_id).first()
    if row is not None and row.firm_id is not None:
        return row.firm_id, row.technician_id
    firm_id = next((one.firm_id for one in to_maintain(elevator_ids=[elevator_id])), None)
    if firm_id is None:
        raise NobodyToSend
    return firm_id, None
