"""Numbers of different sources on one line, with the span in which the truth must lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log10

from django.utils.safestring import SafeString

from hoistway.web.parts.lettering import shortened, stands_left
from hoistway.web.parts.tones import SHAPES, Tone

_WIDTH = 380.0
_EDGE = 20.0
_ROW = 26.0
_TOP = 36.0
_LOG_FROM = 20.0
"""From this ratio on the line counts in powers of ten. Chosen: below it equal steps read better."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One number with its word and tone."""

    value: float
    label: str
    tone: Tone = "quiet"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    low: float
    high: float
    logarithmic: bool

    def x(self, value: float) -> float:
        if self.logarithmic:
            value = max(value, self.low)
            share = (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = (value - self.low) / (self.high - self.low)
        return _EDGE + min(1.0, max(0.0, share)) * (_WIDTH - 2 * _EDGE)


def scale(
    *, readings: Sequence[Reading], span: tuple[float, float] | None, unit: str, label: str
) -> SafeString:
    """Return the line with a mark and a row for each number; `span` is drawn as a band."""
    if not readings:
        return SafeString("")
    line = _line([r.value for r in readings] + list(span or ()))
    rows = sorted(readings, key=lambda reading: (reading.value, reading.label))
    height = _TOP + len(rows) * _ROW + 6
    band = ""
    if span:
        left, right = line.x(span[0]), line.x(span[1])
        band = (
            f'<rect class="scale-band" x="{left:.1f}" y="22" width="{max(2.0, right - left):.1f}" '
            f'height="{height - 22:.0f}"/>'
        )
    body = "".join(_row(reading, number, line, unit) for number, reading in enumerate(rows))
    return SafeString(
        f'<svg class="days" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(label)}">{band}{_axis(line, height)}{body}</svg>'
    )


def _line(values: Sequence[float]) -> _Line:
    low, high = min(values), max(values)
    if low > 0 and high / low >= _LOG_FROM:
        return _Line(low / 1.6, high * 1.6, logarithmic=True)
    room = max((high - low) * 0.15, abs(high) * 0.05, 0.5)
    return _Line(max(0.0, low - room) if low >= 0 else low - room, high + room, logarithmic=False)


def _ticks(line: _Line) -> list[float]:
    if line.logarithmic:
        powers = [10.0**n for n in range(-3, 9)]
        return [value for value in powers if line.low <= value <= line.high]
    span = line.high - line.low
    step = next(s * 10.0**n for n in range(-3, 9) for s in (1, 2, 5) if span / (s * 10.0**n) <= 6)
    first = -(-line.low // step)
    return [round((first + n) * step, 6) for n in range(8) if (first + n) * step <= line.high]


def _axis(line: _Line, height: float) -> str:
    pieces = [f'<path class="days-line" d="M{_EDGE} 24H{_WIDTH - _EDGE}"/>']
    for value in _ticks(line):
        x = line.x(value)
        pieces.append(
            f'<path class="days-tick" d="M{x:.1f} 20V{height:.0f}"/>'
            f'<text class="days-year" x="{x:.1f}" y="14">{value:g}</text>'
        )
    return "".join(pieces)


def _row(reading: Reading, number: int, line: _Line, unit: str) -> str:
    x, y = line.x(reading.value), _TOP + number * _ROW + 12
    text = f"{reading.value:g} {unit} {reading.label}".replace("  ", " ").strip()
    left = stands_left(x=x, text=text, width=_WIDTH)
    text = shortened(text, room=(x if left else _WIDTH - x) - 15)
    kind = "days-word" + (" end" if left else "") + (" strong" if reading.strong else "")
    return (
        f'<path class="days-mark {reading.tone}" d="{SHAPES[reading.tone]}" '
        f'transform="translate({x - 7:.1f} {y - 7:.1f}) scale(1.17)"/>'
        f'<text class="{kind}" x="{x - 13 if left else x + 13:.1f}" y="{y + 5:.1f}">'
        f"{escape(text)}</text>"
    )
