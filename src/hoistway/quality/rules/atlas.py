"""Where a point lies: coarse district outlines, distances in metres, points off the coast.

The outlines are thinned to about 200 m and no surveyed boundary, so every rule that asks them
keeps a margin.
"""

from dataclasses import dataclass
from functools import cache
from math import cos, hypot, radians

from hoistway.parties.standards.shanghai_outlines import outlines

Degrees = tuple[float, float]
"""Longitude and latitude in WGS-84 degrees."""

MARGIN_M = 300.0
"""How far over a coarse outline a point must lie to count. Source: catalogue of corrections;
Chosen there above the 200 m to which the outlines are thinned."""

_NORTH_M = 110_900.0
_EAST_M = 111_320.0 * cos(radians(31.2))
"""Metres of a degree at the latitude of Shanghai, to half a per cent."""

OFF_THE_COAST: tuple[tuple[float, float, float, float], ...] = (
    (121.90, 30.50, 122.30, 30.90),
    (121.40, 31.25, 122.05, 31.95),
)
"""West, south, east, north of crossed waters: 东海大桥 to 洋山, 长江大桥, 崇启大桥.
Chosen wide: what lies there may be a lift on a pier or a bridge, and nobody is asked."""


def metres_between(a: Degrees, b: Degrees) -> float:
    """Return the distance in metres of two points near Shanghai, to half a per cent.

    Example:
        >>> round(metres_between((121.47, 31.23), (121.48, 31.23)))
        952
    """
    return hypot((a[0] - b[0]) * _EAST_M, (a[1] - b[1]) * _NORTH_M)


@dataclass(frozen=True, slots=True)
class _Ring:
    """One closed outline with its box."""

    points: tuple[Degrees, ...]
    box: tuple[float, float, float, float]

    def holds(self, point: Degrees) -> bool:
        """Return whether the point lies inside (even-odd rule)."""
        x, y = point
        west, south, east, north = self.box
        if not (west <= x <= east and south <= y <= north):
            return False
        inside = False
        x_a, y_a = self.points[-1]
        for x_b, y_b in self.points:
            if (y_a > y) != (y_b > y) and x < (x_b - x_a) * (y - y_a) / (y_b - y_a) + x_a:
                inside = not inside
            x_a, y_a = x_b, y_b
        return inside

    def distance_m(self, point: Degrees) -> float:
        """Return how far the point is from the line in metres."""
        pairs = zip(self.points, self.points[1:] + self.points[:1], strict=True)
        return min(_to_segment_m(point, a, b) for a, b in pairs)


def _to_segment_m(point: Degrees, a: Degrees, b: Degrees) -> float:
    ax, ay = (a[0] - point[0]) * _EAST_M, (a[1] - point[1]) * _NORTH_M
    bx, by = (b[0] - point[0]) * _EAST_M, (b[1] - point[1]) * _NORTH_M
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * dx + ay * dy) / length))
    return hypot(ax + share * dx, ay + share * dy)


@cache
def _rings() -> dict[str, tuple[_Ring, ...]]:
    return {str(d["code"]): tuple(map(_ring, d["rings"])) for d in outlines()}


def _ring(points: list[list[float]]) -> _Ring:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    return _Ring(points=tuple((p[0], p[1]) for p in points), box=box)


def districts() -> frozenset[str]:
    """Return the codes of the districts that have an outline."""
    return frozenset(_rings())


def lies_in(*, code: str, point: Degrees) -> bool:
    """Return whether a point lies inside the outline of a district.

    Example:
        >>> lies_in(code="310101", point=(121.4792, 31.2184))
        True
    """
    return any(ring.holds(point) for ring in _rings().get(code, ()))


def district_at(*, point: Degrees) -> str:
    """Return the district in whose outline a point lies, empty outside all."""
    return next((code for code in _rings() if lies_in(code=code, point=point)), "")


def metres_from(*, code: str, point: Degrees) -> float:
    """Return how far a point is from a district, 0 inside and infinite for an unknown code."""
    if lies_in(code=code, point=point):
        return 0.0
    return min((ring.distance_m(point) for ring in _rings().get(code, ())), default=float("inf"))


def metres_from_city(*, point: Degrees) -> float:
    """Return how far a point is from the nearest district."""
    if district_at(point=point):
        return 0.0
    return min(metres_from(code=code, point=point) for code in _rings())


def is_off_the_coast(*, point: Degrees) -> bool:
    """Return whether a point lies in waters that bridges and harbours of the city cross."""
    x, y = point
    return any(w <= x <= e and s <= y <= n for w, s, e, n in OFF_THE_COAST)
