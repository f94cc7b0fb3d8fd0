"""Write down days of use: the only writer, for the nightly roll-up as for seeds and benches."""

from collections.abc import Iterator
from datetime import date, datetime

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from hoistway.foundation.squeezed import squeezed, unsqueezed
from hoistway.telemetry.models import UseBlock
from hoistway.telemetry.queries.use import BLOCK
from hoistway.telemetry.rules.use import (
    DAY_OF_USE,
    DOOR_DAY,
    HOUR_OF_USE,
    day_number,
    day_of,
    merged,
    packed,
    unpacked,
)

_BATCH = 200  # Chosen: blocks of one statement, about 6 MB.


@transaction.atomic
def keep_days(
    *, days: NDArray[np.void], doors: NDArray[np.void], now: datetime,
    hours: NDArray[np.void] | None = None,
) -> None:  # fmt: skip
    """Keep days of use; a day of an elevator that is known already is replaced whole.

    `days`, `doors` and `hours` are records of DAY_OF_USE, DOOR_DAY and HOUR_OF_USE; the doors and
    hours of an elevator's day come with the day itself.
    """
    hours = np.zeros(0, HOUR_OF_USE) if hours is None else hours
    fresh = list(_blocks(days, doors, hours))
    for at in range(0, len(fresh), _BATCH):
        _keep(fresh[at : at + _BATCH], now)


_Rows = NDArray[np.void]
_Block = tuple[tuple[int, int], _Rows, _Rows, _Rows]


def _blocks(days: _Rows, doors: _Rows, hours: _Rows) -> Iterator[_Block]:
    """Split records by day and block; the three kinds are cut at the same places."""
    door_keys = _keys(doors["day"], doors["slot"])
    local = (hours["hour"].astype(np.int64) + 8) // 24  # Shanghai is 8 hours ahead, all year
    hour_keys = _keys(local, hours["slot"])
    keys = _keys(days["day"], days["slot"])
    parts = [
        (rows[order], own[order])
        for rows, own in ((days, keys), (doors, door_keys), (hours, hour_keys))
        for order in (np.argsort(own, kind="stable"),)
    ]
    for key in np.unique(keys):
        cut = [
            rows[np.searchsorted(own, key, "left") : np.searchsorted(own, key, "right")]
            for rows, own in parts
        ]
        yield (int(key >> 32), int(key & 0xFFFFFFFF)), cut[0], cut[1], cut[2]


def _keys(day: NDArray[np.int64], slot: NDArray[np.int64]) -> NDArray[np.int64]:
    return day.astype(np.int64) << 32 | slot.astype(np.int64) // BLOCK


def _keep(fresh: list[_Block], now: datetime) -> None:
    wanted_days = {day_of(number=day) for (day, _block), *_ in fresh}
    wanted_blocks = {block for (_day, block), *_ in fresh}
    known = {
        (day_number(day=row.day), row.block): row
        for row in UseBlock.objects.select_for_update().filter(
            day__in=wanted_days, block__in=wanted_blocks
        )
    }
    rows = []
    for key, days, doors, hours in fresh:
        row = known.get(key) or UseBlock(day=day_of(number=key[0]), block=key[1])
        gone = np.unique(days["slot"])
        row.days = _joined(row.days, days, gone, DAY_OF_USE)
        row.doors = _joined(row.doors, doors, gone, DOOR_DAY)
        row.hours = _joined(row.hours, hours, gone, HOUR_OF_USE)
        row.kept_at = now
        rows.append(row)
    UseBlock.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["block", "day"],
        update_fields=["days", "doors", "hours", "kept_at"],
    )  # fmt: skip


def _joined(
    kept: bytes | memoryview, fresh: _Rows, gone: NDArray[np.int32], dtype: np.dtype[np.void]
) -> bytes:
    old = unpacked(raw=unsqueezed(raw=bytes(kept)), dtype=dtype)
    return squeezed(raw=packed(rows=merged(kept=old, fresh=fresh, gone=gone)))


def forget_days_of_use(*, before: date) -> int:
    """Delete the days before one and return how many blocks went."""
    return int(UseBlock.objects.filter(day__lt=before).delete()[0])


def forget_hours_of_use(*, before: date) -> int:
    """Empty the hours of the days before one and return of how many blocks."""
    return UseBlock.objects.filter(day__lt=before).exclude(hours=b"").update(hours=b"")


def forget_doors_of_use(*, before: date) -> int:
    """Empty the doors of the days before one and return of how many blocks."""
    return UseBlock.objects.filter(day__lt=before).exclude(doors=b"").update(doors=b"")
