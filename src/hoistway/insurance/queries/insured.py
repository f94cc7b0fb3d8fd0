"""The cover of many elevators at once, as the pilot judges it: lean, two queries."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from hoistway.foundation.among import among
from hoistway.insurance.models import Cover
from hoistway.insurance.rules.cover import Span, runs
from hoistway.registry.queries import families


class Insured(NamedTuple):
    """A stretch of cover without a gap, both days included, and the policy that runs longest."""

    first: date
    last: date
    policy: str


def insured_on(*, elevator_ids: Collection[int], day: date) -> dict[int, Insured]:
    """Return for each elevator the stretch of cover that had begun last by a day.

    An elevator that was never covered until then is left out. Source: 286号 附件2 三 3.
    """
    homes = families(elevator_ids=elevator_ids)
    rows = Cover.objects.filter(among("elevator_id", list(homes)), period__isempty=False)
    found: dict[int, list[tuple[date, date, str]]] = defaultdict(list)
    for key, period, number in rows.order_by("pk").values_list(
        "elevator_id", "period", "policy__number"
    ):
        if period.lower <= day:
            found[homes[key]].append((period.lower, period.upper, number))
    return {key: _last(covers) for key, covers in found.items()}


def _last(covers: list[tuple[date, date, str]]) -> Insured:
    if len(covers) == 1:
        first, after, number = covers[0]
    else:
        run = runs(spans=[Span(one[0], one[1]) for one in covers])[-1]
        first, after = run.first, run.after
        number = max(covers, key=lambda one: one[1])[2]
    return Insured(first, date.fromordinal(after.toordinal() - 1), number)
