"""How steadily elevators were heard over a stretch of days, for any number at once."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from hoistway.telemetry.rules.use import DAY_S


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuityPolicy:
    """Over how many days steadiness is measured."""

    days: int
    in_force_from: date
    source: str


SHANGHAI = ContinuityPolicy(
    days=30,
    in_force_from=date(2020, 6, 18),
    source="286号 附件2 三 2 持续在线; Chosen: thirty whole days, a month of use",
)

HELD = np.dtype(
    [("slot", "<i4"), ("share", "<f8"), ("longest_gap_s", "<i8"), ("days_known", "<i4")]
)


def held(*, days: NDArray[np.void]) -> NDArray[np.void]:
    """Return the online share and longest gap of each elevator over its DAY_OF_USE records.

    The records are ordered by elevator and day. A gap reaches across midnight and across days
    without a receipt, and from the last receipt to the end of the last day; what we or a
    registered suspension excuse on the days it touches is taken off. `share` is nan where nothing
    was expected.

    Example:
        >>> from hoistway.telemetry.rules.use import DAY_OF_USE
        >>> some = np.zeros(3, DAY_OF_USE)
        >>> some["day"], some["expected_minutes"] = [10, 11, 12], 1440
        >>> some["heard_minutes"] = [1440, 0, 1080]
        >>> some["first_heard_s"], some["last_heard_s"] = [0, -1, 21_600], [82_800, -1, 86_399]
        >>> held(days=some).tolist()
        [(0, 0.5833333333333334, 111600, 3)]
    """
    slots, begins = np.unique(days["slot"], return_index=True)
    rows = np.zeros(len(slots), HELD)
    if not len(slots):
        return rows
    rows["slot"] = slots
    rows["days_known"] = np.diff(np.append(begins, len(days)))
    expected = np.add.reduceat(days["expected_minutes"].astype(np.float64), begins)
    heard = np.add.reduceat(days["heard_minutes"].astype(np.float64), begins)
    with np.errstate(divide="ignore", invalid="ignore"):
        rows["share"] = np.where(expected > 0, np.minimum(heard / expected, 1.0), np.nan)
    rows["longest_gap_s"] = _longest(days, begins)
    return rows


def _longest(days: NDArray[np.void], begins: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return the longest gap of each run of records that begins at `begins`."""
    number = days["day"].astype(np.int64)
    ends = np.append(begins[1:], len(days)) - 1
    group = np.repeat(np.arange(len(begins)), ends - begins + 1)
    excused = np.maximum(DAY_S - 60 * days["expected_minutes"].astype(np.float64), 0)
    upto = np.concatenate([[0.0], np.cumsum(excused)])
    longest = np.maximum.reduceat(np.where(days["samples"] >= 0, days["longest_gap_s"], 0), begins)
    heard = np.flatnonzero(days["first_heard_s"] >= 0)
    # The window's begin and end bound the first and the last gap of each elevator.
    from_row = np.concatenate([begins, heard])
    from_s = np.concatenate([
        number[begins] * DAY_S, number[heard] * DAY_S + days["last_heard_s"][heard]
    ])  # fmt: skip
    to_row = np.concatenate([heard, ends])
    to_s = np.concatenate([
        number[heard] * DAY_S + days["first_heard_s"][heard], (number[ends] + 1) * DAY_S
    ])  # fmt: skip
    one = np.lexsort((from_s, group[from_row]))
    two = np.lexsort((to_s, group[to_row]))
    raw = to_s[two] - from_s[one]
    gap = raw - (upto[to_row[two] + 1] - upto[from_row[one]])
    result = longest.astype(np.int64)
    np.maximum.at(result, group[from_row[one]], np.maximum(gap, 0).astype(np.int64))
    return result
