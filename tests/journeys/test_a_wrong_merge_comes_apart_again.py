"""Two elevators are merged by mistake and come apart again, exactly as they were."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as house
from django.test import Client
from pytest_django.fixtures import Settings

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.actions import issue_plates
from hoistway.plates.models import Plate
from hoistway.plates.queries import living_plates, resolve, resolve_spoken
from hoistway.quality.actions import examine_register
from hoistway.quality.models import Finding
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.models import Claim, Elevator, Merge
from hoistway.registry.queries import ElevatorSearch, find_elevators
from tests.world.clock import HandClock, clock_in_hand
from tests.world.jobs import failed_jobs, work_off
from tests.world.parties import NOW, a_bureau, a_jurisdiction, signed_in_client
from tests.world.told_files import CLAIMS, claims_in, handed_in

pytestmark = pytest.mark.django_db(transaction=True)

LEFT, RIGHT = "31103101062011070001", "31103101062011070002"
SHARED = {
    "address": "静安区延平路12号", "estate": "春江苑", "building": "1号楼", "kind": "3110",
    "jurisdiction": "310106", "use_state": "in_use", "made_by": "上海三菱电梯有限公司",
    "serial_number": "D770077", "use_unit": "春江苑物业管理处", "firm": "申恒电梯",
    "longitude": 121.443, "latitude": 31.233,
}  # fmt: skip
"""Somebody typed the left one's serial number for both."""

CODE = {"device_code": "31101001720110077"}
"""And then its device code too, so that a match asks whether they are one."""

ASKED = FindingKind.TWO_ELEVATORS_ONE_NUMBER

OWN = {
    LEFT: {"name": "东梯", "stops": 18, "rated_load_kg": 1000},
    RIGHT: {"name": "西梯", "stops": 18, "rated_load_kg": 1000, "rated_speed_mps": 1.75},
}


@pytest.fixture
def hand(tmp_path: Path, settings: Settings) -> Iterator[HandClock]:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    with clock_in_hand(tmp_path / "clock-offset", NOW) as clock_of_the_house:
        yield clock_of_the_house


def said(folder: Path, number: str, day: str, source: str, **more: object) -> None:
    fields = SHARED | OWN[number] | {"register_number": number} | more
    claim = {"source": source, "record": number, "observed": day, "fields": fields}
    handed_in(claims_in(folder / f"{source}-{number}-{day}.ndjson", claim), mapping=CLAIMS)


@dataclass(frozen=True, slots=True)
class Whole:
    """All by which the two are known: rows, claims, scans, rescue numbers, search."""

    rows: list[dict[str, object]]
    claims: dict[int, int | None]
    scans: dict[str, int]
    spoken: dict[str, int]
    found: dict[str, list[int]]


def whole() -> Whole:
    plates = list(Plate.objects.order_by("pk"))
    keys = house.PLATE_KEYS
    words = (LEFT, RIGHT, "东梯", "西梯", "延平路12号")
    rows = list(Elevator.objects.order_by("pk").values())
    for row in rows:
        row["provenance"] = dict(sorted(row["provenance"].items()))
    return Whole(
        rows=rows,
        claims=dict(Claim.objects.filter(current=True).values_list("pk", "elevator_id")),
        scans={
            p.code: resolve(code=p.code, signature="", keys=keys).elevator_id for p in plates
        },
        spoken={
            p.rescue_number: resolve_spoken(typed=p.rescue_number, keys=keys).elevator_id
            for p in plates
        },
        found={
            word: [e.pk for e in find_elevators(
                by=PLATFORM, search=ElevatorSearch(text=word)
            ).elevators]
            for word in words
        },
    )  # fmt: skip


@pytest.fixture
def two(hand: HandClock, tmp_path: Path) -> tuple[Elevator, Elevator]:
    """Let three files speak of two elevators side by side, and post their plates."""
    a_jurisdiction()
    said(tmp_path, LEFT, "2026-10-01", "supervision", **CODE)
    said(tmp_path, RIGHT, "2026-10-01", "supervision")
    said(tmp_path, RIGHT, "2026-10-05", "inspection")
    said(tmp_path, RIGHT, "2026-10-08", "supervision", **CODE)
    left, right = Elevator.objects.order_by("register_number")
    issue_plates(elevator_ids=[left.pk, right.pk], key_version=1, now=NOW)
    work_off()
    return left, right


def district() -> Client:
    bureau = a_bureau(jurisdiction=a_jurisdiction())
    return signed_in_client(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)


def asked_whether_one() -> Finding:
    """Let the night match all records; return its question about the two."""
    examine_register(now=NOW, by=PLATFORM)
    return Finding.objects.get(kind=ASKED, state=FindingState.OPEN)


def merged(left: Elevator) -> Merge:
    """Answer the night's question wrongly at the desk."""
    finding = asked_whether_one()
    answer = district().post(
        f"/quality/findings/{finding.pk}/settle",
        {"deed": "merge", "keep": str(left.pk), "reason": "出厂编号相同"},
    )
    assert answer.status_code == 302
    work_off()
    return Merge.objects.get()


def split(row: Merge) -> None:
    answer = district().post(
        f"/quality/merges/{row.pk}/split", {"reason": "现场核实为两台，出厂编号录错"}
    )
    assert answer.status_code == 302
    work_off()


def test_all_leads_to_the_one_and_then_back_to_the_two(two: tuple[Elevator, Elevator]) -> None:
    left, right = two
    before = whole()
    assert (before.found[LEFT], before.found[RIGHT]) == ([left.pk], [right.pk])
    assert set(before.scans.values()) == set(before.spoken.values()) == {left.pk, right.pk}
    row = merged(left)

    one = whole()
    assert set(one.scans.values()) == set(one.spoken.values()) == {left.pk}
    assert one.found[LEFT] == one.found[RIGHT] == one.found["延平路12号"] == [left.pk]
    assert set(one.claims.values()) - {None} == {left.pk}
    page = district().get(f"/elevators/{RIGHT}")
    assert page["Location"] == f"/elevators/{LEFT}?merged={RIGHT}"

    split(row)

    assert whole() == before
    assert district().get(f"/elevators/{RIGHT}").status_code == 200
    for number in (LEFT, RIGHT):
        life = district().get(f"/elevators/{number}/timeline?kind=data").content.decode()
        assert f"{RIGHT} 与 {LEFT} 分开" in life
    assert failed_jobs() == 0


def test_what_was_said_of_the_one_that_went_goes_home_with_it(
    two: tuple[Elevator, Elevator], tmp_path: Path
) -> None:
    left, right = two
    row = merged(left)
    said(tmp_path, RIGHT, "2026-11-20", "supervision", rated_load_kg=1050)
    said(tmp_path, LEFT, "2026-11-20", "supervision", name="东1号梯")
    work_off()

    split(row)

    left.refresh_from_db()
    right.refresh_from_db()
    assert (left.name, left.rated_load_kg, left.rated_speed_mps) == ("东1号梯", 1000, None)
    assert (right.name, right.rated_load_kg, right.rated_speed_mps) == ("西梯", 1050, 1.75)


def test_what_came_apart_is_not_merged_again_by_any_night(two: tuple[Elevator, Elevator]) -> None:
    left, right = two
    split(merged(left))
    before = whole()

    for _ in range(2):
        examine_register(now=NOW, by=PLATFORM)
        work_off()

    assert whole() == before
    asked = Finding.objects.filter(kind=ASKED, other__isnull=False)
    assert list(asked.values_list("state", flat=True)) == [FindingState.UNDONE]
    plates = living_plates(elevator_ids=[left.pk, right.pk])
    assert len({plate.rescue_number for plate in plates.values()}) == 2
