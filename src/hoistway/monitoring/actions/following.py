"""What a signed visit means for the deviations of its elevator."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import PLATFORM
from hoistway.maintenance.queries.targeted import worked_on
from hoistway.monitoring.actions.steps import Said, step
from hoistway.monitoring.models import Deviation
from hoistway.monitoring.vocabulary import DeviationState


@transaction.atomic
def follow_visit(*, visit_id: int, now: datetime) -> int:
    """Mark as worked on what this signed visit was ordered for, or whose items it holds all.

    However often it runs, a deviation moves once. Announces: DeviationMoved.
    """
    done = worked_on(visit_id=visit_id)
    if done is None:
        return 0
    rows = Deviation.objects.select_for_update(of=("self",)).filter(
        elevator_id=done.elevator_id, state__in=DeviationState.open_states()
    )
    moved = 0
    for row in rows.order_by("pk"):
        is_ordered = row.visit_id == visit_id
        covers = row.visit_id is None and row.items and done.items.issuperset(row.items)
        if is_ordered or (covers and row.found_at <= done.at):
            said = Said(facts={"visit": str(done.uid)})
            step(
                row, DeviationState.DONE, now=now, by=PLATFORM, said=said, done_at=done.at,
                visit_id=visit_id,
            )  # fmt: skip
            moved += 1
    return moved
