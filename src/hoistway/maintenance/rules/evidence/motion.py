"""What telemetry says of the time of a visit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from hoistway.maintenance.rules.evidence.course import Motion

NORMAL, INSPECTION, OUT = 1, 2, 0
"""Service modes. Source: GB/T 24476-2017 clause 9."""

RUNNING = 1
OCCUPIED = 4
DOOR_OPEN = 4
_LONGEST_MS = 180_000
"""A sample speaks until the next one, at most this long. Chosen: three heartbeats of 60 s."""


def motion_of(
    *, samples: Sequence[Mapping[str, int]], since: datetime, until: datetime
) -> Motion | None:
    """Return what an elevator did in `[since, until)`, None without a sample in it.

    `samples` are rows of the history by device time (`at_ms`, `service_mode`, `car_status`,
    `flags`, `door`); those before `since` say how it stood at the beginning.
    """
    first, last = (int(instant.timestamp() * 1000) for instant in (since, until))
    if last <= first or not any(first <= row["at_ms"] < last for row in samples):
        return None
    covered = inspection = out = rides = moves = 0
    for row, after in pairwise([*samples, None]):
        if row is None:
            continue
        begins = max(row["at_ms"], first)
        ends = min(row["at_ms"] + _LONGEST_MS, last, after["at_ms"] if after else last)
        length = max(0, ends - begins)
        covered += length
        inspection += length if row["service_mode"] == INSPECTION else 0
        out += length if row["service_mode"] == OUT else 0
        if after is not None and first <= after["at_ms"] < last:
            rides += _carries(after) and not _carries(row)
            moves += after["door"] == DOOR_OPEN and row["door"] != DOOR_OPEN
    return Motion(
        covered=min(1.0, covered / (last - first)), inspection_s=inspection / 1000,
        out_s=out / 1000, rides=rides, door_moves=moves,
    )  # fmt: skip


def _carries(row: Mapping[str, int]) -> bool:
    """Return whether people ride in normal service at this sample."""
    rides = row["service_mode"] == NORMAL and row["car_status"] == RUNNING
    return rides and bool(row["flags"] & OCCUPIED)
