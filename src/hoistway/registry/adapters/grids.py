"""Projected grids of the EPSG registry to WGS-84, by PROJ; nothing is fetched from the net."""

from functools import lru_cache
from math import isfinite

import pyproj
from pyproj.exceptions import ProjError

_AS_WGS84 = frozenset({4490})
"""CGCS2000 in degrees: within a metre of WGS-84, and no other way between them is published."""


@lru_cache(maxsize=64)
def _transformer(code: str) -> pyproj.Transformer | None:
    """Return the way from a grid to WGS-84; a guess («ballpark») does not count as one."""
    try:
        crs = pyproj.CRS.from_user_input(code)
        if crs.is_vertical or crs.is_geocentric:
            return None
        own = crs.geodetic_crs.to_epsg() if crs.geodetic_crs else None
        there = own if own in _AS_WGS84 else 4326
        return pyproj.Transformer.from_crs(crs, there, always_xy=True, allow_ballpark=False)
    except ProjError:
        return None


@lru_cache(maxsize=64)
def _area(code: str) -> tuple[float, float, float, float]:
    """Return where a grid means anything: where its way to WGS-84 holds, else its datum.

    The strip of one zone is not the limit: railways and cities use a zone beyond it.
    """
    way, datum = _transformer(code), pyproj.CRS.from_user_input(code).geodetic_crs
    areas = (way.area_of_use if way else None, datum.area_of_use if datum else None)
    found = [area.bounds for area in areas if area is not None]
    return min(found, key=lambda box: box[2] - box[0], default=(-180, -90, 180, 90))


class Grids:
    """Leads from coordinates of a grid to longitude and latitude."""

    def knows(self, *, code: str) -> bool:
        """Return whether there is a way from a grid such as «EPSG:5683» to degrees."""
        return _transformer(code) is not None

    def convert(self, code: str, x: float, y: float) -> tuple[float, float] | None:
        """Return longitude and latitude of easting and northing, or None outside the area.

        Example:
            >>> Grids().convert("EPSG:5683", 3405301.017, 5627341.94)
            (7.6564109, 50.7738012)
        """
        way = _transformer(code)
        if way is None:
            return None
        longitude, latitude = way.transform(x, y)
        if not (isfinite(longitude) and isfinite(latitude)):
            return None
        west, south, east, north = _area(code)
        if not (west <= longitude <= east and south <= latitude <= north):
            return None
        return round(longitude, 7), round(latitude, 7)
