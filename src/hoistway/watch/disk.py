"""How much room the disk has left, and who gives way first when it fills.

The order: the history stops growing, then intake by HTTP refuses, and what is left belongs to the
database, so that rescues can be opened, answered and judged to the last.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from time import monotonic

HISTORY_LEAST = 1024 * 2**20
"""Bytes below which the history is not written. Chosen: it is the largest and the least urgent."""

INTAKE_LEAST = 512 * 2**20
"""Bytes below which platforms are told to wait. Chosen: a day of rescues and PostgreSQL's own WAL
files; PostgreSQL starts from 300 MB on."""

_FRESH_S = 1.0  # Chosen: a disk cannot lose 512 MB within a second of telemetry.


def free_bytes(folder: Path) -> int:
    """Return the bytes that an ordinary user may still write where this folder is or will be."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


class Disk:
    """The disk under a folder, read at most once a second."""

    def __init__(
        self, *, folder: Path, free: Callable[[Path], int] = free_bytes,
        clock: Callable[[], float] = monotonic,
    ) -> None:  # fmt: skip
        self._folder, self._free, self._clock = folder, free, clock
        self._read_at = float("-inf")
        self._bytes = 0

    def free(self) -> int:
        """Return the free bytes."""
        now = self._clock()
        if now - self._read_at >= _FRESH_S:
            self._read_at = now
            self._bytes = self._free(self._folder)
        return self._bytes

    def has_room_for_history(self) -> bool:
        """Tell whether the history may grow."""
        return self.free() >= HISTORY_LEAST

    def has_room_for_intake(self) -> bool:
        """Tell whether platforms may send."""
        return self.free() >= INTAKE_LEAST
