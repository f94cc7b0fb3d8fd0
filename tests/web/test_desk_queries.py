"""A page asks the database equally often for one row and for three."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.web.desk_world import Quarter, a_quarter, an_unplaced_call, client_for
from tests.world.parties import NOW
from tests.world.registry import Site, an_elevator
from tests.world.telemetry import a_refused_sample, a_rescue_from_signals

pytestmark = pytest.mark.django_db

LISTS = [
    (RoleKind.DISPATCHER, "dispatcher-board"),
    (RoleKind.DISPATCHER, "regulator-incidents"),
    (RoleKind.DISPATCHER, "elevators"),
    (RoleKind.DISPATCHER, "alarms"),
    (RoleKind.DISPATCHER, "intake-quality"),
    (RoleKind.DISPATCHER, "deliveries"),
    (RoleKind.DISPATCHER, "dispatcher-intake"),
    (RoleKind.DISTRICT_REGULATOR, "regulator-home"),
    (RoleKind.CITY_REGULATOR, "regulator-statistics"),
    (RoleKind.FIRM_OFFICE, "firm-home"),
    (RoleKind.USE_UNIT, "use-unit-home"),
]


def one_more(quarter: Quarter) -> None:
    """Add an elevator of the quarter with a rescue from signals, and one of everything else."""
    site = Site(firm=quarter.firm, use_unit=quarter.unit, jurisdiction=quarter.jurisdiction)
    elevator = an_elevator(site=site)
    Elevator.objects.filter(pk=elevator.pk).update(address=quarter.elevator.address)
    a_rescue_from_signals(elevator=elevator, at=NOW)
    an_unplaced_call()
    a_refused_sample()


def counted(client: Client, name: str, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse(name), {"where": address})
    assert answer.status_code == 200
    return len(queries)


@pytest.mark.parametrize(("role", "name"), LISTS, ids=[name for _, name in LISTS])
def test_three_rows_cost_as_many_questions_as_one(role: RoleKind, name: str) -> None:
    quarter = a_quarter(code="310106", name="静安区")
    one_more(quarter)
    client = client_for(role=role, quarter=quarter)
    where = quarter.elevator.address

    first = counted(client, name, where)
    one_more(quarter), one_more(quarter)

    assert counted(client, name, where) == first
    assert first <= 40
