"""The demo: a share of elevators has a plan, most adopted, altered with reasons."""

from random import Random

import pytest

from hoistway.foundation.periods import local_day
from hoistway.registry.models import Elevator
from hoistway.yearplans.models import YearPlan, YearPlanLine
from hoistway.yearplans.queries import plan_in_force
from hoistway.yearplans.seed import lay_out
from hoistway.yearplans.vocabulary import LineReason, YearPlanState
from tests.world.parties import NOW, a_firm
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


def test_most_plans_of_the_demo_are_adopted_and_say_why(monkeypatch):
    monkeypatch.setattr("hoistway.yearplans.seed.SHARE", 1.0)
    monkeypatch.setattr("hoistway.yearplans.seed.MOST_OF_FIRM", 9)
    firm = a_firm()
    rows = [an_elevator(site=Site(firm=firm), plate=False) for _ in range(9)]

    adopted = lay_out(elevators=rows, chance=Random(1), now=NOW)

    assert adopted == 7
    assert YearPlan.objects.filter(state=YearPlanState.PROPOSED).count() == 2
    keys = list(Elevator.objects.values_list("pk", flat=True))
    assert len(plan_in_force(elevator_ids=keys, day=local_day(at=NOW))) == 7
    firms = YearPlanLine.objects.filter(reason=LineReason.FIRMS_CHOICE)
    assert {line.values["words"] != "" for line in firms} == {True}
