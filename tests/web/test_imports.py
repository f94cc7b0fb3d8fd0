"""Files handed in at a page: tried, looked through, taken in, mended."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hoistway.foundation import clock
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.actions import work_on_import
from hoistway.registry.models import Claim, Elevator, ImportRun
from hoistway.registry.vocabulary import RunState
from tests.world.imports import a_run
from tests.world.parties import LONG_AGO, NOW, a_bureau, a_jurisdiction, signed_in_client
from tests.world.sayings import a_registered_elevator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

HEAD = "注册代码,名称,地址,设备品种,监管辖区,站,额定速度,数据日期"


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Path:
    """Keep handed-in files in a folder of the test's own."""
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def city() -> Client:
    a_jurisdiction()
    return signed_in_client(role=RoleKind.CITY_REGULATOR)


def a_row(number: int, **more: str) -> str:
    cells = {
        "注册代码": f"311031010620119{number:05d}", "名称": "1号梯", "地址": f"延平路{number}号",
        "设备品种": "曳引驱动乘客电梯", "监管辖区": "静安区", "站": "18", "额定速度": "1.75",
        "数据日期": "2026-10-01",
    } | more  # fmt: skip
    return ",".join(cells.values())


def hand_in(client: Client, *rows: str, head: str = HEAD, **more: object) -> HttpResponse:
    file = SimpleUploadedFile("2026-10-01.csv", "\n".join([head, *rows]).encode())
    form = {"file": file, "mapping": "hoistway-register", "source": "supervision"} | more
    return client.post(reverse("registry-imports"), form)


def worked_on() -> ImportRun:
    run = ImportRun.objects.latest("pk")
    work_on_import(run_id=run.pk, now=clock.now())
    run.refresh_from_db()
    return run


def read(client: Client, name: str, run: ImportRun, query: str = "") -> str:
    return client.get(reverse(name, args=[run.pk]) + query).content.decode()


def test_a_file_is_tried_first_and_writes_nothing(city: Client) -> None:
    answer = hand_in(city, a_row(1), a_row(2), a_row(3, 额定速度="快"))

    run = worked_on()
    page = read(city, "registry-import", run)

    assert answer["Location"] == reverse("registry-import", args=[run.pk])
    assert (run.state, run.apply, Elevator.objects.count()) == (RunState.DONE, False, 0)
    assert "试算" in page
    assert "额定速度 · 不是数字" in page
    assert 'class="bar"' in page
    assert "应用到登记表" in page


def test_a_tried_file_is_applied_and_its_numbers_lead_to_pages(city: Client) -> None:
    hand_in(city, a_row(1), a_row(2))
    tried = worked_on()

    city.post(reverse("registry-import-apply", args=[tried.pk]))
    applied = worked_on()

    assert (applied.apply, applied.created) == (True, 2)
    assert Elevator.objects.count() == 2
    assert "应用到登记表" not in read(city, "registry-import", applied)
    listed = city.get(reverse("elevators"), {"q": "延平路1号"}).content.decode()
    assert "31103101062011900001" in listed


def test_what_would_change_is_shown_before_and_after_and_rolled_back(city: Client) -> None:
    known = a_registered_elevator(name="1号梯")
    more = {
        "注册代码": known.register_number, "地址": known.address, "站": "21", "名称": "东1号梯",
    }  # fmt: skip
    Claim.objects.filter(elevator=known).update(
        observed_at=LONG_AGO, last_seen_at=LONG_AGO, record_key=known.register_number
    )
    hand_in(city, a_row(1, **more), a_row(2))
    run = worked_on()

    page = read(city, "registry-import-differences", run)

    assert '<s class="quiet-text">18</s></td><td><strong>21</strong>' in page
    assert "<strong>东1号梯</strong>" in page
    known.refresh_from_db()
    assert (known.stops, Elevator.objects.count()) == (18, 1)


def test_refused_rows_are_handed_out_as_they_were_and_can_be_handed_in_again(city: Client) -> None:
    hand_in(city, a_row(1), a_row(2, 监管辖区="火星区"), a_row(3, 注册代码="3.11E+19"))
    run = worked_on()

    answer = city.get(reverse("registry-import-refused", args=[run.pk]), {"export": "csv"})
    lines = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    mended = [line[:-1] for line in lines[1:]]
    mended[0][4], mended[1][0] = "静安区", "31103101062011900003"
    hand_in(city, *(",".join(line) for line in mended))
    again = worked_on()

    assert lines[0] == [*HEAD.split(","), "未导入的原因"]
    assert "监管辖区 · 代码未知" in lines[1][-1]
    assert (run.refused, again.refused, again.created) == (2, 0, 2)


def test_a_run_is_stopped_and_goes_on(city: Client) -> None:
    hand_in(city, a_row(1))
    run = ImportRun.objects.get()

    city.post(reverse("registry-import-stop", args=[run.pk]))
    stopped = read(city, "registry-import", run)
    city.post(reverse("registry-import-apply", args=[run.pk]), {"deed": "try"})

    assert "继续" in stopped
    assert "停止</button>" not in stopped
    assert ImportRun.objects.count() == 2
    assert worked_on().state is RunState.DONE


def test_an_open_run_is_live_and_has_a_link_for_who_has_no_script(city: Client) -> None:
    hand_in(city, a_row(1))
    run = ImportRun.objects.get()

    page = read(city, "registry-import", run)
    part = read(city, "registry-import-live", run)

    assert f'data-live="/registry/imports/{run.pk}/events"' in page
    assert "刷新" in part
    assert "<html" not in part


@pytest.mark.parametrize(
    ("head", "more", "sentence"),
    [
        ("编号,甲", {"mapping": "maryland-2022"}, "文件缺少映射所需的列"),
        (HEAD, {"mapping": "own"}, "请选择映射文件"),
        (HEAD, {"file": ""}, "请选择文件"),
        (HEAD, {"observed": "2999-01-01"}, ""),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_once(
    city: Client, head: str, more: dict[str, object], sentence: str
) -> None:
    answer = hand_in(city, a_row(1), head=head, **more)

    if sentence:
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    else:
        assert worked_on().state is RunState.FAILED
        assert "尚未到来" in read(city, "registry-import", ImportRun.objects.get())


def test_an_own_mapping_is_told_what_is_wrong_with_it(city: Client) -> None:
    own = SimpleUploadedFile("own.toml", b"[register]\nname = 1")

    answer = hand_in(city, a_row(1), mapping="own", own_mapping=own)

    assert answer.status_code == 422
    assert "映射文件" in answer.content.decode()


def test_a_district_takes_in_its_own_rows_and_sees_its_own_runs() -> None:
    home = a_bureau(jurisdiction=a_jurisdiction())
    a_jurisdiction(code="310115", name="浦东新区")
    client = signed_in_client(role=RoleKind.DISTRICT_REGULATOR, organisation=home)
    others = a_run(now=NOW)
    hand_in(client, a_row(1), a_row(2, 监管辖区="浦东新区"))

    run = worked_on()

    assert (run.created, run.refused) == (1, 1)
    assert "不属于您的辖区" in read(client, "registry-import", run)
    assert client.get(reverse("registry-import", args=[others.pk])).status_code == 404
    for name in ("registry-import-apply", "registry-import-stop"):
        assert client.post(reverse(name, args=[others.pk])).status_code == 404


@pytest.mark.parametrize("role", [RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISPATCHER])
def test_only_regulators_hand_files_in(role: RoleKind) -> None:
    assert hand_in(signed_in_client(role=role), a_row(1)).status_code == 403
