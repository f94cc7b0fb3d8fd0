"""The tours of a day as inline SVG: one line per person, its stops numbered in their order.

The drawing illustrates the list beside it; it holds no link and no script.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import cos, dist, radians

from django.utils.safestring import SafeString

from hoistway.foundation.geo import EARTH_RADIUS_M
from hoistway.web.parts.citymap import Outline

_WIDTH, _HEIGHT, _MARGIN = 640.0, 420.0, 28.0
_LEAST_M = 600.0
"""Half the height drawn at least, in metres. Chosen: a neighbourhood."""
_METRES = EARTH_RADIUS_M * 3.141592653589793 / 180
_BADGE = 13.0
"""Radius of the circle that carries a tour's letter, in the drawing's units."""
HUES = 6
"""Colours of tours (`tour-0` … in schedule.css); the letter tells them apart, not the colour."""

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class DrawnTour:
    """One person's places in order, in degrees WGS-84, and the letter that names the tour."""

    letter: str
    places: Sequence[Spot]
    title: str


@dataclass(frozen=True, slots=True)
class _View:
    west: float
    north: float
    across: float
    down: float

    def place(self, spot: Spot) -> Spot:
        x = (spot[0] - self.west) * self.across
        return x, (self.north - spot[1]) * self.down


def tour_map(*, tours: Sequence[DrawnTour], outlines: Sequence[Outline], label: str) -> SafeString:
    """Return the map of tours over the districts' outlines; empty where no place is known."""
    spots = [spot for tour in tours for spot in tour.places]
    if not spots:
        return SafeString("")
    view = _view(spots)
    land = "".join(_district(outline, view) for outline in outlines)
    placed = [[view.place(spot) for spot in tour.places] for tour in tours]
    lines = "".join(
        _tour(tour, number % HUES, points, start)
        for number, (tour, points, start) in enumerate(
            zip(tours, placed, _starts(placed), strict=True)
        )
    )
    return SafeString(
        f'<svg class="city tours" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" '
        f'aria-label="{escape(label)}">{land}{lines}</svg>'
    )


def _view(spots: Sequence[Spot]) -> _View:
    west, east = min(x for x, _ in spots), max(x for x, _ in spots)
    south, north = min(y for _, y in spots), max(y for _, y in spots)
    middle = (west + east) / 2, (south + north) / 2
    shrink = cos(radians(middle[1]))
    tall = max((north - south) * _METRES / 2, _LEAST_M)
    wide = max((east - west) * _METRES * shrink / 2, _LEAST_M)
    scale = min((_WIDTH / 2 - _MARGIN) / wide, (_HEIGHT / 2 - _MARGIN) / tall) * _METRES
    across = scale * shrink
    return _View(
        middle[0] - _WIDTH / 2 / across, middle[1] + _HEIGHT / 2 / scale, across, scale
    )  # fmt: skip


def _district(outline: Outline, view: _View) -> str:
    """Return a district's outline; what lies outside the drawing is cut by its frame."""
    pieces = []
    for ring in outline.rings:
        points = [view.place(point) for point in ring]
        if _misses(points):
            continue
        kept: list[Spot] = []
        for x, y in points:
            if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > 2:
                kept.append((x, y))
        pieces.append("M" + " ".join(f"{x:.0f} {y:.0f}" for x, y in kept) + "Z")
    if not pieces:
        return ""
    x, y = view.place(outline.label_at)
    inside = 40 < x < _WIDTH - 40 and 16 < y < _HEIGHT - 8
    name = (
        f'<text class="district-name" x="{x:.0f}" y="{y:.0f}">{escape(outline.name)}</text>'
        if inside
        else ""
    )
    return f'<path class="district" d="{"".join(pieces)}"/>{name}'


def _misses(points: Sequence[Spot]) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) < 0 or min(xs) > _WIDTH or max(ys) < 0 or min(ys) > _HEIGHT


def _tour(tour: DrawnTour, hue: int, points: Sequence[Spot], start: Spot) -> str:
    if not points:
        return ""
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(
        f'<circle class="tour-stop" cx="{x:.1f}" cy="{y:.1f}" r="6"/>'
        for x, y in _apart(points)[1:]
    )
    x, y = start
    return (
        f'<g class="tour-{hue}"><title>{escape(tour.title)}</title>'
        f'<polyline class="tour-line" points="{line}"/>{dots}'
        f'<circle class="tour-stop" cx="{x:.1f}" cy="{y:.1f}" r="{_BADGE:.0f}"/>'
        f'<text class="tour-letter" x="{x:.1f}" y="{y + 6:.1f}">{escape(tour.letter)}</text></g>'
    )


def _apart(points: Sequence[Spot]) -> list[Spot]:
    """Return the points that can be told apart: a stop in the same estate draws no second dot."""
    kept: list[Spot] = []
    for point in points:
        if all(dist(point, other) > _BADGE for other in kept):
            kept.append(point)
    return kept


def _starts(tours: Sequence[Sequence[Spot]]) -> list[Spot]:
    """Return where each tour's letter stands: at its first stop, beside letters already there."""
    taken: list[Spot] = []
    for points in tours:
        x, y = points[0] if points else (0.0, 0.0)
        while any(dist((x, y), other) < 2 * _BADGE for other in taken):
            x += 2 * _BADGE
        taken.append((x, y))
    return taken
