"""Points in WGS-84 and distances in metres; the Chinese offset grid is converted at the edges."""

from dataclasses import dataclass
from math import asin, cos, pi, radians, sin, sqrt

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
    guess = point
    for _ in range(6):
        there = to_gcj02(guess)
        guess = Point(
            guess.longitude + point.longitude - there.longitude,
            guess.latitude + point.latitude - there.latitude,
        )
    return guess
