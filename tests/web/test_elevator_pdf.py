"""The file of an elevator as PDF: who reads what, whole, fast, refused in words without font."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import translation

from hoistway.dossier.disclosure import FIELDS, MILESTONES, Audience, audience_of
from hoistway.dossier.elevator_file import file_of
from hoistway.foundation.actors import PLATFORM
from hoistway.lifecycle.vocabulary import MilestoneKind
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.actions import Saying, decide_field, say
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import Field
from hoistway.server import fonts
from hoistway.web.lifecycle.document import document_of
from hoistway.web.lifecycle.typeset import NoFont, NotTypeset, typeset
from tests.world.emergency import a_rescue, acting
from tests.world.parties import NOW, a_member, client_of, signed_in_client
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db

MOST_S = 1.5
"""Seconds that a PDF may take, with its questions to the database."""

needs_font = pytest.mark.skipif(
    not fonts.is_there(home=settings.HOME), reason="the font of documents was not fetched"
)


@pytest.fixture
def elevator() -> Elevator:
    found = an_elevator()
    Elevator.objects.filter(pk=found.pk).update(
        serial_number="SECRET-77", installed_on=NOW.date() - timedelta(days=800)
    )
    return Elevator.objects.select_related("jurisdiction", "use_unit", "firm").get(pk=found.pk)


def words_for(elevator: Elevator, audience: Audience, language: str = "zh-hans") -> str:
    with translation.override(language):
        file = file_of(elevator=elevator, audience=audience, keys=settings.PLATE_KEYS)
        data = document_of(file=file, now=NOW, base_url="https://lift.example")
    return json.dumps(data, ensure_ascii=False)


def test_every_fact_and_every_milestone_has_its_audience() -> None:
    assert set(FIELDS) == set(Field)
    assert set(MILESTONES) == set(MilestoneKind)


@pytest.mark.parametrize(
    ("role", "audience"),
    [
        (RoleKind.TECHNICIAN, Audience.PARTY), (RoleKind.FIRM_OFFICE, Audience.PARTY),
        (RoleKind.USE_UNIT, Audience.PARTY), (RoleKind.DISPATCHER, Audience.REGULATOR),
        (RoleKind.DISTRICT_REGULATOR, Audience.REGULATOR),
        (RoleKind.CITY_REGULATOR, Audience.REGULATOR),
    ],
)  # fmt: skip
def test_the_role_decides_the_edition(role: RoleKind, audience: Audience) -> None:
    assert audience_of(by=acting(membership=a_member(role=role))) is audience
    assert audience_of(by=None) is Audience.PUBLIC


def test_the_public_reads_neither_serial_numbers_nor_sources_nor_rescues_details(
    elevator: Elevator,
) -> None:
    rescue = a_rescue(elevator=elevator, opened_at=NOW - timedelta(days=9))

    public = words_for(elevator, Audience.PUBLIC)
    party = words_for(elevator, Audience.PARTY)

    for secret in ("SECRET-77", rescue.number, "来源与日期", "121.443"):
        assert secret in party
        assert secret not in public
    assert "16 分钟后救出" in public
    assert elevator.register_number in public


@pytest.mark.parametrize("audience", list(Audience))
def test_nobodys_telephone_number_and_name_stands_in_any_edition(
    elevator: Elevator, audience: Audience
) -> None:
    a_rescue(elevator=elevator, opened_at=NOW - timedelta(days=9))
    unit = a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)

    words = words_for(elevator, audience)

    assert "DEMO" not in words
    assert unit.person.name not in words


def test_only_regulators_read_what_else_is_said_and_why(elevator: Elevator) -> None:
    for source, stops in (("supervision", 6), ("inspection", 7)):
        saying = Saying(
            source=source, record_key=f"{source}-1", elevator_id=elevator.pk,
            fields={"stops": stops}, observed_at=NOW,
        )  # fmt: skip
        say(sayings=[saying], now=NOW, by=PLATFORM)
    decide_field(
        elevator_id=elevator.pk, field="stops", value=8, reason="现场", now=NOW, by=PLATFORM
    )
    elevator.refresh_from_db()

    party, regulator = (words_for(elevator, one) for one in (Audience.PARTY, Audience.REGULATOR))

    assert "另有：7（检验系统 2026-11-22）" in regulator
    assert "另有：6（监察系统 2026-11-22）" in regulator
    assert "另有" not in party


def test_the_hash_at_the_foot_is_of_all_that_is_printed(elevator: Elevator) -> None:
    data = json.loads(words_for(elevator, Audience.PUBLIC))
    digest = data.pop("digest")

    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    assert digest == hashlib.sha256(text.encode()).hexdigest()


def test_the_english_edition_is_english(elevator: Elevator) -> None:
    words = words_for(elevator, Audience.PARTY, "en")

    assert "Register number" in words
    assert "基本情况" not in words


@needs_font
def test_each_reader_gets_a_pdf_within_its_time(elevator: Elevator) -> None:
    unit = a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)
    client = client_of(membership=unit)
    client.get(f"/elevators/{elevator.register_number}/file.pdf")

    began = perf_counter()
    answer = client.get(f"/elevators/{elevator.register_number}/file.pdf")

    assert perf_counter() - began < MOST_S
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF-")
    assert b"NotoSansSC" in answer.content


@needs_font
def test_whoever_stands_before_the_plate_reads_the_public_edition(elevator: Elevator) -> None:
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    address = address_of(plate=plate, keys=settings.PLATE_KEYS)

    assert Client().get(f"{address}/file.pdf").content.startswith(b"%PDF-")
    assert Client().get(f"{address[:-2]}zz/file.pdf").status_code == 404


@needs_font
def test_the_same_words_make_the_same_bytes(tmp_path: Path) -> None:
    page = tmp_path / "page.typ"
    page.write_text('#set text(font: "Noto Sans SC")\n#json(bytes(sys.inputs.data)).name')

    made = [typeset(template=page, data={"name": "慧梯"}, fonts=settings.FONTS) for _ in range(2)]

    assert made[0] == made[1]


@needs_font
def test_a_warning_of_the_typesetter_is_an_error(tmp_path: Path) -> None:
    page = tmp_path / "page.typ"
    page.write_text('#set text(font: "No Such Font")\n慧梯')

    with pytest.raises(NotTypeset, match="font"):
        typeset(template=page, data={}, fonts=settings.FONTS)


@pytest.fixture
def without_font(tmp_path: Path) -> Iterator[None]:
    with override_settings(FONTS=tmp_path / "nothing"):
        yield


@pytest.mark.usefixtures("without_font")
@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "文档字体"), ("en", "font of documents")]
)
def test_without_its_font_the_page_refuses_in_words(
    elevator: Elevator, language: str, said: str
) -> None:
    client = signed_in_client(role=RoleKind.CITY_REGULATOR)

    answer = client.get(f"/elevators/{elevator.register_number}/file.pdf?lang={language}")

    assert answer.status_code == 503
    assert said in answer.content.decode()


def test_an_empty_folder_is_no_font(tmp_path: Path) -> None:
    with pytest.raises(NoFont):
        typeset(template=tmp_path / "page.typ", data={}, fonts=tmp_path)
