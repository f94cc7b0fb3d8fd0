"""What telemetry kept of the time of visits, read from the files of the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hoistway.telemetry.adapters.history import read_windows

_BEFORE = timedelta(minutes=10)
"""Samples before a visit say how the elevator stood at its beginning."""

_LATE = timedelta(hours=6)
"""Chosen: a device that was offline sends what it kept within hours."""


@dataclass(frozen=True, slots=True)
class Window:
    """The time of one visit at one elevator."""

    visit_id: int
    elevator_id: int
    since: datetime
    until: datetime


def samples_of(*, folder: Path, windows: Sequence[Window]) -> dict[int, list[Mapping[str, int]]]:
    """Return the samples of each visit by device time; one pass over the files of the days."""
    found = read_windows(
        folder=folder,
        windows=[(one.elevator_id, one.since - _BEFORE, one.until + _LATE) for one in windows],
    )
    kept: dict[int, list[Mapping[str, int]]] = {}
    for one in windows:
        first, last = (
            int(instant.timestamp() * 1000) for instant in (one.since - _BEFORE, one.until)
        )
        rows = found.get(one.elevator_id, [])
        kept[one.visit_id] = [row for row in rows if first <= row["at_ms"] < last]
    return kept
