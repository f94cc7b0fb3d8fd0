"""Days as bars on one line of time: who answers when, who claims to, and when nobody does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Literal

from django.utils.safestring import SafeString

from hoistway.web.parts.lettering import shortened

Look = Literal["held", "claimed", "past", "nobody"]

_WIDTH = 380.0
_EDGE = 14.0
_MARGIN = 30.0
_ROW = 60.0
_TOP = 30.0
_BAR = 14.0
_AHEAD = timedelta(days=120)
"""Room after today where nothing ends later. Chosen: an open end must show its length."""

_MOST_YEARS = 12
"""Years before today that are drawn. Chosen: three contracts; earlier days begin at the edge."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """Days from `first` up to, not including, `until` (None: until further notice).

    The label stands above the bar, the note below it.
    """

    first: date
    until: date | None
    label: str
    look: Look
    note: str = ""


def tenure_bars(*, rows: Sequence[Tenure], today: date, label: str) -> SafeString:
    """Return the bars, each under its words, in the given order; today is a dashed line."""
    if not rows:
        return SafeString("")
    first, last = _bounds(rows, today)
    height = _TOP + len(rows) * _ROW + 4
    body = "".join(_row(row, number, first, last) for number, row in enumerate(rows))
    return SafeString(
        f'<svg class="tenure" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(label)}">{_HATCH}{_axis(first, last, today, height)}{body}</svg>'
    )


_HATCH = (
    '<defs><pattern id="tenure-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="tenure-hatch" d="M0 3H6"/></pattern></defs>'
)


def _bounds(rows: Sequence[Tenure], today: date) -> tuple[date, date]:
    earliest = today.replace(year=today.year - _MOST_YEARS, day=1)
    latest = today.replace(year=today.year + _MOST_YEARS, day=1)
    days = [today, *(row.first for row in rows), *(row.until for row in rows if row.until)]
    sane = [min(max(day, earliest), latest) for day in days]
    last = max(*sane, today + _AHEAD)
    first = min(sane)
    room = max(10, (last - first).days // 20)
    return first - timedelta(days=room), last + timedelta(days=room)


def _x(day: date, first: date, last: date) -> float:
    share = (day - first).days / max(1, (last - first).days)
    return _EDGE + min(1.0, max(0.0, share)) * (_WIDTH - 2 * _EDGE)


def _axis(first: date, last: date, today: date, height: float) -> str:
    pieces = [f'<path class="days-line" d="M{_EDGE} 22H{_WIDTH - _EDGE}"/>']
    for tick, text in _ticks(first, last):
        x = _x(tick, first, last)
        pieces.append(f'<path class="days-tick" d="M{x:.1f} 18V{height:.0f}"/>')
        if _MARGIN <= x <= _WIDTH - _MARGIN:
            pieces.append(f'<text class="days-year" x="{x:.1f}" y="13">{text}</text>')
    here = _x(today, first, last)
    pieces.append(f'<path class="days-today" d="M{here:.1f} 16V{height:.0f}"/>')
    return "".join(pieces)


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """Return the beginnings of years, or of quarters where fewer than two years are drawn."""
    if (last - first).days > 730:
        years = last.year - first.year
        step = next(s for s in (1, 2, 5, 10) if years / s <= 7)
        found = range(first.year + 1, last.year + 1)
        return [(date(year, 1, 1), str(year)) for year in found if year % step == 0]
    found_months = [
        date(year, month, 1) for year in range(first.year, last.year + 1) for month in (1, 4, 7, 10)
    ]
    return [(day, f"{day:%Y-%m}") for day in found_months if first <= day <= last]


def _row(row: Tenure, number: int, first: date, last: date) -> str:
    y = _TOP + number * _ROW
    left = _x(row.first, first, last)
    right = _x(row.until, first, last) if row.until else _WIDTH - _EDGE
    width = max(3.0, right - left)
    text = shortened(row.label, room=_WIDTH - 2 * _EDGE)
    note = shortened(row.note, room=_WIDTH - 2 * _EDGE)
    onward = "" if row.until else _arrow(right, y + 22 + _BAR / 2)
    return (
        f'<text class="days-word" x="{_EDGE}" y="{y + 16:.1f}">{escape(text)}</text>'
        f'<rect class="tenure-bar {row.look}" x="{left:.1f}" y="{y + 22:.1f}" '
        f'width="{width:.1f}" height="{_BAR:.0f}" rx="3"/>{onward}'
        f'<text class="tenure-note" x="{_EDGE}" y="{y + 51:.1f}">{escape(note)}</text>'
    )


def _arrow(x: float, y: float) -> str:
    return f'<path class="tenure-on" d="M{x:.1f} {y - 7:.1f}l9 7l-9 7z"/>'
