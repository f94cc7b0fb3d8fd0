"""Writes what the log holds into the history, one window a minute, each exactly once.

It is the only writer of the history, so it also forgets the days that are past their time.
"""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import structlog
from numpy.typing import NDArray

from hoistway.foundation.periods import local_day
from hoistway.telemetry.adapters.history import compact, forget_days, keep_window, kept_sequence
from hoistway.watch.disk import Disk

WINDOW_S = 60.0
"""Source: telemetry-path.md, recommended pipeline 5: windows of 1-5 minutes."""

FULL = 2_000_000
"""Samples after which a window ends early. Chosen: 96 MB of memory."""

MOST_WAITING = 5_000_000
"""Samples that may wait while the disk refuses. Chosen: 240 MB; then the oldest are given up,
loudly, and remain in the log for a day."""

COMPACT_WINDOWS = 60
"""Windows between two tidyings. Chosen: once an hour."""

_log = structlog.get_logger()


class Historian:
    """Collects samples and writes a window when it is time."""

    def __init__(
        self, *, folder: Path, disk: Disk, kept_for: timedelta, window_s: float = WINDOW_S
    ) -> None:
        self._folder = folder
        self._disk = disk
        self._kept_for = kept_for
        self._window_s = window_s
        self._samples: list[NDArray[np.void]] = []
        self._count = 0
        self._began = 0.0
        self._writing: asyncio.Task[None] | None = None
        self._windows = 0
        self.sequence = kept_sequence(folder=folder)
        self._read_to = self.sequence

    def add(self, *, samples: NDArray[np.void], sequence: int) -> None:
        """Take one frame; what the history holds already is passed over."""
        if sequence <= self._read_to:
            return
        self._read_to = sequence
        self._samples.append(samples)
        self._count += len(samples)

    def write_if_due(self, *, now_s: float, now: datetime) -> None:
        """Begin to write a window in another thread when its time has come."""
        if self._writing is not None:
            if not self._writing.done():
                return
            self._writing = None
        if not self._count:
            self._began = now_s
        elif now_s - self._began >= self._window_s or self._count >= FULL:
            self._began = now_s
            self._writing = asyncio.create_task(self._write(now))

    async def finish(self, *, now: datetime) -> None:
        """Write what waits, before the process ends."""
        if self._writing is not None:
            await self._writing
        if self._count:
            await self._write(now)

    async def _write(self, now: datetime) -> None:
        samples, count, sequence = self._samples, self._count, self._read_to
        self._samples, self._count = [], 0
        try:
            self._refuse_full_disk()
            await asyncio.to_thread(
                keep_window, folder=self._folder, samples=np.concatenate(samples),
                sequence=sequence,
            )  # fmt: skip
            self.sequence = sequence
            self._windows += 1
            if self._windows % COMPACT_WINDOWS == 0:
                await asyncio.to_thread(self._tidy, now)
        except Exception as error:  # a full disk must not stop the detector
            _log.error("history_not_written", samples=count, reason=str(error))
            if self.sequence < sequence:
                self._put_back(samples, count)

    def _refuse_full_disk(self) -> None:
        if not self._disk.has_room_for_history():
            raise OSError(f"{self._disk.free() >> 20} MB are free; the rest is for rescues")

    def _tidy(self, now: datetime) -> None:
        forget_days(folder=self._folder, before=local_day(at=now - self._kept_for))
        compact(folder=self._folder)

    def _put_back(self, samples: list[NDArray[np.void]], count: int) -> None:
        if count + self._count > MOST_WAITING:
            _log.error("history_given_up", samples=count, up_to=self._read_to)
            return
        self._samples = samples + self._samples
        self._count += count
