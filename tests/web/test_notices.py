"""The pages of written notices and of a firm's duties, on every desk."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from hoistway.duties.models import DutyRecord, Notice
from hoistway.duties.queries import steps_of
from hoistway.duties.vocabulary import NoticeKind, NoticeState
from tests.world.clock import clock_in_hand
from tests.world.duties import Sides, a_drill, a_hazard, a_notice, notice_sides
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def sides() -> Sides:
    return notice_sides()


def client(sides: Sides, who: str) -> Client:
    return client_of(membership=getattr(sides, who))


def said(**given: object) -> dict[str, object]:
    return {"form_id": str(uuid4()), **given}


def writing(sides: Sides) -> str:
    return f"/f/notices/new?elevator={sides.elevator.register_number}"


def test_an_office_picks_an_elevator_and_reports_a_hazard_with_a_photo(sides: Sides) -> None:
    office = client(sides, "firm")
    offered = office.get("/f/notices/new", {"q": sides.elevator.name}).content.decode()
    assert f"elevator={sides.elevator.register_number}" in offered
    assert "请先更正" in office.post(writing(sides), said(kind="hazard")).content.decode()

    answer = office.post(
        writing(sides),
        said(kind="hazard", grade="serious", words="制动器失灵", file=a_picture()),
    )

    hazard = Notice.objects.get()
    assert answer["Location"] == f"/notices/{hazard.number}"
    assert str(hazard.grade) == "serious"
    photo = f"/notices/{hazard.number}/files/{steps_of(notice_id=hazard.pk)[0].pk}"
    page = client(sides, "district").get(answer["Location"]).content.decode()
    assert photo in page
    assert "确认收悉" in page
    assert client(sides, "unit").get(photo)["Content-Type"] == "image/jpeg"
    assert client(notice_sides(), "unit").get(photo).status_code == 404


def test_a_foreign_elevator_is_not_found_when_writing(sides: Sides) -> None:
    other = client(notice_sides(), "firm")

    assert other.get(writing(sides)).status_code == 404
    assert other.get(f"/f/duties/new?elevator={sides.elevator.register_number}").status_code == 404


def test_each_side_does_its_part_until_a_serious_hazard_is_gone(sides: Sides) -> None:
    hazard = a_hazard(elevator=sides.elevator)
    room = f"/notices/{hazard.number}"
    unit, firm, district = (client(sides, who) for who in ("unit", "firm", "district"))

    assert unit.post(f"{room}/receive", said(words="已停用")).status_code == 302
    assert district.post(f"{room}/acknowledge", said()).status_code == 302
    assert "请写明" in firm.post(f"{room}/clear", said(words=" ")).content.decode()
    firm.post(f"{room}/clear", said(words="已更换", file=a_picture()))
    assert "请写明" in district.post(f"{room}/reopen", said()).content.decode()
    assert district.post(f"{room}/verify", said()).status_code == 302

    hazard.refresh_from_db()
    assert hazard.state is NoticeState.ENDED
    page = unit.get(room).content.decode()
    assert "监管部门复核通过" in page
    assert "已停用" in page
    assert unit.post(f"{room}/receive", said()).status_code == 409


def test_the_list_filters_and_goes_out_as_a_file(sides: Sides) -> None:
    hazard = a_hazard(elevator=sides.elevator)
    stop = a_notice(elevator=sides.elevator, kind=NoticeKind.DO_NOT_USE)
    district, unit = client(sides, "district"), client(sides, "unit")

    assert stop.number not in district.get("/notices?tab=mine").content.decode()
    page = unit.get("/notices", {"tab": "mine", "kind": "do_not_use"}).content.decode()
    assert stop.number in page
    assert hazard.number not in page
    file = district.get("/notices", {"export": "csv", "q": hazard.number})
    rows = list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["编号", hazard.number]
    assert len(rows[0]) == len(rows[1])
    assert "没有符合条件的告知" in unit.get("/notices", {"q": "没有"}).content.decode()


def test_a_firm_sees_what_is_due_records_it_and_takes_the_list_home(sides: Sides) -> None:
    office = client(sides, "firm")
    assert "2027-05-22" in office.get("/f/duties").content.decode()
    asks = office.get("/f/duties/new?kind=drill").content.decode()
    assert f"elevator={sides.elevator.register_number}" in asks
    to = f"/f/duties/new?kind=drill&elevator={sides.elevator.register_number}"
    assert "参加人员" in office.post(to, said(held_on="2026-11-20", words="演练")).content.decode()
    given = said(held_on="2026-11-20", words="演练", people=[sides.technician.person_id])

    for _ in range(2):
        assert office.post(to, {**given, "proof": a_picture()})["Location"] == "/f/duties"

    drill = DutyRecord.objects.get()
    page = office.get("/f/duties").content.decode()
    assert "2027-05-20" in page
    assert office.get(f"/f/duties/{drill.pk}/proof")["Content-Type"] == "image/jpeg"
    file = office.get("/f/duties", {"export": "csv", "kind": "drill"}).getvalue().decode()
    assert sides.technician.person.name in file
    training = office.get("/f/duties", {"kind": "training"}).content.decode()
    assert "还没有记录" in training


def test_homes_and_the_elevator_page_say_what_waits(sides: Sides) -> None:
    hazard = a_hazard(elevator=sides.elevator)
    a_drill(elevator=sides.elevator, by=sides.by("firm"))
    for who, home in (("firm", "/f/"), ("unit", "/u/"), ("district", "/g/")):
        page = client(sides, who).get(home).content.decode()
        assert "/notices?tab=mine" in page
        assert "严重事故隐患 1 起未办结" in page

    file = client(sides, "firm").get(f"/elevators/{sides.elevator.register_number}")
    assert hazard.number in file.content.decode()
