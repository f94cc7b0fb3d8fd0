"""Which cover is in force for an elevator on a day, and how it stands."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from hoistway.foundation.among import among
from hoistway.insurance.models import Cover, Policy
from hoistway.insurance.rules.cover import Span, Standing, standing
from hoistway.insurance.rules.policy import policy_on
from hoistway.registry.queries import families


def covered_on(*, elevator_ids: Collection[int], day: date) -> dict[int, tuple[Policy, Cover]]:
    """Return for each elevator the policy in force on a day, the one that runs longest.

    Covers of a number that was merged into an elevator count for it. Two queries.
    """
    homes = families(elevator_ids=elevator_ids)
    rows = Cover.objects.filter(elevator_id__in=list(homes), period__contains=day)
    found: dict[int, tuple[Policy, Cover]] = {}
    for row in rows.select_related("policy__insurer").order_by("period__endswith", "pk"):
        found[homes[row.elevator_id]] = (row.policy, row)
    return found


def standing_on(*, elevator_ids: Collection[int], day: date) -> dict[int, Standing]:
    """Return how each of these elevators stands on a day; two queries.

    Source: 286号 附件2 二（二）3.
    """
    warn_days = policy_on(day=day).warn_days
    spans = spans_of(elevator_ids=elevator_ids)
    return {
        key: standing(spans=spans.get(key, []), day=day, warn_days=warn_days)
        for key in elevator_ids
    }


def spans_of(*, elevator_ids: Collection[int]) -> dict[int, list[Span]]:
    """Return the days of every cover of these elevators; two queries."""
    homes = families(elevator_ids=elevator_ids)
    rows = Cover.objects.filter(among("elevator_id", list(homes)), period__isempty=False)
    found: dict[int, list[Span]] = defaultdict(list)
    for key, period in rows.order_by("pk").values_list("elevator_id", "period"):
        found[homes[key]].append(Span(period.lower, period.upper))
    return found


def elevators_of_covers(*, cover_ids: Collection[int]) -> list[int]:
    """Return the elevators of these covers; scope was judged by the caller."""
    rows = Cover.objects.filter(pk__in=cover_ids).order_by("elevator_id")
    return sorted(set(rows.values_list("elevator_id", flat=True)))


def elevators_of_policy(*, policy_id: int) -> list[int]:
    """Return the elevators that a policy covers; scope was judged by the caller."""
    rows = Cover.objects.filter(policy_id=policy_id).order_by("elevator_id")
    return sorted(set(rows.values_list("elevator_id", flat=True)))
