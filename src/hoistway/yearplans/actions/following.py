"""Hand adopted plans to the schedule of maintenance, which is one system for both regimes."""

from collections.abc import Sequence
from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.maintenance.actions import FollowedPlan, PlanLine, follow_plans
from hoistway.maintenance.queries.regimes import regimes
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.yearplans.models import YearPlan
from hoistway.yearplans.queries.plans import lines_of, plain


def follow_adopted(*, plans: Sequence[YearPlan], now: datetime, by: Actor) -> int:
    """Let those elevators follow their new version that are on demand; return how many.

    Whether an elevator may be on demand at all is judged by the pilot, not here.
    """
    known = regimes(elevator_ids=[plan.elevator_id for plan in plans])
    on_demand = [
        plan for plan in plans if known[plan.elevator_id].regime is Regime.ON_DEMAND
    ]  # fmt: skip
    if not on_demand:
        return 0
    lines = lines_of(plan_ids=[plan.pk for plan in on_demand])
    followed = [
        FollowedPlan(
            elevator_id=plan.elevator_id, plan_uid=plan.uid, first_day=plan.first_day,
            last_day=plan.last_day, edition=plan.edition,
            lines=tuple(PlanLine(**plain(line=row)._asdict()) for row in lines[plan.pk]),
        )
        for plan in on_demand
    ]  # fmt: skip
    return follow_plans(plans=followed, now=now, by=by)
