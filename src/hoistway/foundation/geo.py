"""Points in WGS-84 and distances in metres; the Chinese offset grids are converted at the edges."""

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, atan2, cos, hypot, pi, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth in metres. Source: IUGG 1980."""

_GCJ_A = 6_378_245.0
_GCJ_EE = 0.006_693_421_622_965_943


@dataclass(frozen=True, slots=True)
class Point:
    """A place in degrees, WGS-84 (within a metre of CGCS2000)."""

    longitude: float
    latitude: float

    def __post_init__(self) -> None:
        if not (-180 <= self.longitude <= 180 and -90 <= self.latitude <= 90):
            raise ValueError(f"not a place in degrees: {self.longitude}, {self.latitude}")


def distance_m(a: Point, b: Point) -> float:
    """Return the great-circle distance in metres (haversine).

    Example:
        >>> round(distance_m(Point(121.4737, 31.2304), Point(121.4837, 31.2304)))
        951
    """
    phi_a, phi_b = radians(a.latitude), radians(b.latitude)
    half = (
        sin((phi_b - phi_a) / 2) ** 2
        + cos(phi_a) * cos(phi_b) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * asin(sqrt(half))


def _gcj_shift(x: float, y: float) -> tuple[float, float]:
    common = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + common
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + common
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    return east, north


def to_gcj02(point: Point) -> Point:
    """Return the point on the offset grid that Chinese web maps and WeChat use."""
    east, north = _gcj_shift(point.longitude - 105, point.latitude - 35)
    phi = radians(point.latitude)
    magic = 1 - _GCJ_EE * sin(phi) ** 2
    north = north * 180 / ((_GCJ_A * (1 - _GCJ_EE)) / (magic * sqrt(magic)) * pi)
    east = east * 180 / (_GCJ_A / sqrt(magic) * cos(phi) * pi)
    return Point(point.longitude + east, point.latitude + north)


def from_gcj02(point: Point) -> Point:
    """Return the WGS-84 point of an offset-grid point, exact to about 1e-9 degrees."""
    return _undone(point, to_gcj02)


_BD_X_PI = pi * 3000 / 180
_BD_EAST, _BD_NORTH = 0.0065, 0.006
"""Shift of Baidu's grid against GCJ-02 in degrees. Source: the published conversion code that goes
with Baidu's map service; both offset grids are secret by law, so this is what everybody uses."""


def gcj02_to_bd09(point: Point) -> Point:
    """Return the point on Baidu's grid of a point on the offset grid GCJ-02.

    Example:
        >>> there = gcj02_to_bd09(Point(116.404, 39.915))
        >>> round(there.longitude, 6), round(there.latitude, 6)
        (116.410369, 39.921337)
    """
    x, y = point.longitude, point.latitude
    far = hypot(x, y) + 0.000_02 * sin(y * _BD_X_PI)
    angle = atan2(y, x) + 0.000_003 * cos(x * _BD_X_PI)
    return Point(far * cos(angle) + _BD_EAST, far * sin(angle) + _BD_NORTH)


def to_bd09(point: Point) -> Point:
    """Return the point on the grid of Baidu's maps of a WGS-84 point."""
    return gcj02_to_bd09(to_gcj02(point))


def from_bd09(point: Point) -> Point:
    """Return the WGS-84 point of a point on Baidu's grid, exact to about 1e-9 degrees."""
    return from_gcj02(_undone(point, gcj02_to_bd09))


def _undone(point: Point, shifted: Callable[[Point], Point]) -> Point:
    guess = point
    for _ in range(8):
        there = shifted(guess)
        guess = Point(
            guess.longitude + point.longitude - there.longitude,
            guess.latitude + point.latitude - there.latitude,
        )
    return guess
