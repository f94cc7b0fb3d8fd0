"""The pages of liability insurance, on every desk they concern."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoistway.insurance.actions import take_table_over
from hoistway.insurance.models import Cover, Policy, PolicyTable
from hoistway.insurance.vocabulary import TableColumn
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from tests.world.clock import clock_in_hand
from tests.world.duties import notice_sides
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, a_member, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def underwriter() -> Membership:
    return a_member(role=RoleKind.INSURER)


def filled(**given: object) -> dict[str, object]:
    plain = {
        "form_id": str(uuid4()), "number": "PZEL1", "holder_kind": "use_unit",
        "holder_name": "某物业", "first": "2026-01-01", "last": "2026-12-01", "total": "500万元",
        "each": "1,000,000", "numbers": "1",
    }  # fmt: skip
    return {**plain, **given}


def rows_of(client: Client, url: str) -> list[list[str]]:
    file = client.get(url, {"export": "csv"})
    return list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))


def test_an_insurer_enters_changes_and_cancels_a_policy_that_others_read(
    underwriter: Membership,
) -> None:
    sides, insurer = notice_sides(), client_of(membership=underwriter)
    number = sides.elevator.register_number
    assert "请填写金额" in insurer.post("/policies/new", filled(total="很多")).content.decode()
    assert "登记中没有" in insurer.post("/policies/new", filled()).content.decode()

    form = filled(numbers=f" {number}，{number}\n", file=a_picture())
    room = insurer.post("/policies/new", form)["Location"]

    policy = Policy.objects.get()
    assert room == f"/policies/{policy.pk}"
    for who in (sides.unit, sides.firm, sides.district):
        page = client_of(membership=who).get(room).content.decode()
        assert "500 万元" in page
        assert number in page
        assert "退保" not in page
    unit = client_of(membership=sides.unit)
    assert unit.get(f"{room}/file")["Content-Type"] == "image/jpeg"
    assert "CNY 5,000,000" in unit.get(room, headers={"accept-language": "en"}).content.decode()
    change = {"form_id": str(uuid4()), "day": "2026-11-30", "numbers": number}
    assert "请写明原因" in insurer.post(f"{room}/end", change).content.decode()
    assert insurer.post(f"{room}/end", {**change, "words": "拆除"}).status_code == 302
    assert f"{Cover.objects.get().period.upper}" == "2026-12-01"
    assert unit.post(f"{room}/cancel", {**change, "words": "x"}).status_code == 403
    gone = {**change, "words": "解约", "form_id": str(uuid4()), "day": "2026-11-22"}
    assert insurer.post(f"{room}/cancel", gone).status_code == 302
    assert "已退保" in insurer.get("/policies", {"phase": "cancelled"}).content.decode()


def test_the_lists_filter_and_go_out_as_files(underwriter: Membership) -> None:
    sides, insurer = notice_sides(), client_of(membership=underwriter)
    bare = notice_sides().elevator
    insurer.post("/policies/new", filled(numbers=sides.elevator.register_number))
    district = client_of(membership=sides.district)

    assert "没有符合条件的保单" in insurer.get("/policies", {"q": "没有"}).content.decode()
    head, row = rows_of(insurer, "/policies")
    assert len(head) == len(row)
    assert row[:3] == ["PZEL1", row[1], "使用单位投保"]
    found = rows_of(district, "/policies/gaps")[1:]
    assert [(one[0], one[6], one[7]) for one in found] == [
        (sides.elevator.register_number, "即将到期", "2026-12-01"),
        (bare.register_number, "未投保", ""),
    ]
    page = insurer.get("/policies/gaps?standing=ending").content.decode()
    assert "还有 9 天" in page
    assert bare.register_number not in page


def test_a_table_enters_its_good_rows_and_gives_the_others_back(underwriter: Membership) -> None:
    elevator, insurer = notice_sides().elevator, client_of(membership=underwriter)
    rest = "使用单位,某物业,,2026-01-01,2026-12-31,500万,"
    lines = [f"P1,{rest},{elevator.register_number}", f"P2,{rest},999"]
    text = "\n".join([",".join(one.zh for one in TableColumn), *lines])
    assert rows_of(insurer, "/policies/tables") == [[one.zh for one in TableColumn]]

    def given(data: bytes) -> dict[str, object]:
        return {"form_id": str(uuid4()), "file": SimpleUploadedFile("a.csv", data)}

    there = "/policies/tables"
    assert "缺少以下列" in insurer.post(there, given("甲,乙".encode())).content.decode()
    room = insurer.post(there, given(text.encode()))["Location"]
    take_table_over(table_id=PolicyTable.objects.get().pk, now=NOW)

    assert "登记中没有这台电梯" in insurer.get(room).content.decode()
    assert rows_of(insurer, room)[1][-2:] == ["999", "注册代码 登记中没有这台电梯 «999»"]
    assert client_of(membership=a_member(role=RoleKind.INSURER)).get(room).status_code == 404
