"""How many elevators of each area are on their way, in the pilot, back, or out of it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from hoistway.foundation.actors import Actor
from hoistway.ondemand.models import ElevatorPilot, ExitCase
from hoistway.ondemand.vocabulary import ElevatorPilotState, ExitState
from hoistway.parties.queries import in_reach, require
from hoistway.parties.vocabulary import Deed

_ON_THE_WAY = [
    str(state) for state in ElevatorPilotState.living() - ElevatorPilotState.entered()
]  # fmt: skip
_PENDING = [str(state) for state in ExitState.pending()]


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotCount:
    """The elevators of one area by where they stand; `cases` wait for a decision."""

    on_the_way: int = 0
    listed: int = 0
    provisional: int = 0
    exited: int = 0
    cases: int = 0


def pilot_counts(*, by: Actor) -> dict[int, PilotCount]:
    """Return the counts by key of the area; two queries. Raises: NotAllowed."""
    require(by=by, deed=Deed.SEE_PILOT)
    rows = ElevatorPilot.objects.filter(in_reach(by=by, prefix="elevator__"))
    told = rows.values_list("jurisdiction_id").annotate(
        way=Count("pk", filter=Q(state__in=_ON_THE_WAY)),
        listed=Count("pk", filter=Q(state=ElevatorPilotState.LISTED)),
        back=Count("pk", filter=Q(state=ElevatorPilotState.PROVISIONAL)),
        out=Count("pk", filter=Q(state=ElevatorPilotState.EXITED)),
    )  # fmt: skip
    cases = dict(
        ExitCase.objects.filter(state__in=_PENDING, elevator_pilot__isnull=False)
        .values_list("jurisdiction_id").annotate(n=Count("pk")).order_by()
    )  # fmt: skip
    return {
        area: PilotCount(
            on_the_way=way, listed=listed, provisional=back, exited=out, cases=cases.get(area, 0)
        )
        for area, way, listed, back, out in told.order_by()
    }
