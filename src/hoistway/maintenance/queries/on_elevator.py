"""What a technician's pages tell of elevators: work to do, work done, hands on it, repairs."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import QuerySet

from hoistway.maintenance.models import Crew, PhoneKey, Repair, Visit
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


def hands_on(*, visit_ids: Collection[int]) -> dict[int, list[Crew]]:
    """Return the crew of each of these visits in the order of joining; one query."""
    found: dict[int, list[Crew]] = defaultdict(list)
    for hand in Crew.objects.filter(visit_id__in=visit_ids).order_by("joined_at", "pk"):
        found[hand.visit_id].append(hand)
    return found


def signs_here(*, person_id: int) -> bool:
    """Return whether this person has a key on any phone, so has used the app before."""
    return PhoneKey.objects.filter(person_id=person_id, revoked_at=None).exists()
