"""An indicator over days beside its own past, as inline SVG: band, line, what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString

_WIDTH, _HEIGHT = 360.0, 132.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 12.0, 14.0, 24.0
_BAND = 2.0
"""Spreads on either side of the baseline. Chosen: about 19 days in 20 lie within."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which something was found or done."""

    day: date
    word: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is drawn: values by day (None: not known), the past, marks, words of the scale."""

    first: date
    values: Sequence[float | None]
    baseline: float | None
    spread: float
    marks: Sequence[Mark]
    low: str
    high: str
    label: str


@dataclass(frozen=True, slots=True)
class _Frame:
    low: float
    high: float
    days: int

    def x(self, column: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * column / max(self.days - 1, 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def bounds(
    *, values: Sequence[float | None], baseline: float | None, spread: float
) -> tuple[float, float]:
    """Return the lowest and highest value of the scale.

    Example:
        >>> bounds(values=[2.0, None, 9.0], baseline=4.0, spread=0.5)
        (2.0, 9.0)
    """
    known = [value for value in values if value is not None]
    if baseline is not None:
        known += [max(baseline - 3 * spread, 0.0), baseline + 3 * spread]
    low, high = min(known, default=0.0), max(known, default=1.0)
    return (low, high) if high > low else (low, low + 1.0)


def band(*, of: Drawn) -> SafeString:
    """Return the drawing of one indicator, oldest day first."""
    low, high = bounds(values=of.values, baseline=of.baseline, spread=of.spread)
    frame = _Frame(low, high, len(of.values))
    return SafeString(
        f'<svg class="band" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" '
        f'aria-label="{escape(of.label)}">{_past(of, frame)}{_scale(of, frame)}'
        f"{_marks(of, frame)}{_line(of, frame)}{_dots(of, frame)}</svg>"
    )


def _past(of: Drawn, frame: _Frame) -> str:
    if of.baseline is None:
        return ""
    top = frame.y(min(of.baseline + _BAND * of.spread, frame.high))
    bottom = frame.y(max(of.baseline - _BAND * of.spread, frame.low))
    middle, right = frame.y(of.baseline), _WIDTH - _RIGHT
    return (
        f'<rect class="band-past" x="{_LEFT:.0f}" y="{top:.1f}" width="{right - _LEFT:.0f}" '
        f'height="{max(bottom - top, 2):.1f}"/>'
        f'<path class="band-middle" d="M{_LEFT:.0f} {middle:.1f}H{right:.0f}"/>'
    )


def _scale(of: Drawn, frame: _Frame) -> str:
    last = of.first.toordinal() + len(of.values) - 1
    ends = ((of.first, _LEFT, ""), (date.fromordinal(last), _WIDTH - _RIGHT, " end"))
    days = "".join(
        f'<text class="trend-word{side}" x="{x:.0f}" y="{_HEIGHT - 6:.0f}">'
        f"{day.month}/{day.day}</text>"
        for day, x, side in ends
    )
    heights = "".join(
        f'<text class="trend-word end" x="{_LEFT - 6:.0f}" y="{frame.y(value) + 5:.1f}">'
        f"{escape(word)}</text>"
        for value, word in ((frame.low, of.low), (frame.high, of.high))
    )
    return days + heights


def _marks(of: Drawn, frame: _Frame) -> str:
    drawn = []
    for mark in of.marks:
        column = (mark.day - of.first).days
        if 0 <= column <= len(of.values):
            x = frame.x(min(column, len(of.values) - 1))
            drawn.append(
                f'<path class="band-mark {escape(mark.tone)}" '
                f'd="M{x:.1f} {_TOP:.0f}V{_HEIGHT - _BOTTOM:.0f}">'
                f"<title>{escape(mark.word)}</title></path>"
            )
    return "".join(drawn)


def _line(of: Drawn, frame: _Frame) -> str:
    """Return the line; where days are not known it breaks."""
    pieces, open_piece = [], False
    for column, value in enumerate(of.values):
        if value is None:
            open_piece = False
            continue
        pieces.append(f"{'L' if open_piece else 'M'}{frame.x(column):.1f} {frame.y(value):.1f}")
        open_piece = True
    return f'<path class="spark-line" d="{"".join(pieces)}"/>' if pieces else ""


def _dots(of: Drawn, frame: _Frame) -> str:
    if of.baseline is None:
        return ""
    high = of.baseline + _BAND * of.spread
    return "".join(
        f'<circle class="band-out" cx="{frame.x(column):.1f}" cy="{frame.y(value):.1f}" r="3"/>'
        for column, value in enumerate(of.values)
        if value is not None and value > high
    )
