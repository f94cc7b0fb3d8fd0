"""Builders of year plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.standards import LEVELS, annex_of, checklist
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import RunState
from hoistway.yearplans.models import PlanRun, YearPlan, YearPlanLine
from hoistway.yearplans.rules.policy import edition_named
from hoistway.yearplans.vocabulary import LineReason, YearPlanState
from tests.world.parties import NOW

Interval = tuple[ItemWay, int, int]
"""Way, days, months: one of the two numbers is 0."""

_WAYS = edition_named(edition="hoistway-2026").ways

STRETCHED: Mapping[int, Interval] = {
    1: (ItemWay.SITE, 60, 0), 2: (ItemWay.SITE, 0, 3), 3: (ItemWay.SITE, 0, 6),
    4: (ItemWay.SITE, 0, 12),
}  # fmt: skip
"""By level: half-month items every 60 days, the rest at the rule's own interval."""


def a_year_plan(
    *, elevator: Elevator, state: YearPlanState = YearPlanState.ADOPTED,
    first_day: date | None = None, lines: Mapping[str, Interval] | None = None,
    now: datetime = NOW, version: int = 0,
) -> YearPlan:  # fmt: skip
    """Return a version with a line for every item of the elevator's annex, adopted and in force.

    `lines` replaces the interval of single items; the version is the next one.
    """
    assert elevator.firm is not None
    day = first_day or local_day(at=now)
    annex = annex_of(kind=str(elevator.kind))
    known = YearPlan.objects.filter(elevator=elevator).order_by("-version").first()
    version = version or (known.version + 1 if known else 1)
    plan = YearPlan.objects.create(
        uid=uuid4(), elevator=elevator, firm=elevator.firm, version=version, annex=str(annex),
        state=YearPlanState.PROPOSED, first_day=day, last_day=day + timedelta(days=364), visits=6,
        edition="test", made_at=now, made_by=PLATFORM.as_json(),
    )  # fmt: skip
    YearPlanLine.objects.bulk_create(
        _line(plan, item.code, (lines or {}).get(item.code))
        for item in checklist(annex=annex, level=LEVELS[-1])
    )
    if state is not YearPlanState.PROPOSED:
        plan.state, plan.adopted_at, plan.adopted_by = state, now, PLATFORM.as_json()
        plan.save()
    return plan


def _line(plan: YearPlan, item: str, given: Interval | None) -> YearPlanLine:
    way, days, months = given or STRETCHED[int(item[2])]
    if not given and _WAYS[item] is ItemWay.NEVER_REMOTE:
        way = ItemWay.NEVER_REMOTE
    return YearPlanLine(
        plan=plan, item=item, way=way, days=days, months=months, reason=LineReason.RULE_LEVEL
    )


@dataclass(frozen=True, slots=True)
class PlanRows:
    """A version that waits for its firm, and the run on its way that proposed it."""

    plan: YearPlan
    run: PlanRun

    def words(self) -> dict[str, str]:
        """Return what fills the variable parts of their addresses."""
        return {"plan_uid": str(self.plan.uid), "plan_run": self.run.number}


def plan_rows(*, elevator: Elevator, now: datetime) -> PlanRows:
    """Return one of each about an elevator."""
    assert elevator.firm is not None
    plan = a_year_plan(elevator=elevator, state=YearPlanState.PROPOSED, now=now)
    run = PlanRun.objects.create(
        form_id=uuid4(), number=f"JH{elevator.pk:012d}", firm=elevator.firm,
        first_day=plan.first_day, elevators=[elevator.pk], asked=2, done=1,
        state=RunState.RUNNING, at=now, by=PLATFORM.as_json(),
    )  # fmt: skip
    return PlanRows(plan, run)
