"""Shares over sizes with the limits of chance, as inline SVG: a funnel plot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import log10

from django.utils.safestring import SafeString

from hoistway.web.parts.tones import SHAPES, Tone

_WIDTH, _HEIGHT = 720.0, 360.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 56.0, 24.0, 16.0, 40.0
_STEPS = 48
"""Points of a limit. Chosen: smooth at the width of a desk."""

_LEAST_SPAN = 0.04
"""Chosen: a difference of a tenth of a per cent is no mountain."""

Limits = Callable[[float, float], tuple[float, float]]
"""Size and distance in standard errors → lowest and highest share expected."""


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One district: its name, its size, its share, and the tone of its verdict."""

    label: str
    whole: int
    share: float
    tone: Tone
    named: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    small: float
    large: float
    low: float
    high: float

    def x(self, whole: float) -> float:
        span = max(1e-9, log10(self.large) - log10(self.small))
        return _LEFT + (log10(whole) - log10(self.small)) / span * (_WIDTH - _LEFT - _RIGHT)

    def y(self, share: float) -> float:
        held = min(max(share, self.low), self.high)
        part = (held - self.low) / (self.high - self.low)
        return _HEIGHT - _BOTTOM - part * (_HEIGHT - _TOP - _BOTTOM)


def funnel(
    *, points: Sequence[FunnelPoint], middle: float, limits: Limits, zs: tuple[float, float],
    axis: str, label: str,
) -> SafeString:  # fmt: skip
    """Return the drawing: sizes in powers of ten to the right, `zs` the inner and outer limits."""
    if not points:
        return SafeString("")
    frame = _framed(points, middle)
    outer, inner = (
        _band(frame, limits, z, name) for z, name in ((zs[1], "outer"), (zs[0], "inner"))
    )
    line = (
        f'<path class="funnel-middle" d="M{_LEFT:.0f} {frame.y(middle):.1f}'
        f'H{_WIDTH - _RIGHT:.0f}"/>'
    )
    return SafeString(
        f'<svg class="funnel" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" '
        f'aria-label="{escape(label)}">{outer}{inner}{_axes(frame, axis)}{line}'
        f"{''.join(_mark(point, frame) for point in points)}</svg>"
    )


def _framed(points: Sequence[FunnelPoint], middle: float) -> _Frame:
    shares = [middle, *(point.share for point in points)]
    low, high = min(shares), max(shares)
    room = max(_LEAST_SPAN, (high - low) * 1.3) / 2
    centre = (low + high) / 2
    low, high = max(0.0, centre - room), min(1.0, centre + room)
    sizes = [point.whole for point in points]
    return _Frame(max(1.0, min(sizes) / 1.4), max(2.0, max(sizes) * 1.4), low, high)


def _band(frame: _Frame, limits: Limits, z: float, name: str) -> str:
    sizes = [
        10 ** (log10(frame.small) + (log10(frame.large) - log10(frame.small)) * n / _STEPS)
        for n in range(_STEPS + 1)
    ]
    told = [(frame.x(size), limits(size, z)) for size in sizes]
    upper = [f"{x:.1f} {frame.y(high):.1f}" for x, (_low, high) in told]
    lower = [f"{x:.1f} {frame.y(low):.1f}" for x, (low, _high) in reversed(told)]
    return f'<path class="funnel-{name}" d="M{" ".join(upper + lower)}Z"/>'


def _axes(frame: _Frame, axis: str) -> str:
    pieces = []
    for n in range(5):
        share = frame.low + (frame.high - frame.low) * n / 4
        pieces.append(
            f'<text class="funnel-word end" x="{_LEFT - 8:.0f}" y="{frame.y(share) + 5:.1f}">'
            f"{share * 100:.1f}%</text>"
        )
    for power in range(8):
        for step in (1, 3):
            size = step * 10**power
            if frame.small <= size <= frame.large:
                pieces.append(
                    f'<path class="funnel-grid" d="M{frame.x(size):.1f} {_TOP}V'
                    f'{_HEIGHT - _BOTTOM:.0f}"/><text class="funnel-word middle" '
                    f'x="{frame.x(size):.1f}" y="{_HEIGHT - _BOTTOM + 18:.0f}">{size:,}</text>'
                )
    pieces.append(
        f'<text class="funnel-word end" x="{_WIDTH - _RIGHT:.0f}" y="{_HEIGHT - 4:.0f}">'
        f"{escape(axis)}</text>"
    )
    return "".join(pieces)


def _mark(point: FunnelPoint, frame: _Frame) -> str:
    x, y = frame.x(max(1, point.whole)), frame.y(point.share)
    shape = SHAPES["active" if point.tone == "quiet" else point.tone]
    left = x > _WIDTH * 0.8
    name = (
        f'<text class="funnel-name{" end" if left else ""}" x="{x - 10 if left else x + 10:.1f}" '
        f'y="{y + 5:.1f}">{escape(point.label)}</text>'
        if point.named
        else ""
    )
    title = f"{point.label} {point.share * 100:.1f}% / {point.whole:,}"
    return (
        f'<path class="funnel-dot {point.tone}" d="{shape}" '
        f'transform="translate({x - 6:.1f} {y - 6:.1f})">'
        f"<title>{escape(title)}</title></path>{name}"
    )
