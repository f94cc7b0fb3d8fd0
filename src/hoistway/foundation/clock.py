"""The only reader of the system clock; the demo may set it forward, nothing else may."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

_REREAD_S = 0.5  # Chosen: a clock that was set forward is believed everywhere within half a second.


class _Offset:
    """The seconds by which the demo has set the clock forward, kept in a small file."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self._read_at = float("-inf")
        self._seconds = 0.0

    def seconds(self) -> float:
        if self.path is None:
            return 0.0
        if time.monotonic() - self._read_at > _REREAD_S:
            self._read_at = time.monotonic()
            self._seconds = float(self.path.read_text()) if self.path.exists() else 0.0
        return self._seconds

    def forget(self) -> None:
        self._read_at = float("-inf")


_offset = _Offset()


def follow(path: Path | None) -> None:
    """Make this process add the seconds written in `path` to the system clock (demo only)."""
    _offset.path = path
    _offset.forget()


def advance(*, by: timedelta) -> datetime:
    """Set the followed clock forward for all processes and return the new instant (demo only).

    Raises: RuntimeError where no file is followed, ValueError for a step back.
    """
    if _offset.path is None:
        raise RuntimeError("This clock follows no file and cannot be set.")
    if by < timedelta(0):
        raise ValueError("The clock goes forward only.")
    _offset.forget()
    seconds = _offset.seconds() + by.total_seconds()
    fresh = _offset.path.with_suffix(".new")
    fresh.write_text(repr(seconds))
    fresh.replace(_offset.path)
    _offset.forget()
    return now()


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.fromtimestamp(time.time() + _offset.seconds(), tz=UTC)


def now_ms() -> int:
    """Return the present instant in milliseconds since 1970-01-01T00:00Z."""
    return int((time.time() + _offset.seconds()) * 1000)
