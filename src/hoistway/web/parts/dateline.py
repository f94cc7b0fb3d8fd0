"""The days of an elevator's life on one line; the day that cannot be is seen at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString

from hoistway.web.parts.lettering import shortened, stands_left
from hoistway.web.parts.tones import SHAPES, Tone

_WIDTH = 380.0
_EDGE = 16.0
_ROW = 26.0
_AXIS_ROOM = 34.0
_EARLIEST = date(1900, 1, 1)
"""Chosen: no elevator of the city is older; earlier days stand at the edge."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One day with its word and tone; `strong` is the day in question."""

    day: date
    label: str
    tone: Tone = "quiet"
    strong: bool = False


def dateline(*, moments: Sequence[Moment], today: date, label: str) -> SafeString:
    """Return the line of days, each with its word in a row of its own, earliest first.

    Days before 1900 and more than thirty years ahead stand at the edges of the line.
    """
    if not moments:
        return SafeString("")
    first, last = _bounds(moments, today)
    rows = sorted(moments, key=lambda moment: (moment.day, moment.label))
    height = _AXIS_ROOM + len(rows) * _ROW + 6
    body = "".join(_row(moment, number, first, last) for number, moment in enumerate(rows))
    return SafeString(
        f'<svg class="days" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(label)}">{_axis(first, last, today, height)}{body}</svg>'
    )


def _bounds(moments: Sequence[Moment], today: date) -> tuple[date, date]:
    latest = today.replace(year=today.year + 30, day=1)
    sane = [m.day for m in moments if _EARLIEST <= m.day <= latest] + [today]
    first, last = min(sane), max(sane)
    room = max(1, (last - first).days // 8 // 365)
    return date(first.year - room, 1, 1), date(last.year + room, 12, 31)


def _x(day: date, first: date, last: date) -> float:
    share = (day - first).days / max(1, (last - first).days)
    return _EDGE + min(1.0, max(0.0, share)) * (_WIDTH - 2 * _EDGE)


def _axis(first: date, last: date, today: date, height: float) -> str:
    years = last.year - first.year
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if years / s <= 7)
    start = -(-first.year // step) * step
    pieces = [f'<path class="days-line" d="M{_EDGE} 24H{_WIDTH - _EDGE}"/>']
    for year in range(start, last.year + 1, step):
        x = _x(date(year, 1, 1), first, last)
        pieces.append(
            f'<path class="days-tick" d="M{x:.1f} 20V{height:.0f}"/>'
            f'<text class="days-year" x="{x:.1f}" y="14">{year}</text>'
        )
    here = _x(today, first, last)
    pieces.append(f'<path class="days-today" d="M{here:.1f} 18V{height:.0f}"/>')
    return "".join(pieces)


def _row(moment: Moment, number: int, first: date, last: date) -> str:
    x, y = _x(moment.day, first, last), _AXIS_ROOM + number * _ROW + 12
    strong = " strong" if moment.strong else ""
    beyond = "←" if moment.day < first else "→" if moment.day > last else ""
    text = f"{beyond} {moment.day.isoformat()} {moment.label}".strip()
    left = stands_left(x=x, text=text, width=_WIDTH)
    text = shortened(text, room=(x if left else _WIDTH - x) - 15)
    side = ' class="days-word end' if left else ' class="days-word'
    at = x - 13 if left else x + 13
    return (
        f'<path class="days-mark {moment.tone}" d="{SHAPES[moment.tone]}" '
        f'transform="translate({x - 7:.1f} {y - 7:.1f}) scale(1.17)"/>'
        f'<text{side}{strong}" x="{at:.1f}" y="{y + 5:.1f}">{escape(text)}</text>'
    )
