"""Which rows of the register were found to be one elevator."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from hoistway.registry.models import Merge


def merges_of(*, elevator_ids: Iterable[int]) -> QuerySet[Merge]:
    """Return the merges into and of these elevators, also those taken back, oldest first."""
    keys = list(elevator_ids)
    found = Merge.objects.filter(Q(kept_id__in=keys) | Q(gone_id__in=keys))
    return found.select_related("kept", "gone").order_by("at", "pk")
