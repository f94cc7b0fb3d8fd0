"""A list as a file: CSV for programs, Excel for offices; nothing in it can become a formula."""

import csv
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO
from tempfile import TemporaryFile
from typing import IO, TypeVar

import xlsxwriter
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db.models import Model, QuerySet
from django.http import HttpRequest, StreamingHttpResponse

from hoistway.foundation.cells import harmless
from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.terms import Term
from hoistway.web.desk.shapes import word

MOST_SHEET_ROWS = 1_048_575
"""Rows of one sheet below its head. Source: ISO/IEC 29500 applications, Excel's limit."""

_LINES = 500  # Chosen: about 100 kB per chunk of the answer.
_BOM = "\ufeff"
"""Tells Excel that the file is UTF-8; programs read it as `utf-8-sig`."""

Kept = TypeVar("Kept", bound=Model)
Cell = str | int | float | datetime | date | Term | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to hand out: file name without ending, head, rows."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def handed_out(request: HttpRequest, sheet: Sheet) -> StreamingHttpResponse | None:
    """Return the file that `?export=` asks for, None where it asks for none."""
    wanted = request.GET.get("export", "")
    if wanted == "csv":
        return _answer(request, _csv(sheet), sheet.name, "csv", "text/csv; charset=utf-8")
    if wanted == "xlsx":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return _answer(request, _xlsx(sheet), sheet.name, "xlsx", kind)
    return None


def _answer(
    request: HttpRequest, chunks: Iterator[bytes], name: str, ending: str, kind: str
) -> StreamingHttpResponse:
    return streamed(request, chunks, name=f"{name}.{ending}", kind=kind)


def streamed(
    request: HttpRequest, chunks: Iterator[bytes], *, name: str, kind: str
) -> StreamingHttpResponse:
    """Return a file to be kept, given chunk by chunk."""
    body = _in_threads(chunks) if isinstance(request, ASGIRequest) else chunks
    response = StreamingHttpResponse(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


async def _in_threads(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Give the chunks to an asynchronous server without holding them all in memory."""
    while (chunk := await sync_to_async(lambda: next(chunks, None))()) is not None:
        yield chunk


def in_chunks(
    wanted: QuerySet[Kept], draw: Callable[[list[Kept]], Iterable[Sequence[Cell]]]
) -> Iterator[Sequence[Cell]]:  # fmt: skip
    """Give the rows of a sheet, drawn some at a time, so that any number needs little memory."""
    chunk: list[Kept] = []
    for row in wanted.iterator(chunk_size=_LINES):
        chunk.append(row)
        if len(chunk) == _LINES:
            yield from draw(chunk)
            chunk = []
    yield from draw(chunk)


def plain(value: Cell) -> str | int | float:
    """Return a cell as text or number: instants in Shanghai's time, words as the page speaks."""
    if isinstance(value, Term):
        return word(value)
    if isinstance(value, datetime):
        return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    if value is None:
        return ""
    return value if isinstance(value, int | float) else str(value)


def _csv(sheet: Sheet) -> Iterator[bytes]:
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write(_BOM)
    writer.writerow(sheet.head)
    for number, row in enumerate(sheet.rows, start=1):
        writer.writerow([harmless(plain(value)) for value in row])
        if number % _LINES == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _xlsx(sheet: Sheet) -> Iterator[bytes]:
    with TemporaryFile() as file:
        _write(file, sheet)
        file.seek(0)
        while chunk := file.read(65_536):
            yield chunk


def _write(file: IO[bytes], sheet: Sheet) -> None:
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    page = book.add_worksheet()
    page.freeze_panes(1, 0)
    page.write_row(0, 0, sheet.head, book.add_format({"bold": True}))
    for number, row in enumerate(sheet.rows, start=1):
        if number > MOST_SHEET_ROWS:
            break
        for column, value in enumerate(row):
            cell = plain(value)
            write = page.write_string if isinstance(cell, str) else page.write_number
            write(number, column, cell)
    book.close()
