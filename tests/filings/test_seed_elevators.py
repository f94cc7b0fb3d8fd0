"""The demo's elevators are filed: mostly checked, the rest stands on each tab of the desk."""

from collections import Counter
from random import Random

import pytest

from hoistway.filings.models import Decision, ElevatorFiling, Objection, Responsibility
from hoistway.filings.queries import not_filed, unmaintained
from hoistway.filings.seed import lay_out_elevators, lay_out_firms
from hoistway.filings.vocabulary import FilingState
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.parties import seed as parties
from hoistway.registry import seed as registry
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db


def _laid_out(elevators):
    cast = parties.lay_out(elevators=elevators, chance=Random(1), now=NOW)
    rows = registry.lay_out(cast=cast, elevators=elevators, chance=Random(2), now=NOW)
    lay_out_firms(firms=cast.firms, elevators=rows, chance=Random(3), now=NOW)
    lay_out_elevators(firms=cast.firms, elevators=rows, chance=Random(4), now=NOW)


def test_the_register_and_the_filings_of_the_demo_agree_and_every_case_is_there_to_see():
    _laid_out(300)

    states = Counter(ElevatorFiling.objects.values_list("state", flat=True))
    held = Responsibility.objects.filter(period__contains=local_day(at=NOW))
    assert states[FilingState.CHECKED] > 200
    assert min(states[one] for one in (FilingState.FILED, FilingState.RETURNED)) > 0
    assert states[FilingState.DISPUTED] >= 4
    assert Objection.objects.count() >= 1
    assert unmaintained(by=PLATFORM, day=local_day(at=NOW)).count() == 1
    assert not_filed(by=PLATFORM, day=local_day(at=NOW)).count() > 10
    assert Decision.objects.count() >= held.count()
    assert all(row.firm_id == row.elevator.firm_id for row in held.select_related("elevator"))
