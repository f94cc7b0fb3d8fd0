"""The demo's firms come in by the same deeds; who does not fulfil a condition stays out."""

from random import Random

import pytest

from hoistway.foundation.periods import local_day
from hoistway.ondemand.models import FirmPilot
from hoistway.ondemand.queries import commitment_holds, listed_firm, period_on
from hoistway.ondemand.seed.firms import lay_out_firms
from hoistway.ondemand.vocabulary import FirmPilotState
from tests.world.parties import NOW, a_firm
from tests.world.pilot_firms import a_fit_firm, the_city

pytestmark = pytest.mark.django_db


def test_the_demo_has_a_listed_and_a_returned_firm_in_an_invented_period() -> None:
    the_city()
    firms = [a_firm(), a_fit_firm(visits=400, days=30)]

    (listed,) = lay_out_firms(firms=firms, chance=Random(1), now=NOW)

    assert listed.firm == firms[1]
    assert listed_firm(firm_id=firms[1].pk, on=local_day(at=NOW)) == listed
    assert (listed.published_at is not None, commitment_holds(pilot=listed)) == (True, True)
    assert FirmPilot.objects.get(firm=firms[0]).state is FirmPilotState.RETURNED
    period = period_on(day=local_day(at=NOW))
    assert period
    assert (period.invented, "演示虚构" in period.legal_basis) == (True, True)
