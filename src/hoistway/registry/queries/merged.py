"""Two rows that were made one, for whoever may see the elevator that stayed."""

from django.db.models import QuerySet

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import in_reach
from hoistway.registry.models import Merge


def merges(*, by: Actor) -> QuerySet[Merge]:
    """Return the merges of visible elevators, taken back ones too, the newest first."""
    return Merge.objects.filter(in_reach(by=by, prefix="kept__")).order_by("-at", "-pk")
