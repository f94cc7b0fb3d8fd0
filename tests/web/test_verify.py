"""What anybody may check: a record by number and by file, and the daily digests."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoistway.ledger.actions import sign_digests
from hoistway.maintenance.models import Visit
from hoistway.web.visits.paper import number_of
from tests.world.clock import clock_in_hand
from tests.world.maintenance import a_signed_visit
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def signed() -> Visit:
    return a_signed_visit()


def sent(body: bytes, name: str = "record.json") -> str:
    file = SimpleUploadedFile(name, body)
    return Client().post("/verify", {"file": file}).content.decode()


def test_a_kept_record_is_true_and_names_nobody(signed: Visit) -> None:
    page = Client().get(f"/verify/{signed.record.uid}").content.decode()

    assert "真实" in page
    assert "不真实" not in page
    assert signed.elevator.register_number in page
    assert "尚未进入当日摘要" in page
    for one in json.loads(signed.record.body)["content"]["crew"]:
        assert one["name"] not in page


def test_the_next_day_the_page_names_the_digest(signed: Visit) -> None:
    sign_digests(now=NOW + timedelta(days=1))

    page = Client().get(f"/verify/{signed.record.uid}").content.decode()

    assert "2026-11-22 的全市摘要" in page


@pytest.mark.parametrize("digits", [16, 64])
def test_the_number_on_the_paper_leads_to_the_record(signed: Visit, digits: int) -> None:
    sha256 = signed.record.sha256
    typed = number_of(sha256=sha256).lower() if digits == 16 else sha256

    answer = Client().get("/verify", {"number": typed, "lang": "en"})

    assert answer["Location"] == f"/verify/{signed.record.uid}?lang=en"


@pytest.mark.parametrize(
    "typed",
    ["0000-1111-2222-3333", "3F9A", "'; drop", "2120935c-02d2-42b3-9f90-d5decd94fb38"],
)
def test_a_number_that_nothing_bears_is_said_so(signed: Visit, typed: str) -> None:
    answer = Client().get("/verify", {"number": typed})

    assert answer.status_code == 404
    assert "没有这个编号" in answer.content.decode()


def test_an_unknown_document_is_not_called_true(signed: Visit) -> None:
    answer = Client().get(f"/verify/{uuid4()}")

    assert answer.status_code == 404
    assert "平台没有此记录" in answer.content.decode()


def test_the_file_as_it_is_kept_is_true(signed: Visit) -> None:
    assert "逐字一致" in sent(signed.record.body.encode())


def test_a_changed_file_is_false_and_the_page_says_where(signed: Visit) -> None:
    said = json.loads(signed.record.body)
    said["content"]["lines"][3]["result"] = "abnormal"
    changed = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    page = sent(changed.encode())

    assert "不真实" in page
    assert "content.lines[3].result" in page


def test_a_record_inside_a_zip_is_read(signed: Visit) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("record.json", signed.record.body)

    assert "逐字一致" in sent(out.getvalue(), "bundle.zip")


@pytest.mark.parametrize("body", [b"{}", b"\xff\xd8\xff", b"[" * 100_000])
def test_any_other_file_is_unknown(body: bytes) -> None:
    assert "平台没有此记录" in sent(body)


def test_no_file_is_asked_for_again() -> None:
    answer = Client().post("/verify", {})

    assert answer.status_code == 422
    assert "请选择文件" in answer.content.decode()


def test_digests_are_given_as_lines_to_whoever_keeps_them(signed: Visit) -> None:
    sign_digests(now=NOW + timedelta(days=2))
    client = Client()

    every = client.get("/digests.ndjson").content.decode().splitlines()
    later = client.get("/digests.ndjson?since=2026-11-23").content.decode().splitlines()
    page = client.get("/digests").content.decode()

    assert [json.loads(line)["digest"]["day"] for line in every] == ["2026-11-22", "2026-11-23"]
    assert later == every[1:]
    assert json.loads(every[0])["digest"]["root"] in page
    assert client.cookies == {}
