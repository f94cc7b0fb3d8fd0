"""The city as inline SVG: district outlines and dots whose shape and colour tell the state.

The drawing illustrates a list that stands beside it; it holds no link and no script.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians

from django.utils.safestring import SafeString

from hoistway.web.parts.tones import SHAPES, Tone

_WIDTH = 640.0  # Chosen: one drawing unit is about one CSS pixel in a desk's side column.
_MARGIN = 8.0
_NAME_ROOM = 62.0  # Chosen: two names nearer than this overlap; the smaller district goes unnamed.
_ORDER: tuple[Tone, ...] = ("quiet", "safe", "active", "caution", "help")

Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Outline:
    """A district: its name, its rings of (longitude, latitude) and where the name stands."""

    name: str
    rings: Sequence[Ring]
    label_at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A thing on the map, in degrees WGS-84, with its tone and a title for the pointer."""

    longitude: float
    latitude: float
    tone: Tone
    title: str = ""
    size: float = 12.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """The linear way from degrees to drawing units."""

    west: float
    north: float
    across: float
    down: float
    height: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = _MARGIN + (longitude - self.west) * self.across
        return x, _MARGIN + (self.north - latitude) * self.down


def city_map(*, outlines: Sequence[Outline], dots: Sequence[Dot], label: str) -> SafeString:
    """Return the map of the outlines with the dots above them, the urgent ones last and on top."""
    frame = _framed([point for outline in outlines for ring in outline.rings for point in ring])
    land = "".join(_district(outline, frame) for outline in outlines)
    names = _names(outlines, frame)
    marks = "".join(_mark(dot, frame) for dot in sorted(dots, key=lambda d: _ORDER.index(d.tone)))
    return SafeString(
        f'<svg class="city" viewBox="0 0 {_WIDTH:.0f} {frame.height:.0f}" role="img" '
        f'aria-label="{escape(label)}">{land}{names}{marks}</svg>'
    )


def _framed(points: Sequence[tuple[float, float]]) -> _Frame:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    across = (_WIDTH - 2 * _MARGIN) / (east - west)
    down = across / cos(radians((south + north) / 2))
    return _Frame(west, north, across, down, height=(north - south) * down + 2 * _MARGIN)


def _district(outline: Outline, frame: _Frame) -> str:
    """Return one path; points within half a unit of their neighbour are left out."""
    pieces: list[str] = []
    for ring in outline.rings:
        kept: list[tuple[float, float]] = []
        for point in ring:
            x, y = frame.place(*point)
            if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > 1.5:
                kept.append((x, y))
        if len(kept) > 2:
            pieces.append("M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z")
    return f'<path class="district" d="{"".join(pieces)}"/>' if pieces else ""


def _names(outlines: Sequence[Outline], frame: _Frame) -> str:
    taken: list[tuple[float, float]] = []
    texts: list[str] = []
    largest_first = sorted(outlines, key=_extent, reverse=True)
    for outline in largest_first:
        x, y = frame.place(*outline.label_at)
        if all(abs(x - a) > _NAME_ROOM or abs(y - b) > 19 for a, b in taken):
            taken.append((x, y))
            texts.append(
                f'<text class="district-name" x="{x:.0f}" y="{y:.0f}">{escape(outline.name)}</text>'
            )
    return "".join(texts)


def _extent(outline: Outline) -> float:
    points = [point for ring in outline.rings for point in ring]
    if not points:
        return 0.0
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _mark(dot: Dot, frame: _Frame) -> str:
    x, y = frame.place(dot.longitude, dot.latitude)
    scale = dot.size / 12
    title = f"<title>{escape(dot.title)}</title>" if dot.title else ""
    outline = SHAPES["active" if dot.tone == "quiet" else dot.tone]
    return (
        f'<path class="dot {dot.tone}" d="{outline}" '
        f'transform="translate({x - dot.size / 2:.1f} {y - dot.size / 2:.1f}) scale({scale:.2f})">'
        f"{title}</path>"
    )
