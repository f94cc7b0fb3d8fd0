"""The demo city's visits are records like any other."""

from datetime import timedelta
from random import Random

import pytest

from hoistway.maintenance.models import Repair, Visit, VisitPhoto
from hoistway.maintenance.seed import visits as seed
from hoistway.maintenance.seed.answers import lay_out_answers
from hoistway.maintenance.seed.visits import lay_out_visits
from hoistway.maintenance.vocabulary import VisitState
from hoistway.maintenance.vocabulary.repairs import RepairState
from hoistway.parties.actions import open_account
from hoistway.parties.vocabulary import RoleKind
from tests.world.parties import NOW, a_firm, a_member, a_technician
from tests.world.registry import Site, an_elevator


@pytest.mark.django_db
def test_the_demos_visits_are_signed_by_two_technicians_and_lie_in_the_last_fortnight(monkeypatch):
    monkeypatch.setattr(seed, "MOST_VISITS", 3)
    monkeypatch.setattr(seed, "EARLY_FIRMS", 0)
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


@pytest.mark.django_db
def test_the_demos_use_units_answer_and_its_firms_repair_by_the_deeds_of_the_pages():
    firms: dict[int, seed.Firm] = {}
    firm = a_firm()
    rows = [an_elevator(site=Site(firm=firm)) for _ in range(9)]
    for _ in range(2):
        a_technician(firm=firm)
    for row in rows:
        person = a_member(role=RoleKind.USE_UNIT, organisation=row.use_unit)
        open_account(membership=person, login=f"unit-{row.pk}", password=None)
    office = a_member(role=RoleKind.FIRM_OFFICE, organisation=firm)
    open_account(membership=office, login="office", password=None)
    lay_out_visits(elevators=rows, firms=firms, chance=Random(7), now=NOW)

    lay_out_answers(firms=firms, chance=Random(8), now=NOW + timedelta(days=8))

    said = {one.state for one in Visit.objects.exclude(record=None)}
    assert said >= {VisitState.CONFIRMED, VisitState.OBJECTED, VisitState.UNCONFIRMED}
    assert {one.state for one in Repair.objects.all()} == {
        RepairState.REPAIRED, RepairState.RETURNED,
    }  # fmt: skip
