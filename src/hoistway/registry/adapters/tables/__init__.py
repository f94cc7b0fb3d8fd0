"""Tables in files, read as a stream: memory does not grow with the file."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hoistway.registry.adapters.tables.delimited import open_delimited
from hoistway.registry.adapters.tables.folder import files_in
from hoistway.registry.adapters.tables.records import open_array, open_lines
from hoistway.registry.adapters.tables.table import CannotRead, Table
from hoistway.registry.adapters.tables.workbook import open_workbook
from hoistway.registry.rules.mapping import Mapping

__all__ = ["CannotRead", "Table", "files_in", "format_of", "open_table", "sha256_of"]

_BY_SUFFIX = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".json": "json", ".ndjson": "ndjson", ".jsonl": "ndjson",
}  # fmt: skip


def format_of(*, name: str, mapping: Mapping) -> str:
    """Return in which form a file is read: what the mapping says, else by the file's ending.

    Example:
        >>> from types import SimpleNamespace
        >>> format_of(name="r.XLSX", mapping=SimpleNamespace(file=SimpleNamespace(format="")))
        'xlsx'
    """
    return mapping.file.format or _BY_SUFFIX.get(Path(name).suffix.lower(), "csv")


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
def open_table(*, path: Path, mapping: Mapping, name: str = "") -> Iterator[Table]:
    """Open a file as a table; `name` is what it was called where it is stored under another.

    Raises: CannotRead.
    """
    form = format_of(name=name or path.name, mapping=mapping)
    try:
        if form == "xlsx":
            with open_workbook(path=path, form=mapping.file) as table:
                yield table
        elif form == "json":
            with open_array(path=path, mapping=mapping) as table:
                yield table
        elif form == "ndjson":
            with open_lines(path=path, mapping=mapping) as table:
                yield table
        else:
            with open_delimited(path=path, form=mapping.file) as table:
                yield table
    except OSError as error:
        raise CannotRead(file=name or path, sentence=f"{error.strerror}.") from None
