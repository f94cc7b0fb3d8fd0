"""What monitoring heard of a demo's visits: samples of the hours in which somebody worked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from hoistway.detection.batch import SAMPLE
from hoistway.telemetry.adapters.history import keep_invented

_BEFORE = timedelta(minutes=10)
_BEAT_MS = 30_000
_UNHEARD = 0.1
_RIDDEN = 0.08
"""Shares of visits of which nothing was heard, and during which passengers rode as ever. Chosen:
each is shown, none looks like the rule."""

_NORMAL, _INSPECTION = 1, 2
_OPEN, _SHUT = 4, 2
_RUNNING, _OCCUPIED = 1, 4


def lay_out_beside(
    *, windows: Sequence[tuple[int, datetime, datetime]], folder: Path, chance: Random
) -> None:
    """Write samples of these elevators from shortly before a visit to its end into the history.

    `windows` are (elevator, begun, ended).
    """
    told = [
        _visit(*window, ridden=chance.random() < _RIDDEN, chance=chance)
        for window in windows
        if chance.random() >= _UNHEARD
    ]
    if told:
        keep_invented(folder=folder, samples=np.concatenate(told))


def _visit(
    elevator_id: int, begun: datetime, ended: datetime, *, ridden: bool, chance: Random
) -> NDArray[np.void]:
    first, last = (_ms(instant) for instant in (begun - _BEFORE, ended))
    at = np.arange(first, last, _BEAT_MS, dtype=np.int64)
    rows = np.zeros(len(at), SAMPLE)
    rows["slot"], rows["seq"] = elevator_id, np.arange(1, len(at) + 1)
    rows["at_ms"], rows["received_ms"] = at, at + 400
    rows["service_mode"], rows["door"] = _NORMAL, _SHUT
    during = np.flatnonzero(at >= _ms(begun))
    if ridden:
        rides = during[::4]
        rows["car_status"][rides], rows["flags"][rides] = _RUNNING, _OCCUPIED
        return rows
    opened = during[:: chance.randint(9, 14)]
    rows["door"][opened] = _OPEN
    length = max(1, int(len(during) * chance.uniform(0.3, 0.7)))
    begins = chance.randint(0, max(0, len(during) - length))
    rows["service_mode"][during[begins : begins + length]] = _INSPECTION
    return rows


def _ms(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)
