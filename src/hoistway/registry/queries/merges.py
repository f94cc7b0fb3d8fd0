"""Which rows of the register were found to be one elevator."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import in_reach
from hoistway.registry.models import Merge


def merges(*, by: Actor) -> QuerySet[Merge]:
    """Return the merges of visible elevators, also those taken back, newest first."""
    return Merge.objects.filter(in_reach(by=by, prefix="kept__")).order_by("-at", "-pk")


def merges_of(*, elevator_ids: Iterable[int]) -> QuerySet[Merge]:
    """Return the merges into and of these elevators, also those taken back, oldest first."""
    keys = list(elevator_ids)
    found = Merge.objects.filter(Q(kept_id__in=keys) | Q(gone_id__in=keys))
    return found.select_related("kept", "gone").order_by("at", "pk")
