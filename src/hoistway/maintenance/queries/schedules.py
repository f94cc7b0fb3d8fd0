"""When elevators fall due, as whoever asks may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from hoistway.foundation.actors import Actor
from hoistway.maintenance.models import Schedule
from hoistway.maintenance.rules.items import LEVELS
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.urge import urge_of
from hoistway.maintenance.vocabulary import Level
from hoistway.maintenance.vocabulary.planning import Urge
from hoistway.parties.queries import in_reach, require
from hoistway.parties.vocabulary import Deed


@dataclass(frozen=True, slots=True)
class DueNow:
    """How near the next visit is, when each level was done last, and its last day."""

    urge: Urge
    done: Mapping[Level, date]
    due: Mapping[Level, date]


def schedules(*, by: Actor) -> QuerySet[Schedule]:
    """Return what falls due when on the elevators in the actor's reach, in the order of entry.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_MAINTENANCE)
    rows = Schedule.objects.filter(in_reach(by=by, prefix="elevator__"))
    related = ("elevator__jurisdiction", "elevator__use_unit", "firm")
    return rows.select_related(*related).order_by("pk")


def due_now(*, schedule: Schedule, today: date) -> DueNow:
    """Return how an elevator stands to its last days; its elevator is loaded."""
    policy = policy_on(day=today, jurisdiction_code=schedule.elevator.jurisdiction.code)
    paused = schedule.paused_since is not None
    urge = urge_of(due=schedule.next_due_on, today=today, policy=policy, paused=paused)
    return DueNow(urge, _days(schedule, "on"), _days(schedule, "due"))


def _days(row: Schedule, kind: str) -> dict[Level, date]:
    found = {level: getattr(row, f"{level}_{kind}") for level in LEVELS}
    return {level: day for level, day in found.items() if day is not None}
