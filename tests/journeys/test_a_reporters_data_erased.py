"""A reporter takes back what is theirs: nothing of it is left in any table or on disk."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image
from pytest_django.fixtures import Settings

from hoistway.messages.actions import subscribe_push, texts_to
from hoistway.riders.models import PublicReport, ReportPhoto, ReportStep
from tests.messages.test_push import AUTH, P256DH
from tests.world.clock import HandClock, clock_in_hand
from tests.world.jobs import failed_jobs, work_off
from tests.world.parties import NOW, client_of
from tests.world.passengers import Passenger
from tests.world.reports import report_sides

pytestmark = pytest.mark.django_db(transaction=True)
WORDS, PHONE, PLACE = "我家老人被门碰到肩膀七次", "13912345678", (121.446123, 31.231987)
NO_MORE, ORIGIN = "还是碰到肩膀第八次", "203.0.113.77"


@pytest.fixture
def hand(tmp_path: Path, settings: Settings) -> Iterator[HandClock]:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    settings.PUSH_HOSTS = ("push.example",)
    with clock_in_hand(tmp_path / "clock-offset", NOW) as clock_of_the_house:
        yield clock_of_the_house


def a_photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#35609a").save(out, "JPEG")
    return SimpleUploadedFile("IMG.jpg", out.getvalue(), content_type="image/jpeg")


def tables_that_hold(*words: str) -> dict[str, list[str]]:
    """Return for each word the tables in which a row still says it, whatever its column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(relname) FROM pg_stat_user_tables WHERE n_live_tup >= 0")
        tables = [name for (name,) in cursor.fetchall()]
        found: dict[str, list[str]] = {}
        for table in tables:
            for word in words:
                cursor.execute(
                    f"SELECT EXISTS (SELECT 1 FROM {table} t WHERE strpos(t::text, %s) > 0)",
                    [word],
                )
                if cursor.fetchone() == (True,):
                    found.setdefault(word, []).append(table)
    return found


def files_that_hold(folder: Path, *words: str) -> list[str]:
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(word.encode() in path.read_bytes() for word in words)
    ]


def photos_on_disk(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file() and p.read_bytes()[:3] == b"\xff\xd8\xff"]


def a_full_report(hand: HandClock) -> Passenger:
    """Let somebody leave all that may be left, prove the telephone, and be told a step."""
    sides = report_sides()
    passenger = Passenger(origin=ORIGIN)
    passenger.reports(
        elevator=sides.elevator, words=WORDS, phone=PHONE, photo=a_photo(),
        longitude=str(PLACE[0]), latitude=str(PLACE[1]),
    )  # fmt: skip
    passenger.press("code")
    work_off()
    (code,) = re.findall(r"验证码 (\d{6})", texts_to(phone=PHONE, most=1)[0])
    passenger.press("confirm", code=code)
    subscribe_push(
        follower=passenger.at.partition("?")[0].split("/")[2], endpoint="https://push.example/sub-77",
        keys={"p256dh": P256DH, "auth": AUTH}, now=NOW,
    )  # fmt: skip
    hand.later(60)
    number = PublicReport.objects.get().number
    firm = client_of(membership=sides.firm)
    for deed, words in (("take_up", ""), ("answer", "已调整光幕")):
        form_id = f"00000000-0000-4000-8000-00000000000{len(words)}"
        form = {"deed": deed, "form_id": form_id, "words": words}
        assert firm.post(f"/reports/{number}/do", form).status_code == 302
    passenger.press("not-mended", words=NO_MORE)
    work_off()
    return passenger


def test_a_reporters_data_is_exported_then_gone_from_database_and_disk_and_the_steps_stay(
    hand: HandClock, tmp_path: Path
) -> None:
    passenger = a_full_report(hand)
    link = passenger.at.partition("?")[0]
    theirs = (WORDS, NO_MORE, PHONE, str(PLACE[0]), str(PLACE[1]), ORIGIN, "push.example")
    before = list(ReportStep.objects.order_by("pk").values_list("pk", "deed", "at"))
    assert len(texts_to(phone=PHONE, most=9)) >= 3
    assert photos_on_disk(tmp_path)
    assert set(theirs) - set(tables_that_hold(*theirs)) == {ORIGIN}  # kept as a hash alone

    # First they take with them what is kept.
    kept = json.loads(passenger.phone.get(f"{link}/data").content)
    said = json.dumps(kept, ensure_ascii=False)
    for one in (WORDS, NO_MORE, PHONE, str(PLACE[0]), str(PLACE[1])):
        assert one in said

    # Then one press.
    page = passenger.press("erase")
    work_off()

    assert tables_that_hold(*theirs) == {}
    assert files_that_hold(tmp_path, WORDS, NO_MORE) == []
    assert photos_on_disk(tmp_path) == []
    assert ReportPhoto.objects.get().attachment_id is None

    # The steps stay, the matter goes on, and the link tells no more than that.
    steps = list(ReportStep.objects.order_by("pk").values_list("pk", "deed", "at"))
    assert steps[: len(before)] == before
    assert str(steps[-1][1]) == "erase"
    assert "反映的人删除了个人信息" in page
    assert "已调整光幕" in page
    empty = json.dumps(json.loads(passenger.phone.get(f"{link}/data").content), ensure_ascii=False)
    assert all(one not in empty for one in theirs)
    assert failed_jobs() == 0
