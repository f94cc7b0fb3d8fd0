"""The demo: most are covered, some run out or have, some never were; and it was told."""

from random import Random

import pytest

from hoistway.foundation.periods import local_day
from hoistway.insurance.models import GapWarning
from hoistway.insurance.queries import standing_on
from hoistway.insurance.seed import lay_out
from hoistway.insurance.vocabulary import CoverStanding
from hoistway.parties.vocabulary import RoleKind
from tests.world.parties import NOW, a_member, an_account
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def test_the_demo_shows_every_standing_and_what_was_told() -> None:
    an_account(membership=a_member(role=RoleKind.INSURER))
    rows = [an_elevator(plate=False) for _ in range(10)]

    lay_out(elevators=rows, chance=Random(1), now=NOW)

    found = standing_on(elevator_ids=[row.pk for row in rows], day=local_day(at=NOW))
    assert {one.standing for one in found.values()} == set(CoverStanding)
    assert GapWarning.objects.count() == 5
