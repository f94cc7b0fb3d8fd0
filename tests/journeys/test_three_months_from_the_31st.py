"""286号 二（三）: no gap above three months: by the pages, the rules and the database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from hoistway.maintenance.models import Schedule, Visit
from hoistway.maintenance.rules.months import months_after
from hoistway.maintenance.vocabulary import VisitState
from hoistway.yearplans.models import YearPlan, YearPlanLine
from hoistway.yearplans.vocabulary import YearPlanState
from tests.world.maintenance import a_hand
from tests.world.pilot_walk import Walk, walking
from tests.world.regimes import on_demand
from tests.world.registry import an_elevator
from tests.world.yearplans import a_year_plan

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LAST_VISIT, LAST_DAY = date(2026, 8, 31), date(2026, 11, 30)
"""Three calendar months from the 31st of August end on the 30th of November: it has no 31st."""
START = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with walking(folder=tmp_path, start=START) as one:
        yield one


def test_a_visit_after_the_end_of_the_third_month_is_refused_everywhere(walk: Walk) -> None:
    elevator = on_demand(elevator=an_elevator(), visited=LAST_VISIT, now=START)
    walk.sides_of(elevator)
    assert elevator.firm
    person = a_hand(firm=elevator.firm).member.person_id
    visit = Visit.objects.get(elevator=elevator, state=VisitState.PLANNED)
    assert (months_after(day=LAST_VISIT, months=3), visit.due_on) == (LAST_DAY, LAST_DAY)

    def plan(day: date, expect: int) -> str:
        said = {"visit": visit.pk, "person": person, "deed": "assign", "on": day.isoformat()}
        return walk.say("firm", "/f/maintenance/plan/assign", expect=expect, **said)

    assert "最迟" in plan(LAST_DAY + DAY, 422)
    plan(LAST_DAY, 302)

    row = Schedule.objects.filter(pk=elevator.pk)
    with pytest.raises(IntegrityError, match="three_months"), transaction.atomic():
        row.update(next_due_on=LAST_DAY + DAY)
    assert row.update(next_due_on=LAST_DAY) == 1


def test_a_plan_with_a_longer_gap_is_refused_on_its_page_and_by_the_database(walk: Walk) -> None:
    elevator = an_elevator()
    plan = a_year_plan(elevator=elevator, state=YearPlanState.PROPOSED, now=START)
    walk.sides_of(elevator)

    def adjust(item: str, months: int, expect: int) -> str:
        said = {"item": item, "number": months, "unit": "months", "reason": "运行稳定"}
        return walk.say("firm", f"/yearplans/{plan.uid}/adjust", expect=expect, **said)

    assert "3个月" in adjust("A-1-01", 4, 422)
    adjust("A-1-01", 3, 302)
    adjust("A-4-06", 13, 422)
    adjust("A-4-06", 12, 422)  # as it was: nothing to keep
    lines = YearPlanLine.objects.filter(plan=plan)
    for item, months in (("A-1-01", 4), ("A-4-06", 13)):
        with pytest.raises(IntegrityError), transaction.atomic():
            lines.filter(item=item).update(days=0, months=months)
    lines.filter(item="A-1-02").delete()
    refused = walk.say("firm", "/yearplans/adopt", expect=422, plan=plan.uid)
    assert "A-1-02" in refused
    assert YearPlan.objects.get(pk=plan.pk).state is YearPlanState.PROPOSED
