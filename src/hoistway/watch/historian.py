"""Writes what the log holds into the history, one window a minute, each exactly once."""

import asyncio
from pathlib import Path

import numpy as np
import structlog
from numpy.typing import NDArray

from hoistway.telemetry.adapters.history import compact, keep_window, kept_sequence

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

    def __init__(self, *, folder: Path, window_s: float = WINDOW_S) -> None:
        self._folder = folder
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

    def write_if_due(self, *, now_s: float) -> None:
        """Begin to write a window in another thread when its time has come."""
        if self._writing is not None:
            if not self._writing.done():
                return
            self._writing = None
        if not self._count:
            self._began = now_s
        elif now_s - self._began >= self._window_s or self._count >= FULL:
            self._began = now_s
            self._writing = asyncio.create_task(self._write())

    async def finish(self) -> None:
        """Write what waits, before the process ends."""
        if self._writing is not None:
            await self._writing
        if self._count:
            await self._write()

    async def _write(self) -> None:
        samples, count, sequence = self._samples, self._count, self._read_to
        self._samples, self._count = [], 0
        try:
            await asyncio.to_thread(
                keep_window, folder=self._folder, samples=np.concatenate(samples),
                sequence=sequence,
            )  # fmt: skip
            self.sequence = sequence
            self._windows += 1
            if self._windows % COMPACT_WINDOWS == 0:
                await asyncio.to_thread(compact, folder=self._folder)
        except Exception as error:  # a full disk must not stop the detector
            _log.error("history_not_written", samples=count, reason=str(error))
            if self.sequence < sequence:
                self._put_back(samples, count)

    def _put_back(self, samples: list[NDArray[np.void]], count: int) -> None:
        if count + self._count > MOST_WAITING:
            _log.error("history_given_up", samples=count, up_to=self._read_to)
            return
        self._samples = samples + self._samples
        self._count += count
