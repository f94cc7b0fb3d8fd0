"""Which elevators are in the pilot, and which of them were checked: rows behind two figures."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.ondemand.models import ElevatorPilot
from hoistway.ondemand.queries.samples import in_the_pilot
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators
from hoistway.sampling.queries import checked_in
from hoistway.sampling.vocabulary import DrawPurpose


def in_pilot(*, by: Actor, at: datetime) -> tuple[QuerySet[Elevator], Q]:
    """Return the elevators in use, and the condition that one was in the pilot at an instant.

    What went back to fixed intervals until somebody decides does not count.
    """
    ways = ElevatorPilot.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=at),
        Q(provisional_since=None) | Q(provisional_since__gt=local_day(at=at)),
        elevator_id=OuterRef("pk"), listed_at__lte=at,
    )  # fmt: skip
    return elevators(by=by).filter(use_state="in_use"), Q(Exists(ways))


def sampled(*, by: Actor, at: datetime) -> tuple[QuerySet[Elevator], Q]:
    """Return the elevators that were in the pilot this year, and the condition «was checked».

    Source: 286号 二（三）: the districts check at least 5 % of them.
    """
    year = local_day(at=at).year
    ways = in_the_pilot(year=year).filter(elevator_id=OuterRef("pk"), listed_at__lte=at)
    done = checked_in(purpose=DrawPurpose.PILOT_DISTRICT, year=year, at=at)
    rows = elevators(by=by).filter(Exists(ways))
    return rows, Q(Exists(done.filter(elevator_id=OuterRef("pk"))))
