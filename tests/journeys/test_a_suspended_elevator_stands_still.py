"""A use unit suspends, resumes and scraps its elevator; its district checks; telemetry watches."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from hoistway.foundation import clock
from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.vocabulary import UseRequestState
from hoistway.parties.vocabulary import RoleKind
from hoistway.quality.models import Finding
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState
from hoistway.telemetry.actions.movement import tell_movements
from hoistway.telemetry.adapters.history import keep_window
from tests.telemetry.test_history_scan import NOON, a_run
from tests.world.clock import HandClock, clock_in_hand
from tests.world.jobs import failed_jobs, work_off
from tests.world.lifecycle import Sides, two_sides
from tests.world.parties import a_bureau, a_jurisdiction, client_of, signed_in_client

pytestmark = pytest.mark.django_db(transaction=True)

MORNING = NOON - timedelta(hours=2)


@pytest.fixture
def hand(tmp_path: Path, settings: Settings) -> Iterator[HandClock]:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    with clock_in_hand(tmp_path / "clock-offset", MORNING) as clock_of_the_house:
        yield clock_of_the_house


@pytest.fixture
def sides(hand: HandClock) -> Sides:
    return two_sides()


def asked(client: Client, sides: Sides, kind: str, on: str = "2026-11-22") -> HttpResponse:
    form = {"effective_on": on, "reason": "外墙修缮", "form_id": str(uuid4())}
    number = sides.elevator.register_number
    return client.post(f"/elevators/{number}/request?kind={kind}", form)


def confirmed(client: Client) -> HttpResponse:
    number = UseRequest.objects.latest("pk").number
    return client.post(f"/requests/{number}/confirm")


def use_state(sides: Sides) -> UseState:
    return Elevator.objects.get(pk=sides.elevator.pk).use_state


def suspended(sides: Sides) -> None:
    assert asked(client_of(membership=sides.unit), sides, "suspend").status_code == 302
    assert confirmed(client_of(membership=sides.district)).status_code == 302
    assert use_state(sides) is UseState.SUSPENDED


def ran(sides: Sides, folder: Path, *, times: int) -> None:
    """Let the car run at noon, and let the platform look at what the history has kept."""
    runs = [a_run(slot=sides.elevator.pk, after_s=100 * n) for n in range(times)]
    keep_window(folder=folder, samples=np.concatenate(runs), sequence=1)


def looked_for_movement(folder: Path) -> int:
    told = tell_movements(folder=folder, now=clock.now())
    work_off()
    return told


def states() -> list[FindingState]:
    found = Finding.objects.filter(kind=FindingKind.MOVES_WHILE_SUSPENDED)
    return list(found.values_list("state", flat=True))


def test_movement_during_a_suspension_is_found_shown_and_ended_by_the_resumption(
    sides: Sides, hand: HandClock, tmp_path: Path
) -> None:
    folder, number = tmp_path / "history", sides.elevator.register_number
    unit, district = (client_of(membership=one) for one in (sides.unit, sides.district))
    suspended(sides)
    ran(sides, folder, times=3)
    hand.set(NOON + timedelta(hours=1))

    assert looked_for_movement(folder) == 1

    assert states() == [FindingState.OPEN]
    finding = Finding.objects.get(kind=FindingKind.MOVES_WHILE_SUSPENDED)
    queue = district.get("/quality/findings").content.decode()
    assert FindingKind.MOVES_WHILE_SUSPENDED.zh in queue
    assert number in queue
    page = district.get(f"/quality/findings/{finding.pk}").content.decode()
    assert "停用登记之后，监测于" in page
    assert "12:03" in page
    elsewhere = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    stranger = signed_in_client(role=RoleKind.DISTRICT_REGULATOR, organisation=elsewhere)
    assert stranger.get(f"/quality/findings/{finding.pk}").status_code == 404

    assert asked(unit, sides, "resume").status_code == 302
    assert confirmed(district).status_code == 302
    assert looked_for_movement(folder) == 0

    assert use_state(sides) is UseState.IN_USE
    assert states() == [FindingState.GONE]
    life = district.get(f"/elevators/{number}/timeline?kind=state").content.decode()
    assert life.index("启用") < life.index("停用")
    assert failed_jobs() == 0


def test_two_trial_runs_are_no_use_and_no_finding(
    sides: Sides, hand: HandClock, tmp_path: Path
) -> None:
    suspended(sides)
    ran(sides, tmp_path / "history", times=2)
    hand.set(NOON + timedelta(hours=1))

    assert looked_for_movement(tmp_path / "history") == 0
    assert states() == []


def test_only_its_unit_asks_and_only_its_district_confirms(sides: Sides) -> None:
    elsewhere = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    stranger = signed_in_client(role=RoleKind.DISTRICT_REGULATOR, organisation=elsewhere)
    firm = signed_in_client(role=RoleKind.FIRM_OFFICE, organisation=sides.elevator.firm)
    other_unit = signed_in_client(role=RoleKind.USE_UNIT)
    district, unit = (client_of(membership=one) for one in (sides.district, sides.unit))

    tried = [asked(one, sides, "suspend") for one in (firm, district, other_unit)]
    assert [answer.status_code for answer in tried] == [403, 403, 404]
    assert not UseRequest.objects.exists()

    asked(unit, sides, "suspend")
    tried = [confirmed(one) for one in (stranger, firm, unit)]
    assert [answer.status_code for answer in tried] == [404, 403, 403]
    assert use_state(sides) is UseState.IN_USE
    assert UseRequest.objects.get().state == UseRequestState.FILED


def test_what_is_scrapped_stays_scrapped(sides: Sides) -> None:
    unit, district = (client_of(membership=one) for one in (sides.unit, sides.district))
    suspended(sides)
    asked(unit, sides, "scrap")
    confirmed(district)
    assert use_state(sides) is UseState.SCRAPPED

    for kind in ("suspend", "resume", "scrap", "change"):
        asked(unit, sides, kind)

    number = sides.elevator.register_number
    offered = unit.get(f"/elevators/{number}/request").content.decode()
    assert 'href="?kind=' not in offered
    assert UseRequest.objects.count() == 2
    decide = {"value": "in_use", "use_state": "in_use", "reason": "登记有误"}
    assert district.post(f"/elevators/{number}/why/use_state", decide).status_code == 403
    assert use_state(sides) is UseState.SCRAPPED


def test_the_last_second_of_shanghais_day_is_in_time_and_the_next_in_arrears(
    sides: Sides, hand: HandClock
) -> None:
    unit, district = (client_of(membership=one) for one in (sides.unit, sides.district))
    midnight = datetime(2026, 11, 22, 16, tzinfo=UTC)

    hand.set(midnight + timedelta(seconds=1))
    late = asked(unit, sides, "suspend", on="2026-11-22")
    assert late.status_code == 422
    assert "不得事后补办" in late.content.decode()
    assert not UseRequest.objects.exists()

    hand.set(midnight - timedelta(seconds=20))
    assert asked(unit, sides, "suspend", on="2026-11-22").status_code == 302

    hand.set(midnight + timedelta(minutes=5))
    assert confirmed(district).status_code == 302
    request = UseRequest.objects.get()
    assert request.in_force_at is not None
    assert request.in_force_at >= midnight + timedelta(minutes=5)
    assert use_state(sides) is UseState.SUSPENDED
