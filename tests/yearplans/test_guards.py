"""The database is the last guard of a plan: gap, tests, safety contacts, completeness."""

import pytest
from django.db import IntegrityError, transaction

from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.standards import items_by_code
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.yearplans.models import SAFETY_CONTACTS, YEARLY_TESTS, YearPlanLine
from hoistway.yearplans.queries import lines_of, plan_in_force
from hoistway.yearplans.vocabulary import YearPlanState
from tests.world.parties import NOW
from tests.world.registry import an_elevator
from tests.world.yearplans import a_year_plan

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)


def _refused(plan, item, **columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        YearPlanLine.objects.filter(plan=plan, item=item).update(**columns)


def _kept(plan, item, **columns):
    assert YearPlanLine.objects.filter(plan=plan, item=item).update(**columns) == 1


def test_no_gap_above_three_months_reaches_the_table():
    """286号 二（三）: 现场维保间隔最长不得超过3个月; 90 days can be more, 89 never are."""
    plan = a_year_plan(elevator=an_elevator(), state=YearPlanState.PROPOSED)

    _kept(plan, "A-1-01", days=89)
    _kept(plan, "A-1-01", days=0, months=3)
    _refused(plan, "A-1-01", days=90, months=0)
    _refused(plan, "A-1-01", days=0, months=4)
    _refused(plan, "A-2-13", days=0, months=4)
    _kept(plan, "A-3-01", months=12)
    _refused(plan, "A-3-01", months=13)


def test_a_yearly_test_is_never_remote_nor_a_hint():
    """Requirements C5; template 3.3: A-4-04…08 are never remote."""
    plan = a_year_plan(elevator=an_elevator(), state=YearPlanState.PROPOSED)

    _refused(plan, "A-4-06", way=ItemWay.HINT)
    _refused(plan, "A-4-06", months=13)
    _kept(plan, "A-4-06", months=12)
    _kept(plan, "A-1-21", way=ItemWay.HINT)
    _refused(plan, "A-1-21", way=ItemWay.REMOTE)
    _kept(plan, "A-1-22", way=ItemWay.REMOTE)


def test_a_plan_without_one_item_is_not_adopted():
    plan = a_year_plan(elevator=an_elevator(), state=YearPlanState.PROPOSED)
    YearPlanLine.objects.filter(plan=plan, item="A-3-15").delete()

    plan.state = YearPlanState.ADOPTED
    with pytest.raises(IntegrityError, match="A-3-15"), transaction.atomic():
        plan.save()


def test_lines_of_an_adopted_plan_stay():
    plan = a_year_plan(elevator=an_elevator())

    _refused(plan, "A-1-01", days=15)


def test_the_plan_in_force_is_the_adopted_one_of_the_day():
    elevator = an_elevator()
    plan = a_year_plan(elevator=elevator, first_day=TODAY)

    assert plan_in_force(elevator_ids=[elevator.pk], day=TODAY) == {elevator.pk: plan}
    assert plan_in_force(elevator_ids=[elevator.pk], day=plan.last_day) == {elevator.pk: plan}
    assert plan_in_force(elevator_ids=[elevator.pk], day=TODAY.replace(day=1)) == {}
    assert len(lines_of(plan_ids=[plan.pk])[plan.pk]) == 76


def test_the_guards_know_the_items_of_the_rule():
    known = items_by_code()

    assert set(YEARLY_TESTS) | set(SAFETY_CONTACTS) <= set(known)
