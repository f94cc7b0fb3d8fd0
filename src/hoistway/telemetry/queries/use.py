"""Days of use: what each elevator and each of its doors did, day by day, for any number of them."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from django.db.models import Max
from numpy.typing import NDArray

from hoistway.foundation.squeezed import unsqueezed
from hoistway.telemetry.models import UseBlock
from hoistway.telemetry.rules.use import DAY_OF_USE, DOOR_DAY, HOUR_OF_USE, unpacked

BLOCK = 512
"""Neighbouring elevators of one row. Chosen: two months of one elevator are read in 20 ms, and a
day of 330,000 in 645 rows."""


def days_of_use(*, elevator_ids: Sequence[int] | None, first: date, last: date) -> NDArray[np.void]:
    """Return the DAY_OF_USE records of these elevators (None: all) from `first` to `last`.

    They are ordered by elevator and day; a day that is not known has no record.
    """
    return _read("days", DAY_OF_USE, elevator_ids, first, last)


def door_days(*, elevator_ids: Sequence[int] | None, first: date, last: date) -> NDArray[np.void]:
    """Return the DOOR_DAY records of the same, ordered by elevator, day and floor."""
    rows = _read("doors", DOOR_DAY, elevator_ids, first, last)
    return rows[np.lexsort((rows["floor"], rows["day"], rows["slot"]))]


def last_day_of_use() -> date | None:
    """Return the last day of which any use is known; one query."""
    last: date | None = UseBlock.objects.aggregate(last=Max("day"))["last"]
    return last


def hours_of_use(
    *, elevator_ids: Sequence[int] | None, first: date, last: date
) -> NDArray[np.void]:
    """Return the HOUR_OF_USE records of the local days `first` to `last`, by elevator and hour."""
    rows = _read("hours", HOUR_OF_USE, elevator_ids, first, last)
    return rows[np.lexsort((rows["hour"], rows["slot"]))]


def _read(
    column: str, dtype: np.dtype[np.void], elevator_ids: Iterable[int] | None,
    first: date, last: date,
) -> NDArray[np.void]:  # fmt: skip
    blocks = UseBlock.objects.filter(day__gte=first, day__lte=last)
    wanted = None
    if elevator_ids is not None:
        wanted = np.unique(np.fromiter(elevator_ids, np.int32))
        if not len(wanted):
            return np.zeros(0, dtype)
        blocks = blocks.filter(block__in=[int(b) for b in np.unique(wanted // BLOCK)])
    parts = [np.zeros(0, dtype)]
    for raw in blocks.order_by("day", "block").values_list(column, flat=True).iterator():
        rows = unpacked(raw=unsqueezed(raw=raw), dtype=dtype)
        parts.append(rows if wanted is None else rows[np.isin(rows["slot"], wanted)])
    found = np.concatenate(parts)
    return found[np.argsort(found["slot"], kind="stable")]
