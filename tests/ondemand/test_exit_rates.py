"""Fault rates of elevators in the pilot, gathered from the faults themselves."""

from datetime import date, datetime, timedelta

import pytest

from hoistway.faults.models import Fault
from hoistway.faults.vocabulary import FaultCause, FaultGroup, FaultKind, FaultState
from hoistway.ondemand.actions.exits import find_exits
from hoistway.ondemand.models import ElevatorPilot, ExitCase
from hoistway.ondemand.vocabulary import ElevatorPilotState, ExitClause
from hoistway.registry.models import Elevator
from tests.world.exits import a_following_elevator
from tests.world.parties import NOW, fresh_number

pytestmark = pytest.mark.django_db


def past_fault(elevator: Elevator, at: datetime, cause: FaultCause) -> Fault:
    return Fault(
        number=f"GZ-{fresh_number():06d}", elevator=elevator, jurisdiction=elevator.jurisdiction,
        group=FaultGroup.DOOR, kind=FaultKind.DOOR_CLOSING, state=FaultState.CLOSED, began_at=at,
        opened_at=at, cause=cause, verified=True, edition="test",
    )  # fmt: skip


def with_faults(cause: FaultCause, count: int) -> ElevatorPilot:
    pilot = a_following_elevator()
    Elevator.objects.filter(pk=pilot.elevator_id).update(registered_on=date(2015, 1, 1))
    ElevatorPilot.objects.filter(pk=pilot.pk).update(listed_at=NOW - timedelta(days=120))
    days = [NOW - timedelta(days=10 + 5 * number) for number in range(count)]
    Fault.objects.bulk_create(past_fault(pilot.elevator, at, cause) for at in days)
    return pilot


def test_clause_2_3_a_risen_rate_opens_a_case_that_waits_for_the_decision() -> None:
    pilot = with_faults(FaultCause.MAINTENANCE, 6)

    find_exits(now=NOW)
    find_exits(now=NOW)

    case = ExitCase.objects.get(elevator_pilot=pilot)
    assert (case.clause, case.at_once) == (ExitClause.FAULT_RATE, False)
    own = case.evidence["own"]
    assert (own["now"], own["now_days"], own["before"], own["before_days"]) == (6, 120, 0, 365)
    assert ElevatorPilot.objects.get(pk=pilot.pk).state is ElevatorPilotState.LISTED


def test_clause_2_3_faults_from_outside_are_not_the_elevators() -> None:
    with_faults(FaultCause.OUTSIDE, 6)

    assert find_exits(now=NOW) == 0
