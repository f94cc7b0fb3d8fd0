"""The pages of batches: asked for, followed, downloaded, received; constant in queries."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoistway.parties.models import Jurisdiction
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates import tasks
from hoistway.plates.models import Plate, PrintBatch
from hoistway.plates.vocabulary import PlateState
from hoistway.registry.vocabulary import RunState
from hoistway.server import fonts
from tests.world.batches import a_past_batch, issued_plates
from tests.world.clock import clock_in_hand
from tests.world.parties import NOW, a_bureau, a_jurisdiction, signed_in_client

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not fonts.is_there(home=settings.HOME), reason="the font of documents was not fetched"
    ),
]
LIST = "/g/plates/batches"


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def district() -> Jurisdiction:
    return a_jurisdiction()


@pytest.fixture
def desk(district: Jurisdiction) -> Client:
    bureau = a_bureau(jurisdiction=district)
    return signed_in_client(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)


def a_form(**given: object) -> dict[str, object]:
    return {"form_id": str(uuid4()), "layout": "sheet", "estate": "", "most": 100, **given}


def test_a_district_has_its_plates_drawn_downloads_them_and_takes_them_into_stock(
    desk: Client, district: Jurisdiction
) -> None:
    issued_plates(count=3, jurisdiction=district)
    form = a_form()

    pages = [desk.post(LIST, form) for _ in range(2)]
    batch = PrintBatch.objects.get()
    here = f"{LIST}/{batch.number}"
    waiting = desk.get(here).content.decode()
    tasks.draw_batch(batch_id=batch.pk)

    assert [page["Location"] for page in pages] == [here, here]
    assert "data-live-step" in waiting
    done = desk.get(here).content.decode()
    assert "3 块已制成，入库" in done
    answer = desk.get(f"{here}/file")
    whole = b"".join(answer.streaming_content)
    assert int(answer["Content-Length"]) == len(whole)
    names = zipfile.ZipFile(io.BytesIO(whole)).namelist()
    assert "board-001.pdf" in names
    desk.post(f"{here}/deed", {"deed": "printed"})
    assert set(Plate.objects.values_list("state", flat=True)) == {PlateState.PRINTED}
    assert "入库" not in desk.get(here).content.decode()


def test_what_cannot_be_done_is_said_in_words(desk: Client, district: Jurisdiction) -> None:
    nothing = desk.post(LIST, a_form())
    wrong = desk.post(LIST, a_form(layout="round", most=0))
    past = a_past_batch(jurisdiction=district, now=NOW)
    late = desk.post(f"{LIST}/{past.number}/deed", {"deed": "stop"})

    assert (nothing.status_code, wrong.status_code, late.status_code) == (422, 422, 409)
    assert "该范围内没有待制的牌" in nothing.content.decode()
    assert "该批次当前为“完成”" in late.content.decode()


def test_a_stopped_batch_says_where_its_plates_went(desk: Client, district: Jurisdiction) -> None:
    issued_plates(count=2, jurisdiction=district)
    desk.post(LIST, a_form())
    batch = PrintBatch.objects.get()

    desk.post(f"{LIST}/{batch.number}/deed", {"deed": "stop"})

    assert PrintBatch.objects.get().state == RunState.STOPPED
    assert "其中的牌已退回" in desk.get(f"{LIST}/{batch.number}").content.decode()
    assert "2 块已制发的牌" in desk.get(LIST).content.decode()


def test_the_list_is_filtered_and_handed_out(desk: Client, district: Jurisdiction) -> None:
    one, other = (a_past_batch(jurisdiction=district, now=NOW) for _ in range(2))

    found = desk.get(LIST, {"q": one.number}).content.decode()
    file = b"".join(desk.get(LIST, {"export": "csv"}).streaming_content).decode("utf-8-sig")

    assert (one.number in found, other.number in found) == (True, False)
    assert {line.split(",")[0] for line in file.splitlines()[1:]} == {one.number, other.number}


def test_the_list_asks_the_database_equally_often_for_one_batch_and_for_three(
    desk: Client, district: Jurisdiction
) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            a_past_batch(jurisdiction=district, now=NOW)
        with CaptureQueriesContext(connection) as asked:
            desk.get(LIST)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_plate_is_drawn_for_its_district(desk: Client, district: Jurisdiction) -> None:
    issued_plates(count=1, jurisdiction=district)
    issued_plates(count=1, jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    own, foreign = (
        Plate.objects.get(elevator__jurisdiction__code=code).code
        for code in (district.code, "310115")
    )

    svg, pdf = (desk.get(f"/g/plates/{own}/plate.{form}") for form in ("svg", "pdf"))

    assert (svg["Content-Type"], pdf["Content-Type"]) == ("image/svg+xml", "application/pdf")
    assert b'width="104mm"' in svg.content
    assert desk.get(f"/g/plates/{foreign}/plate.svg").status_code == 404
