"""Which elevators in use somebody answers for on a day: the rows behind a district's figure."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.filings.models import Responsibility
from hoistway.filings.queries.overdue import in_use
from hoistway.foundation.actors import Actor
from hoistway.registry.models import Elevator


def filed(*, by: Actor, day: date) -> tuple[QuerySet[Elevator], Q]:
    """Return the elevators in use, and the condition that a checked filing holds on a day."""
    held = Responsibility.objects.filter(elevator_id=OuterRef("pk"), period__contains=day)
    return in_use(by=by), Q(Exists(held))
