"""The demo city's visits are records like any other."""

from datetime import timedelta
from random import Random

import pytest

from hoistway.maintenance.models import Repair, Visit, VisitPhoto
from hoistway.maintenance.seed import visits as seed
from hoistway.maintenance.seed.visits import lay_out_visits
from hoistway.maintenance.vocabulary import VisitState
from tests.world.parties import NOW, a_firm, a_technician
from tests.world.registry import Site, an_elevator


@pytest.mark.django_db
def test_the_demos_visits_are_signed_by_two_technicians_and_lie_in_the_last_fortnight(monkeypatch):
    monkeypatch.setattr(seed, "MOST_VISITS", 3)
    firm = a_firm()
    elevators = [an_elevator(site=Site(firm=firm)) for _ in range(3)]
    for _ in range(2):
        a_technician(firm=firm)

    laid = lay_out_visits(elevators=elevators, chance=Random(7), now=NOW)

    visits = list(Visit.objects.order_by("pk"))
    assert laid == 3
    assert [one.state for one in visits] == [VisitState.SIGNED] * 3
    assert all(NOW - timedelta(days=15) < one.signed_at < NOW for one in visits)
    assert VisitPhoto.objects.count() == 2
    assert Repair.objects.count() == 1
