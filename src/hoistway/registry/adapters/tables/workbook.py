"""Tables as workbooks (xlsx): one sheet, read row by row; typed cells say so."""

import sqlite3
import tempfile
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from hoistway.registry.adapters.tables.table import CannotRead, Table
from hoistway.registry.rules.mapping import FileForm
from hoistway.registry.rules.rows import Row, TypedDay, TypedNumber

_UNPACKED_BYTES = 4 * 2**30
"""Most bytes that a workbook may unpack to. Chosen: a million full rows; more is an attack."""

_TOGETHER = 512
"""Shared texts fetched together. Chosen: neighbours in a sheet are neighbours in the list."""


@contextmanager
def open_workbook(*, path: Path, form: FileForm) -> Iterator[Table]:
    """Open one sheet of a workbook; its shared texts lie on the disk, not in memory.

    Raises: CannotRead.
    """
    with tempfile.NamedTemporaryFile(suffix=".texts") as kept:
        try:
            with zipfile.ZipFile(path) as archive:
                if sum(part.file_size for part in archive.infolist()) > _UNPACKED_BYTES:
                    raise CannotRead(file=path.name, sentence="it unpacks to more than 4 GiB.")
            reader = _Reader(path, Path(kept.name))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                reader.read()
        except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, TypeError) as error:
            sentence = f"it is no workbook ({type(error).__name__})."
            raise CannotRead(file=path.name, sentence=sentence) from None
        with closing(reader.wb):
            yield _table(path, reader.wb, form)


def _table(path: Path, book: Any, form: FileForm) -> Table:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if form.sheet and form.sheet not in sheets:
        sentence = f"there is no sheet «{form.sheet}»; it has {', '.join(sheets) or 'none'}."
        raise CannotRead(file=path.name, sentence=sentence)
    if not sheets:
        raise CannotRead(file=path.name, sentence="there is no sheet in it.")
    sheet = sheets[form.sheet] if form.sheet else book.worksheets[0]
    expected = max(sheet.max_row or 1, 1)
    sheet.reset_dimensions()
    progress = _Progress(size=path.stat().st_size, expected=expected)
    rows = _rows(sheet, form.skip_lines, progress)
    header = next(rows, None)
    if header is None:
        raise CannotRead(file=path.name, sentence="there is no line with headings in it.")
    headings = tuple(cell.strip() for cell in header.cells)
    while headings and not headings[-1]:
        headings = headings[:-1]
    fitted = (_fitted(row, len(headings)) for row in rows)
    return Table(header=headings, rows=fitted, position=progress.bytes)


class _Progress:
    """Guesses how far a workbook is read: its rows are compressed."""

    def __init__(self, *, size: int, expected: int) -> None:
        self.size, self.expected, self.row = size, expected, 0

    def bytes(self) -> int:
        """Return the share of the file that corresponds to the rows read."""
        return min(self.size, self.size * self.row // self.expected)


def _rows(sheet: Any, skip: int, progress: _Progress) -> Iterator[Row]:
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        progress.row = number
        if number > skip and any(value is not None and value != "" for value in values):
            yield Row(line=number, cells=tuple(map(_cell, values)))


def _fitted(row: Row, width: int) -> Row:
    """Return a row as wide as its headings; blank cells at the end are not always stored."""
    cells = row.cells
    if len(cells) < width:
        return Row(row.line, cells + ("",) * (width - len(cells)))
    if len(cells) > width and not any(cells[width:]):
        return Row(row.line, cells[:width])
    return row


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return TypedNumber(plain_number(value=value))
    if isinstance(value, datetime):
        return TypedDay(value.date().isoformat())
    return TypedDay(value.isoformat()) if isinstance(value, date) else str(value)


def plain_number(*, value: float) -> str:
    """Return a number in digits, never in scientific notation.

    Example:
        >>> plain_number(value=1000.0), plain_number(value=3.110310106201e19)
        ('1000', '31103101062010000000')
    """
    text = repr(value)
    return (format(Decimal(text), "f") if "e" in text else text).removesuffix(".0")


class _Reader(ExcelReader):  # type: ignore[misc] # the package has no types
    """Reads a workbook whose shared texts are put on the disk."""

    def __init__(self, path: Path, kept: Path) -> None:
        super().__init__(path, read_only=True, data_only=True, keep_links=False)
        self.kept = kept

    def read_strings(self) -> None:
        """Copy the table of shared texts to the disk; in a big register it has millions."""
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = _Texts(self.kept, _shared(source))


def _shared(source: Any) -> Iterator[str]:
    whole, plain = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}t"
    events = iter(iterparse(source, events=("start", "end")))
    _, root = next(events)
    for event, node in events:
        if event == "end" and node.tag == whole:
            simple = len(node) == 1 and node[0].tag == plain
            text = (node[0].text or "") if simple else Text.from_tree(node).content
            yield text.replace("x005F_", "")
            root.clear()


class _Texts(Sequence[str]):
    """A list of texts in a file."""

    def __init__(self, path: Path, texts: Iterator[str]) -> None:
        self._tables = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._tables.execute("PRAGMA journal_mode=OFF")
        self._tables.execute("PRAGMA synchronous=OFF")
        self._tables.execute("CREATE TABLE texts (place INTEGER PRIMARY KEY, text TEXT)")
        self._tables.execute("BEGIN")
        self._tables.executemany("INSERT INTO texts VALUES (?, ?)", enumerate(texts))
        self._tables.execute("COMMIT")
        self._page = lru_cache(maxsize=256)(self._fetched)

    def _fetched(self, page: int) -> tuple[str, ...]:
        first = page * _TOGETHER
        rows = self._tables.execute(
            "SELECT text FROM texts WHERE place >= ? AND place < ? ORDER BY place",
            (first, first + _TOGETHER),
        )
        return tuple(text for (text,) in rows)

    def __getitem__(self, place: Any) -> Any:
        return self._page(place // _TOGETHER)[place % _TOGETHER]

    def __len__(self) -> int:
        return int(self._tables.execute("SELECT count(*) FROM texts").fetchone()[0])
