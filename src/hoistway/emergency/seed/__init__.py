"""The emergency room's part of the demo city."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from hoistway.emergency.actions.closing import seen_by_rescue
from hoistway.emergency.seed.crews import Crews
from hoistway.emergency.seed.plans import planned
from hoistway.emergency.seed.rescues import lay_down
from hoistway.emergency.seed.stations import lay_out_stations
from hoistway.emergency.vocabulary import Cause
from hoistway.faults.seed import Left, lay_out_left
from hoistway.parties.seed import Cast
from hoistway.registry.models import Elevator

__all__ = ["lay_out", "lay_out_rescues"]


def lay_out(*, cast: Cast, elevators: list[Elevator], chance: Random, now: datetime) -> None:
    """Put technicians on duty near elevators of their firm, some at stations."""
    lay_out_stations(crews=cast.crews, elevators=elevators, chance=chance, now=now)


def lay_out_rescues(
    *, cast: Cast, elevators: Sequence[Elevator], seed: object, now: datetime
) -> int:
    """Lay down the rescues that are over, with the faults they left; return how many.

    They are written set by set, each with every row that the deeds of a rescue leave: reports,
    calls, steps, judgement. Nobody is told of them: they are over.
    """
    known = planned(elevators=elevators, chance=Random(f"rescue plans {seed}"), now=now)
    crews, chance = Crews(crews=cast.crews), Random(f"rescues {seed}")
    laid = lay_down(plans=known, crews=crews, chance=chance)
    left = [
        Left(one.elevator, seen_by_rescue(incident=one, cause=one.cause), one.closed_at)
        for one in laid
        if one.cause in Cause.of_the_elevator() and one.closed_at is not None
    ]
    lay_out_left(left=left, chance=Random(f"faults left {seed}"), now=now)
    return len(laid)
