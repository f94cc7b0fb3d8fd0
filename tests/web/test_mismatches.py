"""The inspector's pages and those of a mismatch, on every desk."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as house
from django.test import Client

from hoistway.filings.models import Mismatch, SiteCheck
from hoistway.filings.vocabulary import MismatchField, MismatchState
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.actions import decide_field
from tests.world.clock import clock_in_hand
from tests.world.mismatches import (
    Four,
    a_mismatch,
    a_photographed_mismatch,
    a_picture,
    four_sides,
)
from tests.world.parties import NOW, a_member, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def sides() -> Four:
    return four_sides()


def client(sides: Four, who: str) -> Client:
    return client_of(membership=getattr(sides, who))


def comparing(sides: Four) -> str:
    return f"/elevators/{sides.elevator.register_number}/compare"


def a_form(**given: object) -> dict[str, object]:
    return {"found_on": "2026-11-22", "form_id": str(uuid4()), **given}


def said(**given: str) -> dict[str, str]:
    return {"form_id": str(uuid4()), **given}


def test_an_inspector_finds_the_elevator_by_number_code_or_scanned_address(sides: Four) -> None:
    inspector = client(sides, "inspector")
    plate = living_plates(elevator_ids=[sides.elevator.pk])[sides.elevator.pk]
    scanned = f"https://ti.example{address_of(plate=plate, keys=house.PLATE_KEYS)}"

    for asked in (sides.elevator.register_number, plate.rescue_number, plate.code, scanned):
        assert inspector.get("/i/", {"q": asked})["Location"] == comparing(sides)
    named = inspector.get("/i/", {"q": f"{sides.elevator.address} {sides.elevator.name}"})
    assert comparing(sides) in named.content.decode()
    assert "没有找到这台电梯" in inspector.get("/i/", {"q": "没有的路 1 号"}).content.decode()


def test_signing_in_leads_an_inspector_to_the_site(sides: Four) -> None:
    answer = client(sides, "inspector").get("/")

    assert answer["Location"] == "/i/"


def test_the_comparison_shows_what_is_filed_and_takes_what_is_found(sides: Four) -> None:
    inspector = client(sides, "inspector")
    page = inspector.get(comparing(sides)).content.decode()
    elevator = sides.elevator
    assert elevator.firm is not None
    assert elevator.use_unit is not None
    for filed in (elevator.firm.name, elevator.use_unit.name, elevator.firm.phone):
        assert filed in page

    answer = inspector.post(comparing(sides), a_form(
        firm_answer="agrees", duty_phone_answer="differs", duty_phone_found="021-62345678",
        duty_phone_photo=a_picture(), other_answer="differs", other_found="机房门锁损坏",
    ))  # fmt: skip

    assert answer["Location"] == f"{comparing(sides)}?done=1"
    found = {row.field: row for row in Mismatch.objects.all()}
    assert set(found) == {MismatchField.DUTY_PHONE, MismatchField.OTHER}
    assert found[MismatchField.DUTY_PHONE].photo is not None
    page = inspector.get(answer["Location"]).content.decode()
    assert "核对已保存" in page
    assert all(row.number in page for row in found.values())
    assert "duty_phone_found" not in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"firm_answer": "differs"}, "请写明现场情况"),
        ({"firm_answer": "agrees", "found_on": "2026-11-23"}, "不能晚于今天"),
        ({"firm_answer": "agrees", "found_on": ""}, "请选择日期。"),
        ({"firm_answer": "not_seen"}, "请至少核对一项。"),
        ({"address_answer": "differs", "address_found": "same"}, "现场情况与备案相同"),
    ],
)
def test_a_comparison_that_makes_no_sense_is_sent_back_whole(
    sides: Four, given: dict[str, str], words: str
) -> None:
    if given.get("address_found"):
        given = {**given, "address_found": sides.elevator.address}
    answer = client(sides, "inspector").post(comparing(sides), a_form(words="备注一句", **given))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "备注一句" in page
    assert not Mismatch.objects.exists()
    assert not SiteCheck.objects.exists()


def test_a_file_that_is_no_photo_is_refused(sides: Four) -> None:
    form = a_form(firm_answer="differs", firm_found="另一家")
    form["firm_photo"] = io.BytesIO(b"%PDF-1.4 contract")

    answer = client(sides, "inspector").post(comparing(sides), form)

    assert answer.status_code == 422
    assert "无法使用该文件" in answer.content.decode()


def test_both_sides_confirm_and_it_closes_on_every_page(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)
    address = f"/mismatches/{mismatch.number}"
    unit, firm, district = (client(sides, who) for who in ("unit", "firm", "district"))
    assert "确认属实：武定路 9 号" in unit.get(address).content.decode()
    assert "确认属实" not in district.get(address).content.decode()

    unit.post(f"{address}/confirm", said())
    assert "本单位已确认" in unit.get(address).content.decode()
    firm.post(f"{address}/confirm", said())
    decide_field(
        elevator_id=sides.elevator.pk, field="address", value="武定路 9 号", reason="门牌",
        now=NOW, by=sides.by("district"),
    )  # fmt: skip
    page = district.get(address).content.decode()
    assert "现在登记" in page
    firm.post(f"{address}/confirm", said())

    assert Mismatch.objects.get().state is MismatchState.CLOSED
    page = district.get(address).content.decode()
    assert "办结还差什么" not in page
    assert "变更并确认，闭环" in page


def test_an_inspector_sees_the_site_again(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides, field=MismatchField.OTHER, found="机房门锁损坏")
    address = f"/mismatches/{mismatch.number}"
    for who in ("unit", "firm"):
        client(sides, who).post(f"{address}/confirm", said())

    client(sides, "inspector").post(f"{address}/verify", said(words="已修复"))

    assert Mismatch.objects.get().state is MismatchState.CLOSED


def test_a_firm_explains_and_the_district_dismisses(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)
    address = f"/mismatches/{mismatch.number}"
    firm, district = client(sides, "firm"), client(sides, "district")
    assert firm.post(f"{address}/answer", said(words=" ")).status_code == 422
    assert firm.post(f"{address}/answer", {"words": "旧牌"}).status_code == 422
    firm.post(f"{address}/answer", said(words="门牌为旧牌，未拆除"))
    assert "门牌为旧牌，未拆除" in district.get(address).content.decode()

    assert district.post(f"{address}/dismiss", {"words": ""}).status_code == 422
    assert district.post(f"{address}/dismiss", {"words": "误读旧牌"}).status_code == 302

    assert "误读旧牌" in firm.get(address).content.decode()
    again = firm.post(f"{address}/answer", said(words="谢谢"))
    assert again.status_code == 409
    assert "已办结" in again.content.decode()


def test_only_regulators_read_who_said_it(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)
    name = sides.inspector.person.name

    assert name in client(sides, "district").get(f"/mismatches/{mismatch.number}").content.decode()
    assert name not in client(sides, "unit").get(f"/mismatches/{mismatch.number}").content.decode()


def test_a_photo_is_given_only_to_whom_the_mismatch_concerns(sides: Four) -> None:
    bare = a_mismatch(sides=sides, field=MismatchField.OTHER, found="无")
    mismatch = a_photographed_mismatch(elevator=sides.elevator, now=NOW)
    address = f"/mismatches/{mismatch.number}/photo"
    foreign = client_of(membership=a_member(role=RoleKind.FIRM_OFFICE))

    photo = client(sides, "unit").get(address)

    assert photo["Content-Type"] == "image/jpeg"
    assert photo["X-Content-Type-Options"] == "nosniff"
    assert "private" in photo["Cache-Control"]
    assert foreign.get(address).status_code == 404
    assert client(sides, "unit").get(f"/mismatches/{bare.number}/photo").status_code == 404


def test_the_list_is_told_apart_filtered_and_handed_out(sides: Four) -> None:
    first = a_mismatch(sides=sides)
    other = four_sides()
    second = a_mismatch(sides=other, field=MismatchField.DUTY_PHONE, found="021-62345678")
    district, firm = client(sides, "district"), client(sides, "firm")

    page = district.get("/mismatches?field=duty_phone").content.decode()
    assert second.number in page
    assert first.number not in page
    assert first.number not in district.get("/mismatches?tab=ended").content.decode()
    assert first.number not in district.get("/mismatches?from_day=2026-11-23").content.decode()
    own = firm.get("/mismatches?tab=mine").content.decode()
    assert first.number in own
    assert second.number not in own
    recorded = client(sides, "inspector").get("/mismatches?tab=mine").content.decode()
    assert first.number in recorded
    assert second.number not in recorded

    answer = district.get("/mismatches?export=csv&field=address")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["编号"], row["现场"]) for row in rows] == [(first.number, "武定路 9 号")]


def test_the_elevators_page_names_what_is_open(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)
    address = f"/elevators/{sides.elevator.register_number}"

    page = client(sides, "district").get(address).content.decode()

    assert f"/mismatches/{mismatch.number}" in page
    assert comparing(sides) in page
    assert comparing(sides) not in client(sides, "unit").get(address).content.decode()


@pytest.mark.parametrize(
    ("who", "field", "way"),
    [
        ("firm", MismatchField.DUTY_PHONE, "/f/filing"),
        ("firm", MismatchField.TECHNICIANS, "/f/filings/new/{number}?kind=change"),
        ("firm", MismatchField.FIRM, "/f/filings/new/{number}?kind=end"),
        ("unit", MismatchField.USE_UNIT, "/elevators/{number}/request?kind=change"),
    ],
)
def test_each_side_is_led_to_where_it_mends_the_fact(
    sides: Four, who: str, field: MismatchField, way: str
) -> None:
    mismatch = a_mismatch(sides=sides, field=field, found="另一个")

    page = client(sides, who).get(f"/mismatches/{mismatch.number}").content.decode()

    there = way.format(number=sides.elevator.register_number)
    assert f'href="{there}"' in page
    assert client(sides, who).get(there).status_code == 200
