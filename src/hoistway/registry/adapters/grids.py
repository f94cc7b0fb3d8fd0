"""Projected grids of the EPSG registry to WGS-84, by PROJ; nothing is fetched from the net."""

from functools import lru_cache
from math import isfinite

import pyproj
from pyproj.exceptions import ProjError


@lru_cache(maxsize=64)
def _transformer(code: str) -> pyproj.Transformer | None:
    """Return the way from a grid to WGS-84; a guess («ballpark») does not count as one."""
    try:
        crs = pyproj.CRS.from_user_input(code)
        if crs.is_vertical or crs.is_geocentric:
            return None
        found = pyproj.Transformer.from_crs(crs, 4326, always_xy=True, allow_ballpark=False)
    except ProjError:
        return None
    return found


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
        area = way.area_of_use
        if area is not None and not (
            area.west <= longitude <= area.east and area.south <= latitude <= area.north
        ):
            return None
        return round(longitude, 7), round(latitude, 7)
