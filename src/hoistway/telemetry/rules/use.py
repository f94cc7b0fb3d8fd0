"""How a day of an elevator's use is written down: one record a day, one a floor, one an hour.

Days are the local days of Shanghai, counted from 1970-01-01; hours are counted from 1970 in UTC.
A day holds what the platform received on it; what a device stored and sent later counts as use on
the day it arrived, never as presence.

Example:
    >>> from datetime import date
    >>> day_number(day=date(1970, 1, 2)), day_of(number=20_000)
    (1, datetime.date(2024, 10, 4))
"""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

DAY_OF_USE = np.dtype(
    [
        ("slot", "<i4"),  # the elevator's key
        ("day", "<i4"),
        ("runs", "<i4"),  # journeys that ended at another floor
        ("distance_m", "<f4"),
        ("door_cycles", "<i4"),  # openings that came to an end
        ("reversals", "<i4"),  # closings that turned back
        ("failed_openings", "<i4"),  # openings that shut again without having been open
        ("relevels", "<i4"),  # movements that ended at the floor they began at
        ("starts", "<i4"),  # standing to running, whatever followed
        ("hours_moving", "<f4"),
        ("energy_wh", "<f4"),  # nan: the device has no meter
        ("off_level_stops", "<i4"),  # stops outside the unlocking zone
        ("codes_seen", "<i4"),  # bits of detection.batch.code_bits
        ("run_ms_per_floor", "<f4"),  # median of the runs; nan without one
        ("online_share", "<f4"),  # heard of expected; nan where nothing was expected
        ("heard_minutes", "<f4"),
        ("expected_minutes", "<f4"),  # less our own outages and registered suspension
        ("first_heard_s", "<i4"),  # second of the day of the first and last receipt; -1 unheard
        ("last_heard_s", "<i4"),
        ("longest_gap_s", "<i4"),  # between two receipts of this day
        ("samples", "<i4"),
    ]
)

DOOR_DAY = np.dtype(
    [
        ("slot", "<i4"),
        ("day", "<i4"),
        ("floor", "<i2"),  # index, 0 = lowest served landing
        ("cycles", "<i4"),
        ("opening_ms", "<f4"),  # median from opening to open; nan unless the device tells
        ("closing_ms", "<f4"),
        ("reversals", "<i4"),
        ("failed", "<i4"),
    ]
)

HOUR_OF_USE = np.dtype(
    [
        ("slot", "<i4"),
        ("hour", "<i4"),
        ("runs", "<i4"),
        ("distance_m", "<f4"),
        ("door_cycles", "<i4"),
        ("reversals", "<i4"),
        ("failed_openings", "<i4"),
        ("relevels", "<i4"),
        ("starts", "<i4"),
        ("minutes_moving", "<f4"),
        ("heard_minutes", "<f4"),
        ("expected_minutes", "<f4"),
    ]
)

DAY_S = 86_400
_FIRST = date(1970, 1, 1)


def day_number(*, day: date) -> int:
    """Return the days since 1970-01-01."""
    return (day - _FIRST).days


def day_of(*, number: int) -> date:
    """Return the day that has this number."""
    return _FIRST + timedelta(days=number)


def packed(*, rows: NDArray[np.void]) -> bytes:
    """Return records column by column, which packs twice as small as row by row."""
    return b"".join(np.ascontiguousarray(rows[name]).tobytes() for name in rows.dtype.names or ())


def unpacked(*, raw: bytes, dtype: np.dtype[np.void]) -> NDArray[np.void]:
    """Return the records of `packed`.

    Example:
        >>> some = np.zeros(2, DOOR_DAY)
        >>> some["floor"] = 3, 4
        >>> bool((unpacked(raw=packed(rows=some), dtype=DOOR_DAY) == some).all())
        True
    """
    count = len(raw) // dtype.itemsize
    rows, at = np.zeros(count, dtype), 0
    for name in dtype.names or ():
        kind = dtype[name]
        rows[name] = np.frombuffer(raw, kind, count, at)
        at += count * kind.itemsize
    return rows


def merged(
    *, kept: NDArray[np.void], fresh: NDArray[np.void], gone: NDArray[np.int32]
) -> NDArray[np.void]:
    """Return the kept records without those of the `gone` elevators, and the fresh ones."""
    rows = np.concatenate([kept[~np.isin(kept["slot"], gone)], fresh.astype(kept.dtype)])
    return rows[np.argsort(rows["slot"], kind="stable")]
