"""A table in a file, as offices save it: CSV in UTF-8, UTF-16 or GB 18030, or one sheet of xlsx."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import load_workbook

from hoistway.foundation.refusal import Refusal

MOST_ROWS = 20_000
"""Rows of one table. Chosen: the largest firm of the city maintains about half as many."""

_UNPACKED_BYTES = 300_000_000
"""Most bytes that a workbook may unpack to. Chosen: 20,000 full rows; more is an attack."""

_EXACT = 10**15
"""Whole numbers below this pass through a spreadsheet unharmed. Source: IEEE 754 binary64."""


class TableUnreadable(Refusal):
    """Raised when a file holds no table."""

    code = "table_unreadable"
    zh = "这个文件里没有可读的表格：第一行须是标题，CSV 或 xlsx 格式。"
    en = "There is no readable table in this file: headings in the first line, CSV or xlsx."
    status = 422


class TableTooLong(Refusal):
    """Raised when a table has more rows than one run takes."""

    code = "table_too_long"
    zh = "一份表格最多 {most} 行，请分成几份上传。"
    en = "One table may have {most} rows; hand it in as several."
    status = 422


@dataclass(frozen=True, slots=True)
class Line:
    """One row with the line on which it stands in its file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open table; its rows come one by one."""

    header: tuple[str, ...]
    lines: Iterator[Line]


@contextmanager
def open_sheet(*, path: Path) -> Iterator[Sheet]:
    """Open the file as a table, whatever it is called. Raises: TableUnreadable, TableTooLong."""
    with path.open("rb") as file:
        is_book = file.read(4) == b"PK\x03\x04"
        file.seek(0)
        if not is_book:
            yield _sheet(_from_text(file.read()))
            return
        with closing(_book(file)) as book:
            yield _sheet(_from_book(book))


def _book(file: BinaryIO) -> Any:
    """Return an opened workbook. Raises: TableUnreadable."""
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(part.file_size for part in archive.infolist()) > _UNPACKED_BYTES:
                raise TableUnreadable
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, TypeError, OSError):
        raise TableUnreadable from None


def _sheet(lines: Iterator[Line]) -> Sheet:
    header = next((line for line in lines if any(cell.strip() for cell in line.cells)), None)
    if header is None:
        raise TableUnreadable
    headings = [cell.strip() for cell in header.cells]
    while headings and not headings[-1]:
        headings.pop()
    return Sheet(header=tuple(headings), lines=_counted(lines))


def _counted(lines: Iterator[Line]) -> Iterator[Line]:
    """Give the rows that hold something; refuse to go on beyond the most."""
    count = 0
    for line in lines:
        if not any(cell.strip() for cell in line.cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise TableTooLong(most=MOST_ROWS)
        yield line


def _from_text(data: bytes) -> Iterator[Line]:
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        number = reader.line_num + 1
        try:
            yield Line(number, tuple(next(reader)))
        except StopIteration:
            return
        except csv.Error:
            raise TableUnreadable from None


def _decoded(data: bytes) -> str:
    """Return the text of a file; the Chinese edition of Excel saves CSV in GB 18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _from_book(book: Any) -> Iterator[Line]:
    sheets = book.worksheets
    if not sheets:
        return
    sheets[0].reset_dimensions()
    try:
        for number, values in enumerate(sheets[0].iter_rows(values_only=True), start=1):
            yield Line(number, tuple(map(_cell, values)))
    except (KeyError, ValueError, SyntaxError, TypeError):
        raise TableUnreadable from None


def _cell(value: object) -> str:
    """Return a cell as text; a number that lost digits is written so that it shows."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) >= _EXACT:
            return f"{value:.11E}"
        return str(int(value)) if value == int(value) else str(value)
    return str(value).replace("\x00", "\ufffd")
