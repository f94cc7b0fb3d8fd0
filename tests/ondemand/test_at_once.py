"""A condition is judged at once when something happens elsewhere, and stands where people look."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hoistway.ondemand.actions.conditions import keep_conditions
from hoistway.ondemand.actions.exits import follow_elevators, follow_plans, follow_policy
from hoistway.ondemand.models import Condition, ConditionChange
from hoistway.ondemand.vocabulary import ElevatorPilotState, EntryClause, EntryGround
from hoistway.parties.vocabulary import Deed
from hoistway.registry.models import Elevator
from hoistway.web.elevator.topics import topics_of
from hoistway.yearplans.models import YearPlan
from tests.world.insurance import a_policy
from tests.world.parties import NOW
from tests.world.pilot_elevators import a_pilot_elevator, a_ready_elevator
from tests.world.yearplans import a_year_plan

pytestmark = pytest.mark.django_db
STATE = ElevatorPilotState


def holds(elevator: Elevator, clause: EntryClause) -> bool:
    return Condition.objects.get(pilot__elevator=elevator, clause=clause).holds


@pytest.mark.parametrize("state", [STATE.SUBMITTED, STATE.LISTED])
def test_a_policy_that_is_entered_is_seen_at_once(state: ElevatorPilotState) -> None:
    elevator = a_ready_elevator(insured=False)
    pilot = a_pilot_elevator(elevator=elevator, state=state)
    keep_conditions(pilot_ids=[pilot.pk], now=NOW)
    assert not holds(elevator, EntryClause.INSURED)

    policy = a_policy(elevators=[elevator])
    follow_policy(policy_id=policy.pk, now=NOW)

    assert holds(elevator, EntryClause.INSURED)


def test_an_adopted_plan_is_seen_at_once_and_nothing_is_written_twice() -> None:
    elevator = a_ready_elevator(planned=False)
    pilot = a_pilot_elevator(elevator=elevator, state=STATE.SUBMITTED)
    keep_conditions(pilot_ids=[pilot.pk], now=NOW)
    a_year_plan(elevator=elevator)

    follow_plans(plan_ids=list(YearPlan.objects.values_list("pk", flat=True)), now=NOW)
    changes = ConditionChange.objects.count()
    follow_elevators(elevator_ids=[elevator.pk], now=NOW + timedelta(minutes=1))

    assert holds(elevator, EntryClause.YEAR_PLAN)
    assert ConditionChange.objects.count() == changes


def test_the_card_of_an_elevator_says_where_it_stands_and_what_fails() -> None:
    elevator = a_ready_elevator(insured=False)
    pilot = a_pilot_elevator(elevator=elevator)
    keep_conditions(pilot_ids=[pilot.pk], now=NOW)

    cards = topics_of(elevator=elevator, may=lambda deed: deed is Deed.SEE_PILOT, now=NOW)

    [card] = cards
    assert card.more == reverse("pilot-elevator", args=[elevator.register_number])
    assert [(line.value, line.tone) for line in card.lines] == [
        (STATE.LISTED.zh, "safe"), (EntryGround.NEVER_INSURED.zh, "caution"),
    ]  # fmt: skip
