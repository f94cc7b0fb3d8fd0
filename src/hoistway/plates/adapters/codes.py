"""Codes for scanners, many at once: segno encodes, the mask is chosen for all of them together.

segno tries all eight masks in plain Python, 3.3 ms a code. The dark modules of one address under
two masks differ by a pattern that depends on version and level only; so each address is encoded
once and its eight faces are weighed as arrays, 1.0 ms a code. The result is segno's own, module
for module (tests/plates/test_codes.py).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import numpy as np
import segno
from numpy.typing import NDArray

from hoistway.plates.rules.artwork import LEVEL
from hoistway.plates.rules.masks import faults

Grid = NDArray[np.bool_]
_MASKS = range(8)
_WITH_VERSION = 45
"""Modules from which a code tells its version beside the finders. Source: ISO/IEC 18004, 7.10."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code: modules on a side, and its dark runs as (column, row, length)."""

    modules: int
    runs: tuple[tuple[int, int, int], ...]


def codes_for(*, addresses: Sequence[str]) -> list[Code]:
    """Return the code of each address at level Q, in order."""
    made = [_plain(address) for address in addresses]
    alike: dict[int, list[int]] = defaultdict(list)
    for at, (version, _) in enumerate(made):
        alike[version].append(at)
    found: dict[int, Code] = {}
    for version, places in alike.items():
        plain = np.stack([made[at][1] for at in places])
        for at, grid in zip(places, _best(plain, _patterns(version)), strict=True):
            found[at] = Code(modules=len(grid), runs=_runs(grid))
    return [found[at] for at in range(len(made))]


def _plain(address: str, mask: int = 0, version: int | None = None) -> tuple[int, Grid]:
    code = segno.make(
        address, error=LEVEL, micro=False, boost_error=False, mask=mask, version=version,
        mode="byte",
    )  # fmt: skip
    return int(code.version), np.array(code.matrix, dtype=bool)


@cache
def _patterns(version: int) -> Grid:
    """Return in which modules each mask differs from mask 0, for a version at level Q."""
    faces = [_plain("x", mask, version)[1] for mask in _MASKS]
    return np.stack([face ^ faces[0] for face in faces])


def _best(plain: Grid, patterns: Grid) -> Grid:
    weighed = np.stack([faults(grids=_unmarked(plain ^ patterns[mask])) for mask in _MASKS])
    chosen = weighed.argmin(axis=0)
    best: Grid = plain ^ patterns[chosen]
    return best


def _unmarked(grids: Grid) -> Grid:
    """Return codes without the modules that tell mask and version (ISO/IEC 18004, 7.8)."""
    bare, timing = grids.copy(), 6
    for side in (bare, bare.transpose(0, 2, 1)):
        side[:, 8, :timing] = side[:, 8, timing + 1 : 9] = side[:, 8, -8:] = False
        if len(bare[0]) >= _WITH_VERSION:
            side[:, :6, -11:-8] = False
    return bare


def _runs(grid: Grid) -> tuple[tuple[int, int, int], ...]:
    runs = []
    for row, modules in enumerate(grid.tolist()):
        column = 0
        for dark, group in groupby(modules):
            length = len(list(group))
            if dark:
                runs.append((column, row, length))
            column += length
    return tuple(runs)
