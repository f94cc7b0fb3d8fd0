"""How unlikely a score is, and which of many to believe."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_MOST = 30.0
"""Beyond this a score says nothing more; the tail of a normal distribution is 0 there."""


def normal_score(*, t: Floats, freedom: Floats) -> Floats:
    """Return the normal score that is as unlikely as this value of Student's t.

    Source: D. L. Wallace, Bounds on normal approximations to Student's and the chi-square
    distributions (1959); within 0.02 for 5 degrees of freedom and more.

    Example:
        >>> normal_score(t=np.array([2.764, -2.764]), freedom=np.array([10.0, 10.0])).round(2)
        array([ 2.32, -2.32])
    """
    size = np.sqrt(freedom * np.log1p(t**2 / freedom))
    return np.asarray(np.sign(t) * (8 * freedom + 1) / (8 * freedom + 3) * size, np.float64)


def upper_tail(*, score: Floats) -> Floats:
    """Return how likely a normal value lies above each score; 1 for nan and below 0.

    Source: the continued fraction of Laplace, cut after five terms; within 3 % from 1 upwards.

    Example:
        >>> upper_tail(score=np.array([-1.0, np.nan, 3.0902, 3.7190])).round(6).tolist()
        [1.0, 1.0, 0.001, 0.0001]
    """
    z = np.clip(np.nan_to_num(score, nan=0.0), 0.0, _MOST)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    tail = density / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65)))))
    return np.asarray(np.where(z > 0, tail, 1.0), np.float64)


def picked(*, chance: Floats, group: Whole, rate: float) -> NDArray[np.bool_]:
    """Return which lines of each group stand the step-up of Benjamini and Hochberg.

    Example:
        >>> one = np.array([0.001, 0.012, 0.9, 0.012])
        >>> picked(chance=one, group=np.array([7, 7, 7, 8]), rate=0.02).tolist()
        [True, True, False, True]
    """
    order = np.lexsort((chance, group))
    keys, start, size = np.unique(group[order], return_index=True, return_counts=True)
    rank = np.arange(len(order)) - np.repeat(start, size) + 1
    limit = rate * rank / np.repeat(size, size)
    line = np.repeat(np.arange(len(keys)), size)
    most = np.zeros(len(keys), np.int64)
    np.maximum.at(most, line, np.where(chance[order] <= limit, rank, 0))
    stands = np.zeros(len(order), bool)
    stands[order] = rank <= most[line]
    return stands
