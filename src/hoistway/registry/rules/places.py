"""Where an elevator stands: every declared coordinate system becomes WGS-84, or is refused."""

import re
from collections.abc import Callable
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from math import isfinite

from hoistway.foundation.geo import Point, from_bd09, from_gcj02
from hoistway.registry.vocabulary import Datum

Converter = Callable[[str, float, float], tuple[float, float] | None]
"""Leads from a code such as «EPSG:5683», easting and northing to longitude and latitude, or None
where no transformation is known or the point lies outside its area."""

EPSG = re.compile(r"EPSG:[0-9]{4,6}")

_OFFSET = {Datum.GCJ02: from_gcj02, Datum.BD09: from_bd09}
_OFFSET_EAST = (72.004, 137.8347)
_OFFSET_NORTH = (0.8293, 55.8271)
"""Degrees within which the offset grids exist. Source: the published reference code."""

_ZONE_M = 1_000_000
"""Gauss-Krüger eastings carry the number of their zone in the millions."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How a register says where: one system, one grid per zone, or a column that names it."""

    datum: Datum = Datum.NONE
    epsg: str = ""
    zones: Pairs[str, str] = field(default_factory=dict)

    def codes(self) -> tuple[str, ...]:
        """Return the EPSG codes that must be known to read the register."""
        return tuple(dict.fromkeys(filter(None, (self.epsg, *self.zones.values()))))


@dataclass(frozen=True, slots=True)
class Located:
    """A place in WGS-84, or the reason why there is none; `system` is what it was given in."""

    longitude: float = 0.0
    latitude: float = 0.0
    datum: Datum = Datum.NONE
    system: str = ""
    wrong: str = ""


def no_converter(_code: str, _x: float, _y: float) -> None:
    """Convert nothing: for registers without a projected grid."""


def grid_of(*, system: str) -> Grid | None:
    """Return the grid that a word such as «gcj02» or «EPSG:4549» names, or None.

    Example:
        >>> grid_of(system="epsg:4549").epsg, grid_of(system="shanghai-local")
        ('EPSG:4549', None)
    """
    word = system.strip()
    if EPSG.fullmatch(word.upper()):
        return Grid(datum=Datum.GRID, epsg=word.upper())
    try:
        datum = Datum(word.lower())
    except ValueError:
        return None
    return None if datum is Datum.GRID else Grid(datum=datum)


def located(*, x: float, y: float, grid: Grid, convert: Converter) -> Located:
    """Return where a pair of coordinates lies; what is on no declared grid lies nowhere."""
    if (x, y) == (0, 0):
        return Located(wrong="in the sea")
    if grid.datum is Datum.NONE:
        return Located(wrong="no coordinate system is declared")
    if grid.datum is Datum.GRID:
        return _projected(x, y, grid, convert)
    if not (-180 <= x <= 180 and -90 <= y <= 90):
        return Located(wrong="not degrees")
    undo = _OFFSET.get(grid.datum)
    if undo is None:
        return Located(round(x, 7), round(y, 7), grid.datum, str(grid.datum))
    east, north = _OFFSET_EAST, _OFFSET_NORTH
    if not (east[0] <= x <= east[1] and north[0] <= y <= north[1]):
        return Located(wrong=f"{grid.datum.en} exists in China only")
    point = undo(Point(x, y))
    return Located(round(point.longitude, 7), round(point.latitude, 7), grid.datum, str(grid.datum))


def _projected(x: float, y: float, grid: Grid, convert: Converter) -> Located:
    code = grid.epsg
    if not (isfinite(x) and isfinite(y)):
        return Located(wrong="not numbers")
    if grid.zones:
        zone = str(int(x // _ZONE_M))
        code = grid.zones.get(zone, "")
        if not code:
            return Located(wrong=f"no zone {zone} on this grid")
    place = convert(code, x, y)
    if place is None:
        return Located(wrong=f"outside the area of {code}")
    return Located(round(place[0], 7), round(place[1], 7), Datum.GRID, code)
