"""Where sources and neighbours say an elevator stands, a few hundred metres or a city wide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians

from django.utils.safestring import SafeString

from hoistway.foundation.geo import EARTH_RADIUS_M
from hoistway.web.parts.citymap import Outline, Ring
from hoistway.web.parts.lettering import shortened, stands_left
from hoistway.web.parts.tones import SHAPES, Tone

_SIZE = 360.0
_MARGIN = 44.0
_LEAST_M = 120.0
"""Half the width drawn at least, in metres. Chosen: one block of houses."""
_FAR_M = 60_000.0
"""Beyond this from the middle a place is an arrow at the edge. Chosen: the city's half width."""
_ON = 15.0
"""Drawing units within which two marks count as one place. Chosen: the height of a word."""
_METRES = EARTH_RADIUS_M * 3.141592653589793 / 180
_ORDER: tuple[Tone, ...] = ("quiet", "safe", "active", "help", "caution")

Spot2 = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """One place that somebody names, in degrees WGS-84; neighbours are quiet and small."""

    longitude: float
    latitude: float
    tone: Tone
    label: str = ""


@dataclass(frozen=True, slots=True)
class _View:
    """The linear way from degrees to the drawing around a middle."""

    middle: Spot2
    half_m: float

    def place(self, longitude: float, latitude: float) -> Spot2:
        scale = (_SIZE / 2 - _MARGIN) / self.half_m
        across = _METRES * cos(radians(self.middle[1]))
        x = _SIZE / 2 + (longitude - self.middle[0]) * across * scale
        return x, _SIZE / 2 - (latitude - self.middle[1]) * _METRES * scale


def place_sketch(
    *, spots: Sequence[Spot], outlines: Sequence[Outline], label: str, far: str
) -> SafeString:
    """Return the sketch; `far` words a distance beyond the edge as in «{km} km away»."""
    if not spots:
        return SafeString("")
    view = _view(spots)
    land = "".join(_district(outline, view) for outline in outlines)
    ordered = sorted(spots, key=lambda spot: _ORDER.index(spot.tone))
    marks = "".join(_mark(spot, view, far) for spot in ordered)
    words = "".join(_words(ordered, view, far))
    body = f"{land}{_way(spots, view)}{marks}{words}{_measure(view)}"
    return SafeString(
        f'<svg class="city sketch" viewBox="0 0 {_SIZE:.0f} {_SIZE:.0f}" role="img" '
        f'aria-label="{escape(label)}">{body}</svg>'
    )


def _metres_apart(a: Spot2, b: Spot2) -> float:
    across = (a[0] - b[0]) * cos(radians((a[1] + b[1]) / 2))
    return float((across**2 + (a[1] - b[1]) ** 2) ** 0.5 * _METRES)


def _view(spots: Sequence[Spot]) -> _View:
    """Frame what lies together; the place in question alone never stretches the city away."""
    calm = [s for s in spots if s.tone != "caution"] or list(spots)
    xs, ys = sorted(s.longitude for s in calm), sorted(s.latitude for s in calm)
    anchor = xs[len(xs) // 2], ys[len(ys) // 2]
    near = [
        (s.longitude, s.latitude)
        for s in spots
        if _metres_apart((s.longitude, s.latitude), anchor) <= _FAR_M
    ]
    west, east = min(x for x, _ in near), max(x for x, _ in near)
    south, north = min(y for _, y in near), max(y for _, y in near)
    middle = (west + east) / 2, (south + north) / 2
    across = (east - west) / 2 * _METRES * cos(radians(middle[1]))
    return _View(middle, max(_LEAST_M, across, (north - south) / 2 * _METRES))


def _clipped(ring: Ring, view: _View) -> list[Spot2]:
    """Return a ring in drawing units, cut to a little more than the drawing."""
    points = [view.place(x, y) for x, y in ring]
    low, high = -20.0, _SIZE + 20.0
    for axis, bound, sign in ((0, low, 1), (0, high, -1), (1, low, 1), (1, high, -1)):
        points = _cut(points, axis, bound, sign)
    return points


def _cut(points: list[Spot2], axis: int, bound: float, sign: int) -> list[Spot2]:
    kept: list[Spot2] = []
    for here, there in zip(points, points[1:] + points[:1], strict=True):
        inside, next_inside = (sign * (p[axis] - bound) >= 0 for p in (here, there))
        if inside:
            kept.append(here)
        if inside != next_inside:
            share = (bound - here[axis]) / (there[axis] - here[axis])
            kept.append(
                (here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1]))
            )
    return kept


def _district(outline: Outline, view: _View) -> str:
    pieces = []
    for ring in outline.rings:
        points = _clipped(ring, view)
        if len(points) > 2:
            pieces.append("M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
    if not pieces:
        return ""
    x, y = view.place(*outline.label_at)
    inside = 30 < x < _SIZE - 30 and 16 < y < _SIZE - 30
    name = (
        f'<text class="sketch-district" x="{x:.0f}" y="{y:.0f}">{escape(outline.name)}</text>'
        if inside
        else ""
    )
    return f'<path class="district" d="{"".join(pieces)}"/>{name}'


def _way(spots: Sequence[Spot], view: _View) -> str:
    """Draw the way from the place in question to the one proposed."""
    ends = [next((s for s in spots if s.tone == tone), None) for tone in ("caution", "active")]
    if None in ends:
        return ""
    (a, b), (c, d) = (_edge(*view.place(s.longitude, s.latitude))[:2] for s in ends if s)
    return f'<path class="sketch-way" d="M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}"/>'


def _edge(x: float, y: float) -> tuple[float, float, bool]:
    """Return the point, moved to the edge of the drawing where it lies beyond."""
    reach = _SIZE / 2 - 12
    out = max(abs(x - _SIZE / 2), abs(y - _SIZE / 2)) / reach
    if out <= 1:
        return x, y, False
    return _SIZE / 2 + (x - _SIZE / 2) / out, _SIZE / 2 + (y - _SIZE / 2) / out, True


def _named(spot: Spot, view: _View, far: str) -> tuple[float, float, str]:
    """Return where a place is drawn and its words, with its distance where it lies beyond."""
    x, y, beyond = _edge(*view.place(spot.longitude, spot.latitude))
    if not beyond:
        return x, y, spot.label
    away = _metres_apart((spot.longitude, spot.latitude), view.middle) / 1000
    return x, y, f"{spot.label} {far.format(km=f'{away:,.0f}')}".strip()


def _mark(spot: Spot, view: _View, far: str) -> str:
    x, y, text = _named(spot, view, far)
    size = 9.0 if spot.tone == "quiet" else 16.0
    shape = SHAPES["active" if spot.tone == "quiet" else spot.tone]
    title = f"<title>{escape(text)}</title>" if text else ""
    return (
        f'<path class="dot {spot.tone}" d="{shape}" '
        f'transform="translate({x - size / 2:.1f} {y - size / 2:.1f}) scale({size / 12:.2f})">'
        f"{title}</path>"
    )


def _words(spots: Sequence[Spot], view: _View, far: str) -> Iterator[str]:
    """Write the words beside their marks; marks that lie on each other share one line."""
    shared: list[tuple[float, float, list[str]]] = []
    for spot in reversed(spots):
        x, y, text = _named(spot, view, far)
        if not text:
            continue
        near = [one for one in shared if abs(one[0] - x) < _ON and abs(one[1] - y) < _ON]
        if not near:
            shared.append((x, y, [text]))
        elif text not in near[0][2]:
            near[0][2].append(text)
    for x, y, texts in shared:
        text = " · ".join(texts)
        left = stands_left(x=x, text=text, width=_SIZE)
        text = shortened(text, room=(x if left else _SIZE - x) - 15)
        low = min(_SIZE - 24, max(20.0, y + 5))
        yield (
            f'<text class="sketch-word{" end" if left else ""}" '
            f'x="{x - 13 if left else x + 13:.1f}" y="{low:.1f}">{escape(text)}</text>'
        )


def _measure(view: _View) -> str:
    """Draw a bar of a round number of metres."""
    per_unit = view.half_m / (_SIZE / 2 - _MARGIN)
    want = per_unit * 90
    steps = [base * 10**power for power in range(1, 6) for base in (1, 2, 5)]
    metres = max(step for step in steps if step <= max(10, want))
    width = metres / per_unit
    text = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    return (
        f'<path class="sketch-bar" d="M12 {_SIZE - 14:.0f}v-5m0 5h{width:.1f}m0 0v-5"/>'
        f'<text class="sketch-far" x="{18 + width:.0f}" y="{_SIZE - 11:.0f}">{text}</text>'
    )
