"""The house's clock in the hand of a test."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from hoistway.foundation import clock

SYSTEM_CLOCK = time.time


class HandClock:
    """Sets what `clock.now()` says, through the file that the demo's clock follows."""

    def __init__(self, path: Path, start: datetime) -> None:
        self._path = path
        self.set(start)

    def set(self, instant: datetime) -> None:
        """Make it this instant."""
        self._path.write_text(repr(instant.timestamp() - SYSTEM_CLOCK()))
        clock.follow(self._path)

    def later(self, seconds: float) -> datetime:
        """Let seconds pass and return the new instant."""
        return clock.advance(by=timedelta(seconds=seconds))


@contextmanager
def clock_in_hand(path: Path, start: datetime) -> Iterator[HandClock]:
    """Give the clock into the test's hand and back again."""
    try:
        yield HandClock(path, start)
    finally:
        clock.follow(None)
