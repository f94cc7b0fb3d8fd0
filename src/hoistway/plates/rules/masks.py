"""Which mask suits a code: the penalty points of ISO/IEC 18004:2015, 7.8.3, many codes at once."""

import numpy as np
from numpy.typing import NDArray

Grids = NDArray[np.bool_]
Points = NDArray[np.int64]

_RUN, _BLOCK, _FINDER, _BALANCE = 3, 3, 40, 10
"""N1 to N4. Source: ISO/IEC 18004:2015, table 11."""

_LONG = 5
"""Modules of one colour in a row from which they count. Source: the same table."""

_LIKE_A_FINDER = (True, False, True, True, True, False, True)
_LIGHT = 4
"""1 : 1 : 3 : 1 : 1 beside four light modules. Source: the same table."""


def faults(*, grids: Grids) -> Points:
    """Return the penalty points of each code; `grids` is codes × rows × columns, dark is true.

    Example:
        >>> int(faults(grids=np.zeros((1, 21, 21), dtype=bool))[0])
        2098
    """
    turned = grids.transpose(0, 2, 1)
    lines = _runs(grids) + _runs(turned) + _finders(grids) + _finders(turned)
    return lines + _blocks(grids) + _imbalance(grids)


def _runs(grids: Grids) -> Points:
    """Three points for five equal modules side by side, one for each more."""
    same = grids[:, :, 1:] == grids[:, :, :-1]
    points = np.zeros(len(grids), dtype=np.int64)
    length = np.zeros(same.shape[:2], dtype=np.int64)
    for column in range(same.shape[2]):
        length = np.where(same[:, :, column], length + 1, 0)
        points += (length == _LONG - 1).sum(axis=1) * _RUN + (length >= _LONG).sum(axis=1)
    return points


def _blocks(grids: Grids) -> Points:
    level = grids[:, :, 1:] == grids[:, :, :-1]
    upright = grids[:, 1:] == grids[:, :-1]
    square = level[:, 1:] & level[:, :-1] & upright[:, :, 1:]
    points: Points = square.sum(axis=(1, 2)) * _BLOCK
    return points


def _finders(grids: Grids) -> Points:
    """Forty points for what looks like a finder; none is counted within another.

    What lies outside the code counts as light.
    """
    codes, rows, columns = grids.shape
    wide = np.zeros((codes, rows, columns + 2 * _LIGHT), dtype=bool)
    wide[:, :, _LIGHT : _LIGHT + columns] = grids
    places = columns - len(_LIKE_A_FINDER) + 1
    like = np.ones((codes, rows, places), dtype=bool)
    for at, dark in enumerate(_LIKE_A_FINDER):
        like &= grids[:, :, at : at + places] == dark
    dark_before = np.zeros_like(like)
    dark_behind = np.zeros_like(like)
    for at in range(_LIGHT):
        dark_before |= wide[:, :, at : at + places]
        start = _LIGHT + len(_LIKE_A_FINDER) + at
        dark_behind |= wide[:, :, start : start + places]
    like &= ~(dark_before & dark_behind)
    free_from = np.zeros(like.shape[:2], dtype=np.int64)
    points = np.zeros(codes, dtype=np.int64)
    for place in range(places):
        found = like[:, :, place] & (free_from <= place)
        points += found.sum(axis=1) * _FINDER
        free_from = np.where(found, place + len(_LIKE_A_FINDER), free_from)
    return points


def _imbalance(grids: Grids) -> Points:
    share = grids.mean(axis=(1, 2))
    steps: Points = (np.abs(share * 100 - 50) / 5).astype(np.int64)
    return steps * _BALANCE
