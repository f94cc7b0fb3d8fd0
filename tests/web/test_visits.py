"""The page of one visit in its states, its photos and files, and holds on its records."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from hoistway.ledger.models import Hold
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.standards import edition_in_use
from hoistway.parties.vocabulary import RoleKind
from hoistway.server import fonts
from hoistway.web.lifecycle.typeset import typeset
from hoistway.web.visits.document import document_of
from hoistway.web.visits.files import TEMPLATE
from tests.world.clock import clock_in_hand
from tests.world.maintenance import (
    Hand,
    a_crew,
    a_job,
    a_kept_photo,
    a_signed_visit,
    a_visit,
)
from tests.world.parties import NOW, a_bureau, a_member, client_of, signed_in_client
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db

LOCK = "A-1-29"
needs_font = pytest.mark.skipif(
    not fonts.is_there(home=settings.HOME), reason="the font of documents was not fetched"
)


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


def told(**more: object) -> dict[str, object]:
    """Return answers of a job of which one was measured and one is abnormal."""
    return {
        "answers": {
            LOCK: {"result": "normal", "value": "7.5"},
            "A-1-16": {"result": "abnormal", "note": "应急照明不亮"},
        },
        "repairs": [{"item": "A-1-16", "words": "更换应急照明电池", "urgency": "soon"}],
        **more,
    }  # fmt: skip


@pytest.fixture
def crew() -> list[Hand]:
    return a_crew(firm=an_elevator().firm)


@pytest.fixture
def signed() -> Visit:
    return a_signed_visit(**told(photos=[], barrier=a_kept_photo()))


def firm_client(visit: Visit) -> Client:
    return client_of(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=visit.firm))


def district_client(visit: Visit) -> Client:
    bureau = a_bureau(jurisdiction=visit.elevator.jurisdiction)
    return client_of(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))


def page(client: Client, visit: Visit, query: str = "") -> str:
    return client.get(f"/visits/{visit.uid}{query}").content.decode()


def test_a_planned_visit_shows_what_is_to_be_looked_at() -> None:
    visit = a_visit()

    shown = page(firm_client(visit), visit)

    assert shown.count('class="line"') == 31
    assert "待维保" in shown
    assert "限值 ≥ 7 mm" in shown
    assert "存证与核验" not in shown


def test_a_signed_visit_shows_each_result_value_limit_and_repair(signed: Visit) -> None:
    shown = page(firm_client(signed), signed)

    for words in ("7.5", "限值 ≥ 7 mm", "符合", "异常待处理", "更换应急照明电池", "存证与核验"):
        assert words in shown
    assert shown.count("已签名") == 2
    assert "未经官方文本核对" in shown
    english = page(firm_client(signed), signed, "?lang=en")
    assert "unverified against the official text" in english
    assert "landing-door lock engagement depth" in english


def test_two_phones_that_differ_are_shown_side_by_side() -> None:
    elevator = an_elevator()
    one, other = a_crew(firm=elevator.firm)
    job = a_job(elevator=elevator, crew=[one, other], visit=a_visit(elevator=elevator))
    one.send(one.begin(job=job), one.line(job=job, item=LOCK, value="7.5"), now=NOW)
    other.send(
        other.line(job=job, item=LOCK, result="abnormal", note="过短", urgency="soon"), now=NOW
    )
    visit = Visit.objects.get(uid=job.uid)

    shown = page(firm_client(visit), visit)

    assert "两部手机填写不同" in shown
    for words in ("7.5", "过短", one.member.person.name, other.member.person.name):
        assert words in shown


def test_photos_are_given_byte_by_byte_and_only_to_those_concerned(signed: Visit) -> None:
    sha256 = json.loads(signed.record.body)["content"]["barrier"]
    there = f"/visits/{signed.uid}/photos/{sha256}"

    own = firm_client(signed).get(there)

    assert hashlib.sha256(own.content).hexdigest() == sha256
    assert signed_in_client(role=RoleKind.FIRM_OFFICE).get(there).status_code == 404
    other = a_signed_visit()
    assert firm_client(other).get(f"/visits/{other.uid}/photos/{sha256}").status_code == 404


def test_the_record_is_given_as_it_is_kept_and_marked_outside(signed: Visit) -> None:
    file = firm_client(signed).get(f"/visits/{signed.uid}/record.json")

    assert hashlib.sha256(file.content).hexdigest() == signed.record.sha256
    assert "unverified-standard" in file["Content-Disposition"]
    assert file["X-Standard"].endswith("unverified against the official text")


def test_a_planned_visit_has_no_files() -> None:
    visit = a_visit()

    for ending in ("record.json", "record.pdf"):
        assert firm_client(visit).get(f"/visits/{visit.uid}/{ending}").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_paper_says_all_that_was_signed(signed: Visit, language: str) -> None:
    with translation.override(language):
        data = document_of(
            record=signed.record, papers=[], edition=edition_in_use(), now=NOW,
            base_url="https://lift.example",
        )  # fmt: skip
    text = json.dumps(data, ensure_ascii=False)

    said = json.loads(signed.record.body)
    names = [one["name"] for one in said["content"]["crew"]]
    for words in (*names, LOCK, "7.5", "更换应急照明电池", signed.record.sha256, "≥ 7 mm"):
        assert words in text
    assert ("未经官方文本核对" in text) is (language != "en")


@needs_font
def test_the_paper_is_typeset_without_a_warning(signed: Visit) -> None:
    data = document_of(
        record=signed.record, papers=[], edition=edition_in_use(), now=NOW,
        base_url="https://lift.example",
    )  # fmt: skip

    made = typeset(template=TEMPLATE, data=data, fonts=settings.FONTS)

    assert made.startswith(b"%PDF")


def test_a_regulator_holds_the_records_once_and_lets_them_go(signed: Visit) -> None:
    client = district_client(signed)
    form = {"form_id": str(uuid4()), "reason": "（2026）沪0106民初1号"}

    for _again in range(2):
        assert client.post(f"/visits/{signed.uid}/hold", form).status_code == 302
    held = page(client, signed)
    refused = client.post(f"/visits/{signed.uid}/lift", {"reason": " "})
    client.post(f"/visits/{signed.uid}/lift", {"reason": "案件已结"})

    assert Hold.objects.count() == 1
    assert "已保全" in held
    assert refused.status_code == 422
    assert "已保全" not in page(client, signed)


def test_a_firm_cannot_hold(signed: Visit) -> None:
    form = {"form_id": str(uuid4()), "reason": "想保全"}

    assert firm_client(signed).post(f"/visits/{signed.uid}/hold", form).status_code == 403
    assert "证据保全" not in page(firm_client(signed), signed)


def test_work_done_without_signal_says_when_the_platform_heard_of_it() -> None:
    late = a_signed_visit(now=NOW + timedelta(hours=5))

    assert "后收到（无信号时先存手机）" in page(firm_client(late), late)
