"""The point was given on the offset grid of Chinese web maps and taken for WGS-84.

Source: GB 20263 (M); Baidu developer documentation for BD-09 (M). Certain if the point without
the shift falls within 30 m of another source's point, or of the middle of at least three other
elevators of the place, while the held point is at least 150 m from it.
"""

from collections.abc import Iterator
from math import atan2, cos, pi, sin, sqrt

from hoistway.foundation.geo import Point, from_gcj02
from hoistway.quality.rules.atlas import Degrees, metres_between
from hoistway.quality.rules.city import City
from hoistway.quality.rules.points import in_degrees, is_decided, moved
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "GB 20263 (M)"
WHY = (
    "减去 {grid} 偏移后距佐证 {metres} 米，原坐标相距 {raw} 米。",
    "Without the shift of {grid} the point is {metres} m from the evidence, before {raw} m.",
)

ON_IT_M = 30.0
"""How near the shifted point must fall. Source: catalogue of corrections."""

AWAY_M = 150.0
"""How far the held point must be from it. Source: catalogue of corrections."""

PERHAPS_M = 100.0
"""How near it must fall to be asked. Chosen: the width of a building."""

_BD_PI = pi * 3000 / 180


def without_shift(*, point: Degrees) -> dict[str, Degrees]:
    """Return the WGS-84 points that a point of GCJ-02 and of BD-09 would be.

    Example:
        >>> there = without_shift(point=(121.4782, 31.2284))
        >>> [round(metres_between(p, (121.4782, 31.2284)), -2) for p in there.values()]
        [500.0, 1100.0]
    """
    x, y = point[0] - 0.0065, point[1] - 0.006
    z = sqrt(x * x + y * y) - 0.00002 * sin(y * _BD_PI)
    theta = atan2(y, x) - 0.000003 * cos(x * _BD_PI)
    gcj = {"GCJ-02": point, "BD-09": (z * cos(theta), z * sin(theta))}
    plain = {grid: from_gcj02(Point(*there)) for grid, there in gcj.items()}
    return {grid: (there.longitude, there.latitude) for grid, there in plain.items()}


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Compare the point without either shift with what the others say."""
    point = portrait.point()
    if point is None or not in_degrees(point=point) or is_decided(portrait=portrait):
        return
    anchors = [there for _, there in portrait.witness_points() if in_degrees(point=there)]
    middle = portrait.around.middle(least=3)
    if middle is not None:
        anchors.append(middle)
    raws = [metres_between(point, there) for there in anchors]
    if not raws or min(raws) < AWAY_M:
        return
    found = [
        (metres_between(there, anchor), grid, there, raw)
        for grid, there in without_shift(point=point).items()
        for anchor, raw in zip(anchors, raws, strict=True)
    ]
    metres, grid, there, raw = min(found)
    if metres <= PERHAPS_M:
        yield moved(
            kind=FindingKind.OFFSET_GRID, portrait=portrait, point=point, to=there,
            certain=metres <= ON_IT_M,
            inputs={"grid": grid, "metres": round(metres), "raw": round(raw)},
        )  # fmt: skip
