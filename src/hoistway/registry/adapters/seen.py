"""Which records of a file were met already, and where: on the disk, not in memory."""

import sqlite3
import tempfile
from types import TracebackType
from typing import Self


class Seen:
    """A set of keys in a temporary file that vanishes with it."""

    def __init__(self) -> None:
        self._file = tempfile.NamedTemporaryFile(suffix=".seen")  # noqa: SIM115 -- closed below
        self._keys = sqlite3.connect(self._file.name, isolation_level=None, check_same_thread=False)
        self._keys.execute("PRAGMA journal_mode=OFF")
        self._keys.execute("PRAGMA synchronous=OFF")
        self._keys.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")
        self._keys.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._keys.close()
        self._file.close()

    def first_line(self, *, key: str, line: int) -> int:
        """Return the line on which a key stood first: this line where it is new."""
        added = self._keys.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, line))
        if added.rowcount:
            return line
        found = self._keys.execute("SELECT line FROM seen WHERE key = ?", (key,)).fetchone()
        return int(found[0])
