"""Tables in files, read as a stream: memory does not grow with the file."""

import csv
import hashlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TextIO

from hoistway.foundation.refusal import Refusal
from hoistway.registry.rules.draft import Row
from hoistway.registry.rules.mapping import FileForm, Mapping
from hoistway.registry.rules.mapping_file import mapping_of

_SHIPPED = Path(__file__).parents[1] / "standards" / "mappings"

_RECORD_LINES = 200
"""Most lines of one record. Chosen: longer ones come from a quotation mark that never closes."""

_LINE_SIGNS = 1_000_000
"""Most signs read as one line. Chosen: a file without line ends must not fill the memory."""


class CannotRead(Refusal):
    """Raised when a file is not there, may not be read or holds no table."""

    code = "cannot_read"
    zh = "无法读取文件 {file}：{sentence}"
    en = "The file {file} cannot be read: {sentence}"
    status = 422


@dataclass(frozen=True, slots=True)
class Table:
    """An open table: its headings, and its rows as they come."""

    header: tuple[str, ...]
    rows: Iterator[Row]


def shipped_mappings() -> tuple[str, ...]:
    """Return the names of the mappings that come with the product."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.toml")))


def read_mapping(*, path: Path) -> Mapping:
    """Return the mapping in a file, or the shipped one of that name.

    Raises: CannotRead, BadMapping.
    """
    shipped = _SHIPPED / f"{path}.toml"
    if not path.exists() and str(path) in shipped_mappings():
        path = shipped
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRead(file=path.name, sentence="a mapping is written in UTF-8.") from None
    except OSError as error:
        sentence = f"{error.strerror}. Shipped mappings: {', '.join(shipped_mappings())}."
        raise CannotRead(file=path, sentence=sentence) from None
    return mapping_of(text=text, file=path.name)


def sha256_of(*, path: Path) -> str:
    """Return the fingerprint of a file.

    Raises: CannotRead.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CannotRead(file=path, sentence=f"{error.strerror}.") from None


@contextmanager
def open_table(*, path: Path, form: FileForm) -> Iterator[Table]:
    """Open a file as a table; bytes of another encoding arrive as U+FFFD and are refused by row.

    Raises: CannotRead.
    """
    encoding = "utf-8-sig" if form.encoding.lower() in ("utf-8", "utf8") else form.encoding
    try:
        file = path.open(encoding=encoding, errors="replace", newline="")
    except OSError as error:
        raise CannotRead(file=path, sentence=f"{error.strerror}.") from None
    with file:
        records = _Records(file, form).records()
        header = next((row for row in records if any(cell.strip() for cell in row.cells)), None)
        if header is None:
            raise CannotRead(file=path, sentence="there is no line with headings in it.")
        yield Table(header=tuple(cell.strip() for cell in header.cells), rows=records)


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
