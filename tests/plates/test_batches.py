"""Batches for the maker: whole, resumed after a kill or a full disk, stopped, come back."""

import csv
import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest
from django.conf import settings

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.actions import (
    BatchMovedOn,
    BatchWish,
    NothingToPrint,
    Press,
    ask_batch,
    end_batch,
    forget_batch_files,
    go_on_with_batch,
    mark_printed,
    plate_drawing,
    stop_batch,
    void_plate,
    work_on_batch,
)
from hoistway.plates.adapters import printing
from hoistway.plates.models import Plate, PrintBatch
from hoistway.plates.queries import (
    batch_seen,
    batches,
    file_of_batch,
    life_of,
    printable,
    states_in_batches,
)
from hoistway.plates.vocabulary import BatchLayout, PlateState
from hoistway.registry.vocabulary import RunState
from hoistway.server import fonts
from hoistway.server.bench.plate_wear import rasterised, read
from tests.world.batches import PRESS, a_batch, a_regulator_of, issued_plates
from tests.world.jobs import jobs_waiting
from tests.world.parties import NOW, a_jurisdiction, an_actor

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not fonts.is_there(home=settings.HOME), reason="the font of documents was not fetched"
    ),
]
LATER = NOW + timedelta(minutes=3)
SINGLE = BatchLayout.SINGLE


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.setattr(printing, "SINGLES", 2)


def worked(batch: PrintBatch) -> PrintBatch:
    outcome = work_on_batch(batch_id=batch.pk, press=PRESS, now=NOW)
    if outcome is not None:
        end_batch(batch_id=batch.pk, outcome=outcome, now=LATER)
    return PrintBatch.objects.get(pk=batch.pk)


def bound(batch: PrintBatch) -> zipfile.ZipFile:
    path = file_of_batch(batch=batch)
    assert path is not None
    return zipfile.ZipFile(path)


def listed(batch: PrintBatch) -> list[list[str]]:
    text = bound(batch).read("list.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def test_a_batch_holds_every_plate_once_and_its_list_says_where() -> None:
    batch = a_batch(count=5, layout=SINGLE)
    (job,) = (job for job in jobs_waiting() if job.task == "plates.draw_batch")

    done = worked(batch)

    assert job.arguments == {"batch_id": batch.pk}
    assert (done.state, done.plates_done, done.ended_at) == (RunState.DONE, 5, LATER)
    assert sorted(bound(done).namelist()) == [
        "list.csv", "plates-001.pdf", "plates-002.pdf", "plates-003.pdf", "说明 README.txt",
    ]  # fmt: skip
    for name, page, _row, _column, number, _register, _place, address, _missing in listed(done):
        plate = Plate.objects.get(batch=batch, rescue_number=number)
        assert plate.code in address
        assert read(rasterised(pdf=bound(done).read(name), page=int(page) - 1)) == [address]
    assert len({row[4] for row in listed(done)}) == 5
    assert [path.name for path in (settings.HOME / "print").iterdir()] == [done.file_name]


def test_plates_lie_on_a_board_as_the_list_says() -> None:
    done = worked(a_batch(count=13))

    assert [row[:4] for row in listed(done)][10:12] == [
        ["board-001.pdf", "1", "1", "11"], ["board-001.pdf", "1", "2", "1"],
    ]  # fmt: skip
    board = pypdfium2.PdfDocument(bound(done).read("board-001.pdf"))
    assert [round(side * 25.4 / 72) for side in board[0].get_size()] == [1220, 2440]


def test_a_repeated_form_is_one_batch_and_no_plate_is_in_two() -> None:
    district, form = a_jurisdiction(), uuid4()
    issued_plates(count=3, jurisdiction=district)
    by, wish = a_regulator_of(district), BatchWish(layout=SINGLE, most=2)

    first, again = (ask_batch(wish=wish, form_id=form, now=NOW, by=by) for _ in range(2))
    rest = ask_batch(wish=wish, form_id=uuid4(), now=NOW, by=by)

    assert (first.pk == again.pk, first.plates, rest.plates) == (True, 2, 1)
    assert not printable(by=by).exists()
    with pytest.raises(NothingToPrint):
        ask_batch(wish=wish, form_id=uuid4(), now=NOW, by=by)


def test_a_full_disk_is_told_and_what_is_whole_is_not_drawn_again() -> None:
    batch = a_batch(count=5, layout=SINGLE)
    folder = settings.HOME / "print" / batch.number
    folder.mkdir(parents=True)
    (folder / "plates-002.pdf.making").symlink_to("/dev/full")

    failed = worked(batch)
    kept = (folder / "plates-001.pdf").stat()

    assert (failed.state, failed.plates_done) == (RunState.FAILED, 2)
    assert failed.said.startswith("磁盘空间不足")
    assert not (folder / "plates-002.pdf").exists()

    go_on_with_batch(number=batch.number, by=PLATFORM)
    os.utime(folder / "plates-001.pdf", ns=(kept.st_atime_ns, kept.st_mtime_ns))
    waiting = PrintBatch.objects.get()
    done = worked(batch)

    assert (waiting.state, waiting.said) == (RunState.WAITING, "")
    assert (done.state, done.plates_done, done.said) == (RunState.DONE, 5, "")
    assert len(listed(done)) == 5


def test_a_plan_stands_even_if_the_register_changes_while_a_batch_is_drawn() -> None:
    batch = a_batch(count=3, layout=SINGLE)
    folder = settings.HOME / "print" / batch.number
    folder.mkdir(parents=True)
    (folder / "plates-002.pdf.making").symlink_to("/dev/full")
    worked(batch)
    last = Plate.objects.filter(batch=batch).order_by("elevator__address").first()
    assert last is not None
    type(last.elevator).objects.filter(pk=last.elevator_id).update(address="变更后的地址")

    go_on_with_batch(number=batch.number, by=PLATFORM)

    rows = listed(worked(batch))
    assert [row[0] for row in rows] == ["plates-001.pdf", "plates-001.pdf", "plates-002.pdf"]
    assert len({row[4] for row in rows}) == 3
    assert not [row for row in rows if "变更" in row[6]]


def test_a_stopped_batch_gives_its_plates_back() -> None:
    batch = a_batch(count=3, layout=SINGLE)
    PrintBatch.objects.filter(pk=batch.pk).update(state=RunState.RUNNING)

    stop_batch(number=batch.number, now=NOW, by=PLATFORM)

    assert worked(batch).state == RunState.STOPPED
    assert printable(by=PLATFORM).count() == 3
    for deed in (
        lambda: stop_batch(number=batch.number, now=NOW, by=PLATFORM),
        lambda: go_on_with_batch(number=batch.number, by=PLATFORM),
        lambda: mark_printed(number=batch.number, now=NOW, by=PLATFORM),
    ):
        with pytest.raises(BatchMovedOn):
            deed()


def test_made_plates_come_into_stock_and_a_void_one_stays_void() -> None:
    batch = a_batch(count=3, layout=SINGLE)
    first, gone = Plate.objects.filter(batch=batch).order_by("pk")[:2]
    void_plate(plate_id=gone.pk, reason="撤销登记", now=NOW, by=PLATFORM)

    done = worked(batch)
    moved = mark_printed(number=batch.number, now=LATER, by=PLATFORM)

    assert (len(listed(done)), moved) == (2, 2)
    assert states_in_batches(batch_ids=[batch.pk])[batch.pk] == {
        PlateState.PRINTED: 2, PlateState.VOID: 1,
    }  # fmt: skip
    first.refresh_from_db()
    assert (first.printed_at, str(life_of(plate_id=first.pk)[-1].deed)) == (LATER, "print")
    assert life_of(plate_id=first.pk)[-1].facts == {"batch": batch.number}


def test_files_go_when_their_time_is_past_and_the_batch_can_be_drawn_again() -> None:
    done = worked(a_batch(count=1))

    assert forget_batch_files(before=LATER) == 0
    with pytest.raises(BatchMovedOn):
        go_on_with_batch(number=done.number, by=PLATFORM)
    assert forget_batch_files(before=LATER + timedelta(seconds=1)) == 1

    done.refresh_from_db()
    assert file_of_batch(batch=done) is None
    go_on_with_batch(number=done.number, by=PLATFORM)
    assert len(listed(worked(done))) == 1


def test_a_district_makes_and_sees_its_own_batches_only() -> None:
    own, other = a_jurisdiction(), a_jurisdiction(code="310115", name="浦东新区")
    mine, theirs = a_batch(jurisdiction=own), a_batch(jurisdiction=other)
    by = a_regulator_of(own)
    foreign = Plate.objects.get(batch=theirs).code

    assert list(batches(by=by)) == [mine]
    assert set(batches(by=PLATFORM)) == {mine, theirs}
    assert not batches(by=an_actor(role=RoleKind.FIRM_OFFICE)).exists()
    for refused in (
        lambda: batch_seen(number=theirs.number, by=by),
        lambda: plate_drawing(code=foreign, as_pdf=False, press=PRESS, by=by),
        lambda: ask_batch(
            wish=BatchWish(layout=SINGLE, jurisdiction_code="310115"), form_id=uuid4(), now=NOW,
            by=by,
        ),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            refused()
    with pytest.raises(NotAllowed):
        stop_batch(number=mine.number, now=NOW, by=an_actor(role=RoleKind.FIRM_OFFICE))


def test_one_plate_comes_as_svg_and_as_pdf_that_a_stranger_reads() -> None:
    plate = Plate.objects.get(batch=a_batch())

    svg = plate_drawing(code=plate.code, as_pdf=False, press=PRESS, by=PLATFORM)
    pdf = plate_drawing(code=plate.code, as_pdf=True, press=PRESS, by=PLATFORM)

    assert svg.startswith(b"<svg ")
    (address,) = read(rasterised(pdf=pdf))
    assert address.startswith(f"https://lift.example/e/{plate.code}/")


def test_plates_are_never_printed_without_a_signature() -> None:
    batch = a_batch()
    keyless = Press(keys={}, base_url=PRESS.base_url, fonts=PRESS.fonts)

    outcome = work_on_batch(batch_id=batch.pk, press=keyless, now=NOW)

    assert outcome is not None
    assert (outcome.state, outcome.said[:10]) == (RunState.FAILED, "找不到签发该批电梯码")
