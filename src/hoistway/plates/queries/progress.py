"""On which elevators a plate hangs: the rows behind a district's figure."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.plates.models import Plate
from hoistway.plates.vocabulary import PlateState
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators


def posted(*, by: Actor, at: datetime) -> tuple[QuerySet[Elevator], Q]:
    """Return the elevators that need a plate, and the condition that one hung by an instant."""
    hangs = Plate.objects.filter(
        elevator_id=OuterRef("pk"), state=PlateState.POSTED, posted_at__lte=at
    )
    return elevators(by=by).exclude(use_state="scrapped"), Q(Exists(hangs))
