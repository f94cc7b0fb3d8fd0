"""Tables as text with separators (CSV)."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TextIO

from hoistway.registry.adapters.tables.table import CannotRead, Table
from hoistway.registry.rules.mapping import FileForm
from hoistway.registry.rules.rows import Row

_RECORD_LINES = 200
"""Most lines of one record. Chosen: longer ones come from a quotation mark that never closes."""

_LINE_SIGNS = 1_000_000
"""Most signs read as one line. Chosen: a file without line ends must not fill the memory."""


@contextmanager
def open_delimited(*, path: Path, form: FileForm) -> Iterator[Table]:
    """Open a text table; bytes of another encoding arrive as U+FFFD and are refused by row.

    Raises: CannotRead.
    """
    encoding = "utf-8-sig" if form.encoding.lower() in ("utf-8", "utf8") else form.encoding
    with path.open("rb") as raw:
        file = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")
        records = _Records(file, form).records()
        header = next((row for row in records if any(cell.strip() for cell in row.cells)), None)
        if header is None:
            raise CannotRead(file=path, sentence="there is no line with headings in it.")
        headings = tuple(cell.strip() for cell in header.cells)
        yield Table(header=headings, rows=records, position=raw.tell)


class _Records:
    """Reads records; one spoilt by an open quotation mark takes only its own line along."""

    def __init__(self, file: TextIO, form: FileForm) -> None:
        self.file = file
        self.form = form
        self.again: deque[str] = deque()
        self.taken: list[str] = []
        self.line = 0

    def records(self) -> Iterator[Row]:
        """Yield each record that is not empty, with the line on which it begins."""
        for _ in range(self.form.skip_lines):
            next(self, None)
            self.taken.clear()
        width = 0
        reader = csv.reader(self, delimiter=self.form.delimiter, quotechar=self.form.quote)
        while (row := self._record(reader, width)) is not None:
            if any(row.cells):
                width = width or len(row.cells)
                yield row

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        """Give the next line to the csv reader; unlike a generator this outlives an error."""
        line = self.again.popleft() if self.again else self.file.readline(_LINE_SIGNS)
        if not line:
            raise StopIteration
        self.taken.append(line)
        self.line += 1
        if len(self.taken) > _RECORD_LINES:
            raise csv.Error("record too long")
        return line.replace("\x00", "\ufffd")

    def _record(self, reader: Iterator[list[str]], width: int) -> Row | None:
        self.taken = []
        first = self.line + 1
        try:
            cells = tuple(next(reader))
        except StopIteration:
            return None
        except csv.Error:
            cells = ()
        if len(cells) != width and width and (len(self.taken) > 1 or not cells):
            cells = (self.taken[0].rstrip("\r\n"),)
            self.again.extendleft(reversed(self.taken[1:]))
            self.line = first
        return Row(line=first, cells=cells)
