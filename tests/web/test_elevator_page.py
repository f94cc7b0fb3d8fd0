"""The page of one elevator and the reasons behind each of its values."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.actions import Change, correct
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.vocabulary import Field
from tests.world.findings import something_wrong
from tests.world.parties import NOW, a_bureau, a_jurisdiction, signed_in_client
from tests.world.registry import an_elevator
from tests.world.sayings import a_registered_elevator, a_saying, said

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def city() -> Client:
    return signed_in_client(role=RoleKind.CITY_REGULATOR)


@pytest.fixture
def elevator() -> Elevator:
    """Return an elevator of which supervision, inspection and firm say different things."""
    found = a_registered_elevator()
    address = f"{found.address}（北门）"
    said(
        a_saying(
            source="inspection", at=NOW - timedelta(days=3), elevator_id=found.pk,
            register_number=found.register_number, address=address, stops=18,
        ),
        a_saying(source=f"firm:{found.firm_id}", elevator_id=found.pk, stops=18),
    )  # fmt: skip
    return found


def why(client: Client, elevator: Elevator, field: str, **more: object) -> HttpResponse:
    there = reverse("elevator-why", args=[elevator.register_number, field])
    return client.get(there, **more)  # type: ignore[arg-type]


def test_each_fact_stands_on_the_page_with_how_sure_it_is(city: Client, elevator: Elevator) -> None:
    page = city.get(reverse("elevator-file", args=[elevator.register_number])).content.decode()

    for field in (Field.REGISTER_NUMBER, Field.ADDRESS, Field.STOPS, Field.FIRM):
        assert f'id="fact-{field}"' in page
    assert "3 个来源一致" in page
    assert "1 个来源说法不同" in page
    assert "未登记" in page


def test_why_tells_who_said_what_and_which_source_ranks_first(
    city: Client, elevator: Elevator
) -> None:
    page = why(city, elevator, "address").content.decode()

    assert "「监察系统」的优先级更高" in page
    assert elevator.address in page
    assert f"{elevator.address}（北门）" in page
    assert "2020-12" in page


def test_under_a_fact_only_the_reasons_are_sent(city: Client, elevator: Elevator) -> None:
    whole, part = why(city, elevator, "stops"), why(city, elevator, "stops", headers=HTMX)

    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "3 个来源说法一致" in part.content.decode()


def test_a_fact_that_there_is_not_is_not_found(city: Client, elevator: Elevator) -> None:
    assert why(city, elevator, "nonsense").status_code == 404


def test_a_correction_by_rule_is_told_with_before_and_after(
    city: Client, elevator: Elevator
) -> None:
    change = Change(
        field="address", before=elevator.address, after="静安区延平路8号", edition="2026-11",
        rule="address_spelling", elevator_id=elevator.pk,
    )  # fmt: skip
    correct(changes=[change], now=NOW, by=PLATFORM)

    page = why(city, elevator, "address").content.decode()

    assert "规则自动更正。依据：地址写法不规范" in page
    assert f'<s class="quiet-text">{elevator.address}</s>' in page


def test_a_regulator_decides_with_a_reason_only(city: Client, elevator: Elevator) -> None:
    there = reverse("elevator-why", args=[elevator.register_number, "address"])

    without = city.post(there, {"address": "延平路9号", "reason": " "})
    done = city.post(there, {"address": "延平路9号", "reason": "现场核对门牌"}, follow=True)

    elevator.refresh_from_db()
    assert without.status_code == 422
    assert elevator.address == "延平路9号"
    assert "监管人员裁定。理由：现场核对门牌" in done.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "held"),
    [
        ("kind", {"kind": "3420"}, "3420"), ("stops", {"stops": "20"}, 20),
        ("made_on", {"made_on": "2010-02-03"}, "2010-02-03"),
        ("rated_speed_mps", {"rated_speed_mps": "2.5"}, 2.5),
        ("floor_labels", {"floor_labels": "B1 1 2"}, ["B1", "1", "2"]),
        ("longitude", {"longitude": "121.5", "latitude": "31.2"}, 121.5),
    ],
)  # fmt: skip
def test_a_decision_is_kept_as_its_field_is(
    city: Client, elevator: Elevator, field: str, typed: dict[str, str], held: object
) -> None:
    there = reverse("elevator-why", args=[elevator.register_number, field])

    city.post(there, {**typed, "reason": "核对铭牌"})

    claim = Claim.objects.filter(elevator=elevator, kind="person").order_by("pk").first()
    assert claim is not None
    assert claim.fields == {field: held}


def test_firms_and_units_suggest_and_change_nothing(elevator: Elevator) -> None:
    there = reverse("elevator-why", args=[elevator.register_number, "building"])
    for role, owner in (
        (RoleKind.FIRM_OFFICE, elevator.firm), (RoleKind.USE_UNIT, elevator.use_unit),
    ):  # fmt: skip
        client = signed_in_client(role=role, organisation=owner)
        answer = client.post(there, {"building": "7号楼", "text": "竣工图"}, follow=True)

        assert "建议已送达" in answer.content.decode()
        assert "纠错建议" in answer.content.decode()
    elevator.refresh_from_db()
    assert elevator.building == ""
    assert Claim.objects.filter(elevator=elevator, origin__suggested=True).count() == 2


def test_the_desk_reads_but_has_no_say(elevator: Elevator) -> None:
    client = signed_in_client(role=RoleKind.DISPATCHER)
    there = reverse("elevator-why", args=[elevator.register_number, "building"])

    assert "<textarea" not in client.get(there).content.decode()
    assert client.post(there, {"building": "7号楼"}).status_code == 403


def test_use_is_not_ended_by_an_edit(city: Client, elevator: Elevator) -> None:
    there = reverse("elevator-why", args=[elevator.register_number, "use_state"])

    assert "由使用单位申请" in city.get(there).content.decode()
    assert city.post(there, {"use_state": "scrapped", "reason": "x"}).status_code == 403


def test_another_district_neither_reads_nor_decides(elevator: Elevator) -> None:
    pudong = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    client = signed_in_client(role=RoleKind.DISTRICT_REGULATOR, organisation=pudong)
    there = reverse("elevator-why", args=[elevator.register_number, "address"])

    assert client.get(there).status_code == 404
    assert client.post(there, {"address": "x", "reason": "y"}).status_code == 404


def test_the_number_of_a_merged_row_leads_to_the_survivor(city: Client) -> None:
    kept, gone = an_elevator(), an_elevator()
    Elevator.objects.filter(pk=gone.pk).update(merged_into=kept)

    answer = city.get(reverse("elevator-file", args=[gone.register_number]), follow=True)

    assert answer.redirect_chain[-1][0].startswith(f"/elevators/{kept.register_number}?merged=")
    assert f"注册代码 {gone.register_number} 与本梯是同一台电梯" in answer.content.decode()


def rows_of(client: Client, **query: str) -> list[list[str]]:
    answer = client.get(reverse("elevators"), {"export": "csv", **query})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_the_register_leaves_under_its_official_headings(city: Client, elevator: Elevator) -> None:
    head, row = rows_of(city)
    fact = dict(zip(head, row, strict=True))

    assert len(head) >= 30
    assert set(head) >= {field.zh for field in Field}
    assert (fact["注册代码"], fact["设备品种"]) == (elevator.register_number, "曳引驱动乘客电梯")
    assert (fact["监管辖区"], fact["层站标识"]) == ("静安区", "B1,1,2")


def test_programs_ask_for_codes(city: Client, elevator: Elevator) -> None:
    head, row = rows_of(city, columns="code")
    fact = dict(zip(head, row, strict=True))

    assert set(head) >= {str(field) for field in Field}
    assert (fact["kind"], fact["jurisdiction"], fact["use_state"]) == ("3110", "310106", "in_use")
    assert fact["rated_speed_mps"] == "1.75"


def test_the_list_follows_its_filters(city: Client) -> None:
    rows = [an_elevator() for _ in range(3)]
    listed = city.get(reverse("elevators"), {"q": rows[0].estate}).content.decode()
    none = city.get(reverse("elevators"), {"unit": "没有这家"}).content.decode()

    assert rows[0].register_number in listed
    assert rows[1].register_number not in listed
    assert "没有符合条件的电梯" in none


def test_the_list_is_narrowed_to_what_is_in_doubt(city: Client) -> None:
    doubted, sound = an_elevator(), an_elevator()
    something_wrong(elevator=doubted)
    listed = {
        asked: city.get(reverse("elevators"), {"quality": asked}).content.decode()
        for asked in ("doubted", "clean")
    }

    assert [row.register_number in listed["doubted"] for row in (doubted, sound)] == [True, False]
    assert [row.register_number in listed["clean"] for row in (doubted, sound)] == [False, True]
