"""A score over days as a line between named heights, as inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString

_WIDTH, _HEIGHT = 360.0, 150.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 44.0, 12.0, 24.0
_LEAST_SPAN = 10.0
"""Points that the drawing spans at least. Chosen: a tremble of one point is no mountain."""


@dataclass(frozen=True, slots=True)
class DayPoint:
    """The score of one day."""

    day: date
    points: float


@dataclass(frozen=True, slots=True)
class _Frame:
    first: date
    days: int
    low: float
    high: float

    def place(self, point: DayPoint) -> tuple[float, float]:
        share = (point.day - self.first).days / max(1, self.days)
        height = (point.points - self.low) / (self.high - self.low)
        x = _LEFT + share * (_WIDTH - _LEFT - _RIGHT)
        return x, _HEIGHT - _BOTTOM - height * (_HEIGHT - _TOP - _BOTTOM)


def trend(*, points: Sequence[DayPoint], label: str) -> SafeString:
    """Return the line of a score, oldest day first; its last value stands at its end."""
    if not points:
        return SafeString("")
    frame = _framed(points)
    spots = [frame.place(point) for point in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    x, y = spots[-1]
    end = (
        f'<circle class="spark-end" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        f'<text class="trend-now" x="{x + 8:.1f}" y="{y + 5:.1f}">{points[-1].points:.0f}</text>'
    )
    return SafeString(
        f'<svg class="trend" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" '
        f'aria-label="{escape(label)}">{_grid(frame)}{_days(points, frame)}'
        f'<polyline class="spark-line" points="{line}"/>{end}</svg>'
    )


def _framed(points: Sequence[DayPoint]) -> _Frame:
    low, high = min(p.points for p in points), max(p.points for p in points)
    middle, half = (low + high) / 2, max(_LEAST_SPAN, high - low) / 2
    bottom = max(0.0, min(100.0 - 2 * half, middle - half))
    low_line = int(bottom // 5) * 5.0
    high_line = min(100.0, -int(-(bottom + 2 * half) // 5) * 5.0)
    first, last = points[0].day, points[-1].day
    return _Frame(first, (last - first).days, low_line, max(high_line, low_line + 5))


def _grid(frame: _Frame) -> str:
    pieces = []
    span = frame.high - frame.low
    step = 5.0 if span <= 20 else 10.0 if span <= 50 else 25.0
    height = frame.low
    while height <= frame.high:
        _x, y = frame.place(DayPoint(frame.first, height))
        pieces.append(
            f'<path class="trend-grid" d="M{_LEFT:.0f} {y:.1f}H{_WIDTH - _RIGHT:.0f}"/>'
            f'<text class="trend-word end" x="{_LEFT - 6:.0f}" y="{y + 5:.1f}">{height:.0f}</text>'
        )
        height += step
    return "".join(pieces)


def _days(points: Sequence[DayPoint], frame: _Frame) -> str:
    named = [(points[0].day, "")] if frame.days < 1 else [
        (points[0].day, ""), (points[-1].day, " end")
    ]  # fmt: skip
    return "".join(
        f'<text class="trend-word{side}" x="{frame.place(DayPoint(day, frame.low))[0]:.1f}" '
        f'y="{_HEIGHT - 6:.0f}">{day.month}/{day.day}</text>'
        for day, side in named
    )
