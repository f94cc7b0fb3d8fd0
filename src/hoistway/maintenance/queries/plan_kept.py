"""Whether visits on demand were made by the day that the plan asked for."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q

from hoistway.foundation.among import among
from hoistway.maintenance.models import Visit
from hoistway.maintenance.vocabulary import VisitKind, VisitState

_ROUTINE = sorted(str(kind) for kind in VisitKind.routine())


class PlanKept(NamedTuple):
    """Visits on demand that fell due, and how many of them came late or have not come."""

    visits: int
    off_plan: int


def plan_kept(
    *, elevator_ids: Collection[int], firm_id: int, first: date, last: date
) -> PlanKept:  # fmt: skip
    """Return how a firm kept the plans of these elevators; visits due from `first` to `last`.

    On demand are the visits without a level, and those that findings of monitoring asked for. One
    that lacks a planned item cannot be signed, so it counts as not come.
    Source: 286号 附件2 四（四）1（2）.
    """
    rows = Visit.objects.filter(
        among("elevator_id", elevator_ids), firm_id=firm_id, kind__in=_ROUTINE, level=None,
        due_on__gte=first, due_on__lte=last,
    ).exclude(state=VisitState.VOID)  # fmt: skip
    late = Q(counted_on=None) | Q(counted_on__gt=F("due_on"))
    told = rows.aggregate(visits=Count("pk"), off=Count("pk", filter=late))
    return PlanKept(told["visits"], told["off"])
