"""Builders of elevators on demand: a year plan as the schedule follows it, visits by need."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import uuid4

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions import (
    FollowedPlan,
    PlanLine,
    TargetedOrder,
    follow_plan,
    order_targeted,
)
from hoistway.maintenance.models import Visit
from hoistway.maintenance.rules.items import annex_of, checklist
from hoistway.maintenance.vocabulary import Level
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.registry.models import Elevator
from tests.world.parties import NOW, fresh_number
from tests.world.registry import an_elevator
from tests.world.schedules import done_before

EDITION = "286-2020"
_MONTHS = {Level.HALF_MONTH: 3, Level.QUARTER: 3, Level.HALF_YEAR: 6, Level.YEAR: 12}


def lines_of_plan(
    *, elevator: Elevator, changed: Mapping[str, PlanLine] | None = None
) -> tuple[PlanLine, ...]:  # fmt: skip
    """Return a line for every item: on site as seldom as the rule allows, unless changed."""
    annex = annex_of(kind=str(elevator.kind))
    plain = {
        one.code: PlanLine(item=one.code, way=ItemWay.SITE, months=_MONTHS[one.level])
        for one in checklist(annex=annex, level=Level.YEAR)
    }
    return tuple({**plain, **(changed or {})}.values())


def on_demand(
    *, elevator: Elevator | None = None, now: datetime = NOW, visited: date | None = None,
    changed: Mapping[str, PlanLine] | None = None,
) -> Elevator:  # fmt: skip
    """Return an elevator that follows a year plan from today; it had a whole visit before."""
    elevator = elevator or an_elevator(plate=False)
    today = local_day(at=now)
    done_before(elevator=elevator, level=Level.YEAR, on=visited or today - timedelta(days=1))
    plan = FollowedPlan(
        elevator_id=elevator.pk, plan_uid=uuid4(), first_day=today,
        last_day=today + timedelta(days=364), edition=EDITION,
        lines=lines_of_plan(elevator=elevator, changed=changed),
    )  # fmt: skip
    follow_plan(plan=plan, now=now, by=PLATFORM)
    return elevator


def a_targeted_order(
    *, elevator: Elevator, now: datetime = NOW, items: tuple[str, ...] = ("A-1-15",),
    key: str = "", hours: int = 24,
) -> Visit:  # fmt: skip
    """Return the visit of an order for the door's items, due within so many hours."""
    order = TargetedOrder(
        elevator_id=elevator.pk, key=key or f"finding-{fresh_number()}", items=items,
        words_zh="3楼层门关门时间变长", words_en="The door on floor 3 closes ever more slowly",
        due_at=now + timedelta(hours=hours), safety=hours <= 24,
    )  # fmt: skip
    return order_targeted(order=order, now=now, by=PLATFORM)
