from random import Random

import pytest

from hoistway.filings.models import Decision, FirmFiling, Licence, Objection, Responsibility
from hoistway.filings.queries import (
    board,
    draws,
    running_out,
    stands,
    total,
    unmaintained,
    urgings,
)
from hoistway.filings.seed import lay_out_filings, lay_out_firms
from hoistway.filings.vocabulary import FilingState, UrgeReason
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.parties import seed as parties
from hoistway.registry import seed as registry
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db


def test_the_firms_of_the_demo_are_filed_and_one_of_each_case_is_there_to_see() -> None:
    cast = parties.lay_out(elevators=40, chance=Random(1), now=NOW)

    lay_out_firms(firms=cast.firms, elevators=[], chance=Random(2), now=NOW)

    states = [str(state) for state in FirmFiling.objects.values_list("state", flat=True)]
    counts = {state: states.count(str(state)) for state in FilingState if str(state) in states}
    ends = running_out(by=PLATFORM, day=local_day(at=NOW), now=NOW)
    assert counts == {FilingState.CHECKED: 23, FilingState.FILED: 2, FilingState.RETURNED: 1}
    assert Licence.objects.count() == 23 * 4
    assert sum(one.reason is UrgeReason.LICENCE_ENDS for one in ends) >= 2


def test_the_elevators_of_the_demo_are_filed_drawn_and_urged() -> None:
    chance = Random(3)
    cast = parties.lay_out(elevators=160, chance=chance, now=NOW)
    rows = registry.lay_out(cast=cast, elevators=160, chance=chance, now=NOW)
    lay_out_firms(firms=cast.firms, elevators=rows, chance=chance, now=NOW)

    lay_out_filings(elevators=rows, chance=chance, now=NOW)

    whole = total(standings=board(by=PLATFORM, day=local_day(at=NOW)).values())
    assert 0.5 < whole.share < 1
    assert min(whole.waiting, whole.disputed, whole.overdue) >= 1
    assert all(stands(draw=draw) for draw in draws(by=PLATFORM))
    assert draws(by=PLATFORM).count() >= 1
    assert urgings(by=PLATFORM).count() >= 3
    held = Responsibility.objects.filter(period__contains=local_day(at=NOW))
    assert all(row.firm_id == row.elevator.firm_id for row in held.select_related("elevator"))
    assert Decision.objects.count() > held.count()
    assert Objection.objects.count() >= 1
    assert unmaintained(by=PLATFORM, day=local_day(at=NOW)).count() == 1
