"""The register corrects itself; a person takes it back with a reason; then it stays so."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.vocabulary import RoleKind
from hoistway.quality.actions import examine_register
from hoistway.quality.models import Correction, Finding
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.models import Elevator
from tests.world.clock import HandClock, clock_in_hand
from tests.world.jobs import failed_jobs, work_off
from tests.world.parties import NOW, a_bureau, a_jurisdiction, signed_in_client
from tests.world.told_files import CLAIMS, claims_in, handed_in

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "31103101062011050002"
WRONG, RIGHT, REASON = 105.0, 1.75, "该梯为观光快梯，厂方已书面确认"
ON_RECORD = {
    "register_number": NUMBER, "name": "2号楼1号梯", "address": "静安区延平路12号", "kind": "3110",
    "jurisdiction": "310106", "use_state": "in_use", "use_unit": "春江苑物业管理处",
    "firm": "申恒电梯", "rated_speed_mps": WRONG,
}  # fmt: skip


@pytest.fixture
def hand(tmp_path: Path, settings: Settings) -> Iterator[HandClock]:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    with clock_in_hand(tmp_path / "clock-offset", NOW) as clock_of_the_house:
        yield clock_of_the_house


def said(folder: Path, source: str, day: str, **fields: object) -> None:
    """Let a source hand in its file of a day, and the platform look at what is new."""
    claim = {"source": source, "record": "1", "observed": day, "fields": fields}
    told = handed_in(claims_in(folder / f"{source}-{day}.ndjson", claim), mapping=CLAIMS)
    assert told["refused"] == 0
    work_off()


def speed() -> float | None:
    return Elevator.objects.get().rated_speed_mps


def corrected(folder: Path) -> Correction:
    """Let supervision write metres a minute and inspection know better."""
    a_jurisdiction()
    said(folder, "inspection", "2026-10-02", register_number=NUMBER, rated_speed_mps=RIGHT)
    said(folder, "supervision", "2026-10-01", **ON_RECORD)
    said(folder, "inspection", "2026-10-03", register_number=NUMBER, rated_speed_mps=RIGHT)
    assert speed() == RIGHT
    row = Correction.objects.get(field="rated_speed_mps")
    assert (row.automatic, row.before, row.after) == (True, WRONG, RIGHT)
    return row


def district() -> Client:
    bureau = a_bureau(jurisdiction=a_jurisdiction())
    return signed_in_client(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)


def taken_back(folder: Path) -> Correction:
    row = corrected(folder)
    answer = district().post(f"/quality/corrections/{row.pk}/undo", {"reason": REASON})
    assert answer.status_code == 302
    work_off()
    assert speed() == WRONG
    return row


def why() -> str:
    return district().get(f"/elevators/{NUMBER}/why/rated_speed_mps").content.decode()


def the_finding() -> Finding:
    return Finding.objects.get(kind=FindingKind.SPEED_UNIT)


@pytest.mark.usefixtures("hand")
def test_the_correction_says_why_and_needs_a_reason_to_be_taken_back(tmp_path: Path) -> None:
    row = corrected(tmp_path)

    page = district().get(f"/quality/corrections/{row.pk}").content.decode()
    refused = district().post(f"/quality/corrections/{row.pk}/undo", {"reason": " "})

    assert "105 m/s 不可能；除以 60 为 1.75 m/s" in page
    assert row.finding.edition in page
    assert "规则自动更正" in why()
    assert refused.status_code == 422
    assert speed() == RIGHT


def test_no_night_makes_the_same_correction_again(tmp_path: Path, hand: HandClock) -> None:
    row = taken_back(tmp_path)

    for _ in range(2):
        hand.later(86_400)
        night = examine_register(now=clock.now(), by=PLATFORM)
        assert night.tally.corrected == {}
        assert night.tally.opened == {}
        work_off()

    assert speed() == WRONG
    assert Correction.objects.get().pk == row.pk
    assert the_finding().state == FindingState.UNDONE
    assert failed_jobs() == 0


def test_new_files_with_the_same_values_leave_it_alone(tmp_path: Path, hand: HandClock) -> None:
    taken_back(tmp_path)
    hand.set(datetime(2026, 12, 20, 4, tzinfo=UTC))

    said(tmp_path, "supervision", "2026-12-01", **ON_RECORD)
    said(tmp_path, "supervision", "2026-12-10", **ON_RECORD, estate="春江苑")
    said(
        tmp_path, "inspection", "2026-12-11", register_number=NUMBER, rated_speed_mps=RIGHT,
        rated_load_kg=1000,
    )  # fmt: skip

    assert (speed(), Elevator.objects.get().estate) == (WRONG, "春江苑")
    assert Correction.objects.count() == 1
    assert the_finding().state == FindingState.UNDONE


@pytest.mark.usefixtures("hand")
def test_the_page_of_the_value_says_that_it_was_taken_back_and_why(tmp_path: Path) -> None:
    row = taken_back(tmp_path)

    page = why()
    assert "自动更正为「1.75 m/s」已于" in page
    assert f"撤销，不会再次自动进行。理由：{REASON}" in page
    assert "规则自动更正" not in page
    explained = district().get(f"/quality/corrections/{row.pk}").content.decode()
    assert REASON in explained
    assert "同样的更正不会再自动进行" in explained
    life = district().get(f"/elevators/{NUMBER}/timeline?kind=data").content.decode()
    assert "105 → 1.75（已撤销）" in life


def test_another_wrong_value_is_another_question(tmp_path: Path, hand: HandClock) -> None:
    taken_back(tmp_path)
    hand.set(datetime(2026, 12, 20, 4, tzinfo=UTC))

    said(tmp_path, "supervision", "2026-12-10", **ON_RECORD | {"rated_speed_mps": 150.0})
    said(tmp_path, "inspection", "2026-12-11", register_number=NUMBER, rated_speed_mps=2.5)

    assert speed() == 2.5
    assert Correction.objects.filter(undone_at=None).get().before == 150.0
