from random import Random

import pytest

from hoistway.filings.models import FirmFiling, Licence
from hoistway.filings.queries import running_out
from hoistway.filings.seed import lay_out_firms
from hoistway.filings.vocabulary import FilingState, UrgeReason
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.parties import seed as parties
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
