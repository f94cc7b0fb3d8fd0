"""Ratios with their intervals beside a line of «no difference», as inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log

from django.utils.safestring import SafeString, mark_safe

_WIDTH, _ROW, _LEFT, _RIGHT, _TOP, _BOTTOM = 520.0, 34.0, 8.0, 8.0, 8.0, 26.0
_LOW, _HIGH = 0.25, 4.0
"""The drawn range. Chosen: a quarter to four times; what lies beyond ends in an arrow."""

_MARKS = (0.25, 0.5, 1.0, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One ratio; without one only its name stands there."""

    label: str
    value: float | None
    low: float
    high: float
    tone: str


def forest(*, rows: Sequence[ForestRow], label: str) -> SafeString:
    """Return the drawing; `label` says in words what it shows."""
    height = _TOP + _ROW * len(rows) + _BOTTOM
    parts = [
        f'<svg class="forest" role="img" viewBox="0 0 {_WIDTH:.0f} {height:.0f}"',
        f' aria-label="{escape(label)}">',
    ]
    for mark in _MARKS:
        x, end = _at(mark), height - _BOTTOM
        name = "even" if mark == 1.0 else "rule"
        parts.append(f'<line class="{name}" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{end:.1f}"/>')
        anchor = "start" if mark == _MARKS[0] else "end" if mark == _MARKS[-1] else "middle"
        place = f'x="{x:.1f}" y="{end + 16:.1f}" text-anchor="{anchor}"'
        parts.append(f'<text class="mark" {place}>{mark:g}</text>')
    for n, row in enumerate(rows):
        parts += _row(row, _TOP + _ROW * n + _ROW / 2)
    return mark_safe("".join(parts) + "</svg>")  # noqa: S308 -- figures and escaped words only


def _row(row: ForestRow, y: float) -> list[str]:
    words = f'<text class="label" x="{_LEFT}" y="{y - 6:.1f}">{escape(row.label)}</text>'
    if row.value is None:
        return [words]
    low, high, middle = _at(row.low), _at(row.high), _at(row.value)
    return [
        words,
        f'<line class="span {row.tone}" x1="{low:.1f}" y1="{y + 6:.1f}"',
        f' x2="{high:.1f}" y2="{y + 6:.1f}"/>',
        f'<circle class="dot {row.tone}" cx="{middle:.1f}" cy="{y + 6:.1f}" r="4.5"/>',
    ]


def _at(value: float) -> float:
    held = min(max(value, _LOW), _HIGH)
    share = (log(held) - log(_LOW)) / (log(_HIGH) - log(_LOW))
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)
