"""The year plans that firms had adopted by a day, for many elevators at once: lean."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef

from hoistway.foundation.among import among
from hoistway.foundation.periods import SHANGHAI
from hoistway.yearplans.models import YearPlan, YearPlanLine
from hoistway.yearplans.vocabulary import YearPlanState


class AdoptedPlan(NamedTuple):
    """A version as the pilot judges it; `names_items` says that it has lines."""

    plan_id: int
    uid: UUID
    firm_id: int
    first_day: date
    last_day: date
    edition: str
    names_items: bool


_TAKEN = sorted(str(one) for one in (YearPlanState.ADOPTED, YearPlanState.SUPERSEDED))


def adopted_on(*, elevator_ids: Collection[int], day: date) -> dict[int, AdoptedPlan]:
    """Return for each elevator the version that was adopted last until a day; one query.

    A version that begins later or has run out is told with its days: the caller judges.
    Source: 286号 附件2 三 4.
    """
    over = datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
    rows = YearPlan.objects.filter(
        among("elevator_id", elevator_ids), state__in=_TAKEN, adopted_at__lt=over
    )
    lines = YearPlanLine.objects.filter(plan_id=OuterRef("pk"))
    columns = ("elevator_id", "pk", "uid", "firm_id", "first_day", "last_day", "edition", "lines")
    told = rows.annotate(lines=Exists(lines)).order_by("adopted_at", "pk").values_list(*columns)
    return {row[0]: AdoptedPlan._make(row[1:]) for row in told}


def elevators_of_plans(*, plan_ids: Collection[int]) -> list[int]:
    """Return the elevators of these versions; scope was judged by the caller."""
    rows = YearPlan.objects.filter(among("id", plan_ids)).order_by("elevator_id")
    return sorted(set(rows.values_list("elevator_id", flat=True)))
