"""What monitoring asks of visits: what was worked on, what became void, when the next is due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hoistway.foundation.among import among
from hoistway.maintenance.models import Schedule, Visit
from hoistway.maintenance.queries.checklists import checklist_of
from hoistway.maintenance.vocabulary import VisitState


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOn:
    """A signed visit: on which elevator, when, and which items it answers."""

    uid: UUID
    elevator_id: int
    at: datetime
    items: frozenset[str]


def worked_on(*, visit_id: int) -> WorkedOn | None:
    """Return what a visit has worked on; None before it is signed. Scope is the caller's."""
    visit = Visit.objects.select_related("elevator").filter(pk=visit_id).first()
    if visit is None or visit.state not in VisitState.counted_states() or not visit.signed_at:
        return None
    day = visit.counted_on or visit.signed_at.date()
    items = {item.code for item in checklist_of(visit=visit, lines=(), day=day)}
    return WorkedOn(
        uid=visit.uid, elevator_id=visit.elevator_id, at=visit.signed_at, items=frozenset(items)
    )


def void_visits(*, visit_ids: Collection[int]) -> set[int]:
    """Return which of these visits were made void; one query."""
    rows = Visit.objects.filter(among("pk", visit_ids), state=VisitState.VOID)
    return set(rows.values_list("pk", flat=True))


def next_dues(*, elevator_ids: Collection[int]) -> dict[int, date]:
    """Return until when each elevator must be visited next, where that is known; one query."""
    rows = Schedule.objects.filter(among("pk", elevator_ids), next_due_on__isnull=False)
    return {key: day for key, day in rows.values_list("pk", "next_due_on") if day is not None}
