"""The demo: kept and missing rounds are there, and today's waits."""

from random import Random

import pytest

from hoistway.parties.vocabulary import RoleKind
from hoistway.safety.models import KeptRound
from hoistway.safety.seed import lay_out
from hoistway.safety.vocabulary import SafetyRound
from tests.world.parties import NOW, a_member, an_account
from tests.world.registry import an_elevator
from tests.world.safety import TODAY

pytestmark = pytest.mark.django_db


def test_a_unit_keeps_eleven_of_fourteen_days_and_one_week() -> None:
    elevator = an_elevator()
    unit = a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)
    an_account(membership=unit)

    lay_out(elevators=[elevator], chance=Random(1), now=NOW)

    rows = KeptRound.objects.filter(organisation_id=elevator.use_unit_id)
    assert [rows.filter(kind=kind).count() for kind in SafetyRound] == [11, 1, 0]
    assert not rows.filter(first_day=TODAY).exists()
