"""What the page of one elevator tells a technician: work to do, work done, repairs that wait."""

from django.db.models import QuerySet

from hoistway.maintenance.models import Repair, Visit
from hoistway.maintenance.vocabulary import VisitState
from hoistway.maintenance.vocabulary.repairs import RepairState


def visits_to_do(*, elevator_id: int) -> QuerySet[Visit]:
    """Return the visits that are planned or under way, by their last day; scope was judged."""
    states = sorted(str(state) for state in VisitState.open_states())
    rows = Visit.objects.filter(elevator_id=elevator_id, state__in=states)
    return rows.select_related("lead", "repair").order_by("due_on", "pk")


def visits_done(*, elevator_id: int) -> QuerySet[Visit]:
    """Return the visits that count, the latest first; scope was judged."""
    states = sorted(str(state) for state in VisitState.counted_states())
    rows = Visit.objects.filter(elevator_id=elevator_id, state__in=states)
    return rows.select_related("lead").order_by("-counted_on", "-pk")


def repairs_to_do(*, elevator_id: int) -> QuerySet[Repair]:
    """Return the repairs that are not over, the most urgent day first; scope was judged."""
    states = sorted(str(state) for state in RepairState.open_states())
    rows = Repair.objects.filter(elevator_id=elevator_id, state__in=states)
    return rows.order_by("due_at", "pk")
