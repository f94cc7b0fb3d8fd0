"""The pages of inspections: entering, asking, receiving, lifting, tables; each side its part."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoistway.filings.models import Mismatch
from hoistway.inspection.actions import tell_stop
from hoistway.inspection.models import Inspection, InspectionRequest, InspectionTable, StopUse
from hoistway.inspection.queries import stops_of
from hoistway.inspection.vocabulary import Verdict
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.vocabulary import RoleKind
from tests.world.clock import clock_in_hand
from tests.world.duties import Sides, notice_sides
from tests.world.inspections import an_inspection
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, client_of, signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def sides() -> Sides:
    return notice_sides()


@pytest.fixture
def inspector() -> Client:
    return signed_in_client(role=RoleKind.INSPECTOR)


def client(sides: Sides, who: str) -> Client:
    return client_of(membership=getattr(sides, who))


def entry(**more: object) -> dict[str, object]:
    return {
        "kind": "periodic", "verdict": "failed", "held_on": "2026-11-22", "report_number": "R-9",
        "defects": "4.7 制动器制动力不足\n轿厢照明不亮", "form_id": str(uuid4()), **more,
    }  # fmt: skip


def test_a_failed_report_stops_the_elevator_on_every_page_and_opens_a_mismatch(
    sides: Sides, inspector: Client
) -> None:
    number = sides.elevator.register_number
    new = f"/inspections/new?elevator={number}"
    assert "自行检查不在此录入" in inspector.get(new).content.decode()

    answer = inspector.post(
        new, entry(differs="duty_phone", found="021-1", file=a_picture(name="r.jpg"))
    )

    kept = Inspection.objects.get()
    assert answer["Location"] == f"/inspections/{kept.number}"
    assert Mismatch.objects.get().elevator_id == sides.elevator.pk
    page = client(sides, "unit").get(f"/inspections/of/{number}").content.decode()
    assert "第四十条" in page
    assert "收悉，已停止使用" in page
    report = client(sides, "firm").get(answer["Location"]).content.decode()
    assert "轿厢照明不亮" in report
    assert "4.7" in report
    assert "第四十条" in report
    tell_stop(stop_id=StopUse.objects.get().pk, now=NOW)
    told = Message.objects.filter(purpose=Purpose.STOP_USE, organisation=sides.elevator.use_unit)
    assert {one.link for one in told} == {f"/inspections/of/{number}"}


def test_a_wrong_form_says_what_is_wrong_and_keeps_nothing(sides: Sides, inspector: Client) -> None:
    new = f"/inspections/new?elevator={sides.elevator.register_number}"

    late = inspector.post(new, entry(held_on="2026-11-23"))
    empty = inspector.post(new, entry(verdict=""))

    assert (late.status_code, empty.status_code) == (422, 422)
    assert "不能晚于今天" in late.content.decode()
    assert not Inspection.objects.exists()


def test_the_unit_receives_a_stop_and_the_district_lifts_it(sides: Sides) -> None:
    an_inspection(elevator=sides.elevator, verdict=Verdict.FAILED)
    stop = StopUse.objects.get()
    unit, district = client(sides, "unit"), client(sides, "district")

    assert unit.post(f"/inspections/stops/{stop.pk}/receive").status_code == 302
    assert unit.post(f"/inspections/stops/{stop.pk}/lift", {"words": "好了"}).status_code == 403
    silent = district.post(f"/inspections/stops/{stop.pk}/lift", {"words": ""})
    assert "请写明理由" in silent.content.decode()
    listed = district.get("/inspections?tab=stopped").content.decode()
    assert sides.elevator.address in listed
    assert district.post(f"/inspections/stops/{stop.pk}/lift", {"words": "复查"}).status_code == 302

    assert stops_of(elevator_ids=[sides.elevator.pk]) == {}
    again = district.post(f"/inspections/stops/{stop.pk}/lift", {"words": "再次"})
    assert again.status_code == 409


def test_the_unit_asks_the_body_agrees_and_the_unit_takes_back(
    sides: Sides, inspector: Client
) -> None:
    body = an_inspection(elevator=sides.elevator).body
    unit = client(sides, "unit")
    ask = f"/inspections/ask?elevator={sides.elevator.register_number}"
    wish = {
        "kind": "test", "body": str(body.pk), "wished_on": "2026-12-06", "form_id": str(uuid4()),
    }  # fmt: skip

    assert unit.post(ask, wish).status_code == 302
    asked = InspectionRequest.objects.get()
    foreign = inspector.post(
        "/inspections/agree", {"request_id": asked.pk, "agreed_on": "2026-12-07"}
    )
    assert foreign.status_code == 404
    assert body.name in unit.get("/inspections?tab=asked").content.decode()
    assert unit.post("/inspections/drop", {"request_id": asked.pk}).status_code == 302
    asked.refresh_from_db()
    assert str(asked.state) == "dropped"


def test_a_table_is_taken_and_the_template_is_there(inspector: Client) -> None:
    head = "注册代码,种类,结论,检验检测日期,报告编号"
    file = SimpleUploadedFile("a.csv", f"{head}\n,,,,".encode())

    template = inspector.get("/inspections/tables?export=csv")
    told = inspector.post("/inspections/tables", {"file": file, "form_id": str(uuid4())})
    bad = SimpleUploadedFile("b.csv", b"x,y\n1,2")
    refused = inspector.post("/inspections/tables", {"file": bad, "form_id": str(uuid4())})

    assert "注册代码" in b"".join(template).decode("utf-8-sig")
    assert told["Location"] == f"/inspections/tables?table={InspectionTable.objects.get().pk}"
    assert "a.csv" in inspector.get(told["Location"]).content.decode()
    assert "表格缺少以下列" in refused.content.decode()


def test_the_board_counts_with_its_denominator_and_gives_files(sides: Sides) -> None:
    an_inspection(elevator=sides.elevator)
    district = client(sides, "district")

    page = district.get("/inspections/due").content.decode()
    rows = b"".join(district.get("/inspections?export=csv")).decode("utf-8-sig").splitlines()

    assert "未来 12 个月" in page
    assert sides.elevator.register_number in rows[1]


def test_a_report_is_corrected_by_its_own_body_only(sides: Sides, inspector: Client) -> None:
    report = an_inspection(elevator=sides.elevator, verdict=Verdict.FAILED)

    assert inspector.get(f"/inspections/new?replaces={report.number}").status_code == 404
    own = signed_in_client(role=RoleKind.INSPECTOR, organisation=report.body)
    page = f"/inspections/new?replaces={report.number}"
    assert report.report_number in own.get(page).content.decode()
    given = entry(verdict="passed", report_number=report.report_number, replace_reason="录错")
    fresh = own.post(page, given)
    assert "此报告已被更正" in own.get(f"/inspections/{report.number}").content.decode()
    assert report.number in own.get(fresh["Location"]).content.decode()
