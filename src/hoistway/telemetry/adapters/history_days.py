"""All samples of one day, elevators by elevators, out of the history."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hoistway.detection.batch import SAMPLE
from hoistway.telemetry.adapters.history_scan import duck_beside, files_where

_SLOTS = 2_000
"""Elevators of one pass. Chosen: a busy day of two thousand are ten million samples, 500 MB."""

_NAMES = (
    "slot", "flags", "floor", "at_ms", "received_ms", "seq", "codes", "service_mode", "car_status",
    "direction", "door", "speed_mm_s", "people", "power", "source", "kind",
)  # fmt: skip
_DAY = f"""
SELECT {", ".join(_NAMES)} FROM read_parquet($files)
WHERE slot >= $first AND slot < $after AND received_ms >= $since AND received_ms < $until
ORDER BY slot, at_ms, seq
"""  # noqa: S608 -- names of columns from a closed list


def day_samples(
    *, folder: Path, since_ms: int, until_ms: int
) -> Iterator[tuple[int, int, NDArray[np.void]]]:
    """Return `(first, after, samples)` for ranges of slots: what was received in `[since, until)`.

    The samples of a range are ordered by slot, at_ms and seq; every sample comes once.
    """
    first, last = (datetime.fromtimestamp(ms / 1000, UTC).date() for ms in (since_ms, until_ms))
    days = f"day >= '{first.isoformat()}' AND day <= '{last.isoformat()}'"
    received = f"received_ms >= {since_ms} AND received_ms < {until_ms}"
    files = files_where(folder=folder, predicate=f"{days} AND {received}")
    if not files:
        return
    with duck_beside(folder=folder) as duck:
        bounds = duck.execute("SELECT min(slot), max(slot) FROM read_parquet($1)", [files])
        lowest, highest = bounds.fetchone() or (0, -1)
        for begin in range(int(lowest), int(highest) + 1, _SLOTS):
            asked = {
                "files": files, "first": begin, "after": begin + _SLOTS,
                "since": since_ms, "until": until_ms,
            }  # fmt: skip
            columns = duck.execute(_DAY, asked).fetchnumpy()
            rows = np.zeros(len(columns["slot"]), SAMPLE)
            for name in _NAMES:
                rows[name] = columns[name]
            yield begin, begin + _SLOTS, rows
