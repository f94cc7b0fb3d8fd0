"""A firm's visits as one file: tables for programs and for offices, bound into a ZIP."""

import csv
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from django.conf import settings

from hoistway.foundation.cells import harmless
from hoistway.foundation.refusal import Refusal
from hoistway.foundation.whole_files import FULL, written_whole
from hoistway.maintenance.models import Visit
from hoistway.maintenance.rules.items import items_by_code
from hoistway.maintenance.rules.year_rows import LINE_HEAD, VISIT_HEAD, line_rows, visit_row

_BOM = "\ufeff"


class ExportDiskFull(Refusal):
    """Raised when the file does not fit on the disk."""

    code = "export_disk_full"
    zh = "磁盘空间不足，导出停在这里。请联系平台管理员清出空间后再导出。"
    en = "The disk is full. Ask the platform's administrator to make room, then export again."
    status = 507


def home() -> Path:
    """Return the folder of all exports; only this installation's user may look into it."""
    path = Path(settings.HOME) / "exports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def drop(*, name: str) -> None:
    """Delete the file of an export."""
    (home() / Path(name).name).unlink(missing_ok=True)


def write_year(
    *, name: str, chunks: Iterable[Sequence[Visit]], crews: Callable[[list[int]], dict[int, str]],
    note: str, told: Callable[[int], None],
) -> str:  # fmt: skip
    """Write the tables of visits and of their lines, bind them, and return the file's name.

    `told` hears after each chunk how many visits are written. The file takes its name only when
    it is whole. Raises: ExportDiskFull.
    """
    kept = home() / Path(name).name
    try:
        with TemporaryDirectory(dir=home(), prefix="making-") as folder:
            place = Path(folder)
            _tables(place, chunks, crews, told)
            (place / "说明 README.txt").write_text(note + _sums(place), encoding="utf-8")
            with (
                written_whole(path=kept, full=ExportDiskFull) as file,
                zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as bound,
            ):
                for path in sorted(place.iterdir()):
                    bound.write(path, path.name)
    except OSError as error:
        if error.errno in FULL:
            raise ExportDiskFull from None
        raise
    return kept.name


def _tables(
    place: Path, chunks: Iterable[Sequence[Visit]],
    crews: Callable[[list[int]], dict[int, str]], told: Callable[[int], None],
) -> None:  # fmt: skip
    items, done, book_row = items_by_code(), 0, 1
    with (
        _csv(place / "visits.csv", VISIT_HEAD) as visits,
        _csv(place / "lines.csv", LINE_HEAD) as lines,
        _book(place / "visits.xlsx", VISIT_HEAD) as sheet,
    ):
        for chunk in chunks:
            names = crews([visit.pk for visit in chunk])
            for visit in chunk:
                content = content_of(visit)
                row = visit_row(visit=visit, crew=names.get(visit.pk, ""), content=content)
                visits([harmless(cell) for cell in row])
                sheet(book_row, row)
                book_row += 1
                for line in line_rows(uid=str(visit.uid), content=content, items=items):
                    lines([harmless(cell) for cell in line])
            done += len(chunk)
            told(done)


def content_of(visit: Visit) -> dict[str, Any]:
    """Return what was signed of a visit: the content of its record."""
    if visit.record is None:
        return {}
    told = json.loads(visit.record.body)
    content = told.get("content") if isinstance(told, dict) else None
    return content if isinstance(content, dict) else {}


@contextmanager
def _csv(path: Path, head: Sequence[str]) -> Iterator[Callable[[Sequence[object]], object]]:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_BOM)
        writer = csv.writer(file)
        writer.writerow(head)
        yield writer.writerow


@contextmanager
def _book(
    path: Path, head: Sequence[str]
) -> Iterator[Callable[[int, Sequence[str | int]], None]]:  # fmt: skip
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet()
    page.freeze_panes(1, 0)
    page.write_row(0, 0, head, book.add_format({"bold": True}))

    def write(number: int, row: Sequence[str | int]) -> None:
        for column, cell in enumerate(row):
            put = page.write_string if isinstance(cell, str) else page.write_number
            put(number, column, cell)

    try:
        yield write
    finally:
        book.close()


def _sums(place: Path) -> str:
    found = []
    for path in sorted(place.iterdir()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found.append(f"{digest}  {path.name}")
    return "\n\nSHA-256\n" + "\n".join(found) + "\n"
