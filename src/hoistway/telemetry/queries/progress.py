"""Which elevators are heard: the rows behind a district's figure."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators
from hoistway.telemetry.models import Presence


def heard(*, by: Actor, at: datetime, within: timedelta) -> tuple[QuerySet[Elevator], Q]:
    """Return the elevators in use, and the condition that one was heard of late."""
    lately = Presence.objects.filter(
        elevator_id=OuterRef("pk"), first_seen__lte=at, last_seen__gte=at - within
    )
    return elevators(by=by).filter(use_state="in_use"), Q(Exists(lately))
