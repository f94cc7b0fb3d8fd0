"""The builders build what they promise."""

import pytest

from hoistway.emergency.vocabulary import IncidentState
from tests.world.emergency import a_rescue

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [s for s in IncidentState if s is not IncidentState.FALSE_ALARM])
def test_a_rescue_is_brought_to_each_state(state: IncidentState) -> None:
    assert a_rescue(state=state).state is state
