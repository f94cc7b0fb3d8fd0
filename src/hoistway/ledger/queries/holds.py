"""Orders to keep documents beyond their time."""

from django.db.models import QuerySet

from hoistway.foundation.actors import Actor
from hoistway.ledger.models import Hold
from hoistway.registry import queries as registry


def holds(*, by: Actor) -> QuerySet[Hold]:
    """Return the holds on elevators that this actor may see, the latest first."""
    seen = registry.elevators(by=by).order_by()
    return Hold.objects.filter(elevator__in=seen.values("pk")).order_by("-since", "-pk")


def hold_of(*, elevator_id: int) -> Hold | None:
    """Return the hold in force on an elevator's documents, if any."""
    return Hold.objects.filter(elevator=elevator_id, lifted_at=None).order_by("since", "pk").first()
