"""Elevators follow a year plan, keep within three months of it, and come back."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions import return_to_fixed
from hoistway.maintenance.models import RegimeStep, Schedule, Visit
from hoistway.maintenance.queries.regimes import regimes
from hoistway.maintenance.rules.months import months_after
from hoistway.maintenance.rules.on_demand import PlanLine
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.maintenance.vocabulary.regime import ItemWay, Regime
from tests.world.parties import NOW
from tests.world.regimes import on_demand

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)
DAY = timedelta(days=1)
DOOR = {"A-1-15": PlanLine(item="A-1-15", way=ItemWay.SITE, days=30)}


def planned(elevator):
    rows = Visit.objects.filter(
        elevator=elevator, state=VisitState.PLANNED, kind=VisitKind.MAINTENANCE
    )
    return [(row.level, row.due_on, tuple(row.items)) for row in rows.order_by("pk")]


def test_an_elevator_on_demand_is_next_due_three_months_after_its_last_visit():
    elevator = on_demand()

    row = Schedule.objects.get(pk=elevator.pk)

    assert row.regime is Regime.ON_DEMAND
    assert row.next_due_on == months_after(day=TODAY - DAY, months=3)
    assert (row.next_level, row.half_month_due, row.on_site_on) == (None, None, TODAY - DAY)
    assert planned(elevator) == []
    assert regimes(elevator_ids=[elevator.pk])[elevator.pk].regime is Regime.ON_DEMAND


def test_its_planned_visit_carries_the_items_that_fall_due_and_no_level():
    elevator = on_demand(changed=DOOR, visited=TODAY - 20 * DAY)

    assert planned(elevator) == [(None, TODAY + 10 * DAY, ("A-1-15",))]
    visit = Visit.objects.get(elevator=elevator, state=VisitState.PLANNED)
    assert (visit.why["cause"], visit.why["item"]) == ("item", "A-1-15")


@pytest.mark.parametrize(("after", "kept"), [(0, True), (1, False)])
def test_286_2_3_the_database_keeps_the_three_months_from_the_31st(after, kept):
    elevator = on_demand()
    row = Schedule.objects.filter(pk=elevator.pk)
    day = date(2026, 11, 30), date(2027, 2, 28) + after * DAY

    def write():
        with transaction.atomic():
            row.update(on_site_on=day[0], next_due_on=day[1])

    if kept:
        write()
    else:
        with pytest.raises(IntegrityError, match="on_demand_within_three_months"):
            write()


def test_returning_at_once_makes_the_next_visit_due_that_very_day():
    elevator = on_demand(changed=DOOR, visited=TODAY - 20 * DAY)

    count = return_to_fixed(
        elevator_ids=[elevator.pk], reason="15天", at_once=True, now=NOW, by=PLATFORM
    )

    assert count == 1
    assert [row[:2] for row in planned(elevator)] == [(Level.HALF_MONTH, TODAY)]
    assert Schedule.objects.get(pk=elevator.pk).regime is Regime.FIXED
    steps = RegimeStep.objects.filter(elevator=elevator).order_by("pk")
    assert [(step.regime, step.reason) for step in steps] == [("on_demand", ""), ("fixed", "15天")]


def test_returning_makes_nobody_overdue_for_time_on_demand():
    elevator = on_demand(visited=TODAY - 80 * DAY)

    return_to_fixed(elevator_ids=[elevator.pk], reason="", at_once=False, now=NOW, by=PLATFORM)

    row = Schedule.objects.get(pk=elevator.pk)
    assert row.next_due_on == TODAY + 15 * DAY
    assert min(row.quarter_due, row.half_year_due, row.year_due) >= TODAY + 15 * DAY
