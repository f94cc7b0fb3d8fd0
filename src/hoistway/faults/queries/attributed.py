"""Faults of many elevators as a rate is judged by: the day, and whether the cause is settled."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time
from typing import NamedTuple

from hoistway.faults.models import Fault
from hoistway.faults.vocabulary import FaultCause, FaultState
from hoistway.foundation.among import among
from hoistway.foundation.periods import SHANGHAI, local_day

_OF_EQUIPMENT = frozenset({str(FaultCause.EQUIPMENT), str(FaultCause.MAINTENANCE)})


class CountedFault(NamedTuple):
    """One fault; `settled` says that it came from the equipment or its maintenance."""

    on: date
    settled: bool


def counted_faults(*, elevator_ids: Collection[int], since: date) -> dict[int, list[CountedFault]]:
    """Return the faults of each elevator that began since a day; one query, scope was judged.

    Left out are false ones and those that a regulator found to be caused by use or from outside.
    Where the firm alone says so, or nobody has said anything, the cause is not settled.
    """
    begin = datetime.combine(since, time(), SHANGHAI)
    rows = Fault.objects.filter(among("elevator_id", elevator_ids), began_at__gte=begin)
    kept = rows.exclude(state=FaultState.FALSE).order_by("began_at", "pk")
    found: dict[int, list[CountedFault]] = defaultdict(list)
    for key, at, cause, verified in kept.values_list(
        "elevator_id", "began_at", "cause", "verified"
    ):
        settled = str(cause) in _OF_EQUIPMENT
        if settled or not verified:
            found[key].append(CountedFault(local_day(at=at), settled))
    return dict(found)
