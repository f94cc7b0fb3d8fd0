"""The one typed way into numba; every kernel of this room is made by `compiled`.

Numba's cache does not see changes in called files, so it is used only in a folder that somebody
named after `sources.source_hash()` and gave as `NUMBA_CACHE_DIR` before numba was imported.

Example:
    >>> from hoistway.detection.car import is_running
    >>> type(is_running).__name__
    'CPUDispatcher'
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")

NOTHING = 0
BEGINS = 1
ENDS = 2


def compiled(function: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Return the function as a lazily compiled kernel that releases the interpreter lock."""
    kernel = numba.njit(cache=bool(numba.config.CACHE_DIR), nogil=True)(function)
    return cast("Callable[Parameters, Answer]", kernel)
