"""Requests of use units on the pages: asked, checked, returned, taken back, handed out."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.vocabulary import UseRequestKind, UseRequestState
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState
from tests.world.clock import clock_in_hand
from tests.world.lifecycle import Sides, a_request, a_wish, two_sides
from tests.world.parties import NOW, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def sides() -> Sides:
    return two_sides()


@pytest.fixture
def unit(sides: Sides) -> Client:
    return client_of(membership=sides.unit)


@pytest.fixture
def district(sides: Sides) -> Client:
    return client_of(membership=sides.district)


def asking(sides: Sides, kind: str = "suspend") -> str:
    return f"/elevators/{sides.elevator.register_number}/request?kind={kind}"


def a_form(**given: str) -> dict[str, str]:
    return {"effective_on": "2026-11-22", "reason": "大修", "form_id": str(uuid4()), **given}


def the_request() -> UseRequest:
    return UseRequest.objects.get()


def test_a_unit_is_offered_what_fits_the_state_of_its_elevator(unit: Client, sides: Sides) -> None:
    page = unit.get(asking(sides, "")).content.decode()

    assert re.findall(r'href="\?kind=(\w+)"', page) == ["suspend", "scrap", "change"]


def test_a_unit_asks_and_follows_its_request(unit: Client, sides: Sides) -> None:
    answer = unit.post(asking(sides), a_form(until="2026-12-01"))

    assert answer.status_code == 302
    assert answer["Location"] == f"/requests/{the_request().number}"
    page = unit.get(answer["Location"]).content.decode()
    assert "待核对" in page
    assert "2026-12-01" in page
    assert "撤回申请" in page
    assert "核对</h2>" not in page


def test_a_form_sent_twice_leads_to_the_same_request(unit: Client, sides: Sides) -> None:
    form = a_form()

    first, second = (unit.post(asking(sides), form) for _ in range(2))

    assert first["Location"] == second["Location"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"effective_on": "2026-11-21"}, "不得事后补办"),
        ({"effective_on": "gestern"}, "请选择日期。"),
        ({"reason": ""}, "请写明理由。"),
        ({"until": "2026-11-22"}, "须晚于停用日期"),
    ],
)
def test_what_is_wrong_is_said_above_the_form_and_nothing_is_lost(
    unit: Client, sides: Sides, given: dict[str, str], said: str
) -> None:
    answer = unit.post(asking(sides), a_form(**{"reason": "外墙修缮", **given}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert given.get("reason", "外墙修缮") in page
    assert UseRequest.objects.count() == 0


def test_a_second_request_is_led_to_the_first(unit: Client, sides: Sides) -> None:
    first = a_request(sides=sides)

    assert first.number in unit.get(asking(sides)).content.decode()
    assert unit.post(asking(sides, "scrap"), a_form()).status_code == 409


def test_the_district_confirms_and_the_elevator_is_suspended(
    district: Client, sides: Sides
) -> None:
    request = a_request(sides=sides)
    page = district.get(f"/requests/{request.number}").content.decode()
    assert f"确认：{sides.elevator.name} 停用" in page

    answer = district.post(f"/requests/{request.number}/confirm")

    assert answer.status_code == 302
    assert Elevator.objects.get(pk=sides.elevator.pk).use_state is UseState.SUSPENDED
    assert "已生效" in district.get(answer["Location"]).content.decode()


def test_the_district_returns_with_a_reason_that_the_unit_reads(
    district: Client, unit: Client, sides: Sides
) -> None:
    request = a_request(sides=sides)
    without = district.post(f"/requests/{request.number}/return", {"reason": " "})
    assert without.status_code == 422

    district.post(f"/requests/{request.number}/return", {"reason": "请附检修计划"})

    page = unit.get(f"/requests/{request.number}").content.decode()
    assert the_request().state is UseRequestState.RETURNED
    assert "请附检修计划" in page


def test_an_elevator_long_out_of_use_is_confirmed_with_its_inspection_only(
    district: Client, sides: Sides, tmp_path: Path
) -> None:
    a_request(sides=sides, confirmed=True)
    with clock_in_hand(tmp_path / "later", NOW.replace(year=2028)) as _:
        wish = a_wish(kind=UseRequestKind.RESUME, on=NOW.date().replace(year=2028))
        request = a_request(sides=sides, wish=wish, now=NOW.replace(year=2028))
        page = district.get(f"/requests/{request.number}").content.decode()
        assert 'name="inspected"' in page

        bare = district.post(f"/requests/{request.number}/confirm")
        assert bare.status_code == 422
        assert "定期检验" in bare.content.decode()
        seen = district.post(f"/requests/{request.number}/confirm", {"inspected": "1"})

    assert seen.status_code == 302
    assert Elevator.objects.get(pk=sides.elevator.pk).use_state is UseState.IN_USE


def test_the_unit_takes_its_request_back(unit: Client, sides: Sides) -> None:
    request = a_request(sides=sides)

    assert unit.post(f"/requests/{request.number}/withdraw").status_code == 302

    assert the_request().state is UseRequestState.WITHDRAWN


def test_the_list_is_filtered_and_handed_out(district: Client, sides: Sides) -> None:
    first = a_request(sides=sides)
    other = two_sides()
    second = a_request(sides=other, wish=a_wish(kind=UseRequestKind.SCRAP))

    page = district.get("/requests?kind=scrap").content.decode()
    assert second.number in page
    assert first.number not in page
    assert first.number not in district.get("/requests?tab=ended").content.decode()

    answer = district.get("/requests?export=csv&kind=suspend")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["申请编号"] for row in rows] == [first.number]
    assert rows[0]["生效日期"] == "2026-11-22"


def test_the_elevators_page_leads_to_its_life_its_file_and_a_request(
    unit: Client, district: Client, sides: Sides
) -> None:
    number = sides.elevator.register_number
    own = unit.get(f"/elevators/{number}").content.decode()
    seen = district.get(f"/elevators/{number}").content.decode()

    for page in (own, seen):
        assert f"/elevators/{number}/timeline" in page
        assert f"/elevators/{number}/file.pdf" in page
    assert f"/elevators/{number}/request" in own
    assert f"/elevators/{number}/request" not in seen


def test_the_life_is_shown_newest_first_and_by_group(district: Client, sides: Sides) -> None:
    request = a_request(sides=sides, confirmed=True)
    address = f"/elevators/{sides.elevator.register_number}/timeline"

    page = district.get(address).content.decode()
    parties = district.get(f"{address}?kind=parties").content.decode()

    assert page.index("停用") < page.index("进入本平台")
    assert f"/requests/{request.number}" in page
    assert f"/requests/{request.number}" not in parties
    assert "没有这类记录" in parties
