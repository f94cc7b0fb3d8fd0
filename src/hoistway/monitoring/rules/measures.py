"""From days of use to series: one line per elevator, indicator and floor, one column per day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hoistway.monitoring.vocabulary import IndicatorKind

WHOLE_CAR = -1000
"""Floor of an indicator that is told of the car as a whole."""

KINDS = tuple(kind for kind in IndicatorKind if kind is not IndicatorKind.SILENCE)
"""Indicators in the order of their numbers in a series."""

FAULT_CODES = tuple(range(1, 9))
"""Codes that are faults; bit n of `codes_seen` is code n. Source: GB/T 24476-2017 clause 11."""

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Series:
    """Lines of values; nan where a day says nothing.

    `weights` are cycles, runs or days that stand behind a value; `first` is the day of column 0.
    """

    slots: Whole
    kinds: Whole
    floors: Whole
    values: Floats
    weights: Floats
    first: int

    def __len__(self) -> int:
        return len(self.slots)


def measured(*, days: NDArray[np.void], doors: NDArray[np.void], first: int, length: int) -> Series:
    """Return the series of the days `[first, first + length)`; days are counted from 1970.

    `days` are records of telemetry's DAY_OF_USE, `doors` of its DOOR_DAY.
    """
    parts = [*_of_cars(days, first, length), *_of_doors(doors, first, length)]
    if not parts:
        parts = [_empty(first, length)]
    return Series(
        np.concatenate([part.slots for part in parts]),
        np.concatenate([part.kinds for part in parts]),
        np.concatenate([part.floors for part in parts]),
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.weights for part in parts]), first,
    )  # fmt: skip


def fault_codes(*, seen: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return how many different fault codes a day has seen.

    Example:
        >>> fault_codes(seen=np.array([0, 0b10, 0b1_1000, 1 << 20])).tolist()
        [0, 1, 2, 0]
    """
    bits = [(seen.astype(np.int64) >> code) & 1 for code in FAULT_CODES]
    return np.asarray(np.sum(bits, axis=0), np.int64)


def _empty(first: int, length: int) -> Series:
    none = np.zeros(0, np.int64)
    return Series(none, none, none, np.zeros((0, length)), np.zeros((0, length)), first)


def _inside(rows: NDArray[np.void], first: int, length: int) -> NDArray[np.void]:
    return rows[(rows["day"] >= first) & (rows["day"] < first + length)]


def _of_cars(days: NDArray[np.void], first: int, length: int) -> list[Series]:
    rows = _inside(days, first, length)
    if not len(rows):
        return []
    slots, line = np.unique(rows["slot"].astype(np.int64), return_inverse=True)
    column = rows["day"].astype(np.int64) - first
    runs = rows["runs"].astype(np.float64)
    heard = np.where(rows["heard_minutes"] > 0, 1.0, 0.0)
    # A day on which the device was heard for a part only has fewer starts, not a calmer elevator.
    whole = np.where(rows["heard_minutes"] >= 0.9 * rows["expected_minutes"], heard, 0.0)
    told = {
        IndicatorKind.RELEVELLING: (_per_hundred(rows["relevels"], runs), runs),
        IndicatorKind.STOPS_OFF_LEVEL: (_per_hundred(rows["off_level_stops"], runs), runs),
        IndicatorKind.RUN_TIME: (rows["run_ms_per_floor"].astype(np.float64), runs),
        IndicatorKind.STARTS: (np.where(whole > 0, rows["starts"], np.nan), whole),
        IndicatorKind.SIGNALS: (np.where(heard > 0, fault_codes(seen=rows["codes_seen"]), np.nan),
                                heard),
    }  # fmt: skip
    return [
        _series(kind, slots, np.full(len(slots), WHOLE_CAR), (line, column, length, first), said)
        for kind, said in told.items()
    ]


def _of_doors(doors: NDArray[np.void], first: int, length: int) -> list[Series]:
    rows = _inside(doors, first, length)
    if not len(rows):
        return []
    key = rows["slot"].astype(np.int64) * 4096 + rows["floor"].astype(np.int64) + 2048
    keys, line = np.unique(key, return_inverse=True)
    slots, floors = keys // 4096, keys % 4096 - 2048
    column = rows["day"].astype(np.int64) - first
    cycles = rows["cycles"].astype(np.float64)
    tries = cycles + rows["failed"]
    told = {
        IndicatorKind.DOOR_OPENING: (rows["opening_ms"].astype(np.float64), cycles),
        IndicatorKind.DOOR_CLOSING: (rows["closing_ms"].astype(np.float64), cycles),
        IndicatorKind.DOOR_REVERSALS: (_per_hundred(rows["reversals"], cycles), cycles),
        IndicatorKind.DOOR_BLOCKED: (_per_hundred(rows["failed"], tries), tries),
    }
    return [
        _series(kind, slots, floors, (line, column, length, first), said)
        for kind, said in told.items()
    ]


def _per_hundred(count: NDArray[np.integer], of: Floats) -> Floats:
    share = np.full(len(of), np.nan)
    np.divide(100.0 * count, of, out=share, where=of > 0)
    return share


def _series(
    kind: IndicatorKind, slots: Whole, floors: Whole, place: tuple[Whole, Whole, int, int],
    said: tuple[Floats, Floats],
) -> Series:  # fmt: skip
    line, column, length, first = place
    values = np.full((len(slots), length), np.nan)
    weights = np.zeros((len(slots), length))
    values[line, column], weights[line, column] = said
    numbers = np.full(len(slots), KINDS.index(kind), np.int64)
    return Series(slots, numbers, floors.astype(np.int64), values, weights, first)
