"""The builder of elevators in the pilot builds what it promises."""

import pytest

from hoistway.ondemand.vocabulary import ElevatorPilotState
from tests.world.pilot_elevators import a_pilot_elevator

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [ElevatorPilotState.SUBMITTED, ElevatorPilotState.PROVISIONAL])
def test_an_elevator_is_laid_down_in_each_state(state: ElevatorPilotState) -> None:
    assert a_pilot_elevator(state=state).state is state
