"""A plan's year as inline SVG: its visits, the months of one item, the limits of its interval."""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString

from hoistway.yearplans.queries import YearVisit

_WIDTH, _LEFT, _TALL, _BASE = 960, 8, 96, 132
_INNER = _WIDTH - 2 * _LEFT


def year_drawing(
    *, visits: Sequence[YearVisit], months: Sequence[date], first: date, last: date, label: str
) -> SafeString:
    """Return the year: one stroke per visit, as tall as it has items; months beneath."""
    days = max((last - first).days, 1)
    most = max((len(one.items) for one in visits), default=1)

    def x(day: date) -> float:
        return _LEFT + _INNER * min(max((day - first).days / days, 0), 1)

    grid = "".join(
        f'<line class="year-grid" x1="{x(month):.1f}" x2="{x(month):.1f}" y1="20" y2="{_BASE}"/>'
        f'<text class="year-month" x="{x(month) + 4:.1f}" y="{_BASE + 20}">'
        f"{month:%m}</text>"
        for month in months if first <= month <= last
    )  # fmt: skip
    strokes = "".join(
        f'<rect class="year-visit" x="{x(one.on) - 4:.1f}" width="8" rx="2" '
        f'y="{_BASE - _height(one, most):.1f}" height="{_height(one, most):.1f}">'
        f"<title>{one.on:%Y-%m-%d} · {len(one.items)}</title></rect>"
        f'<text class="year-count" x="{x(one.on):.1f}" y="{_BASE - _height(one, most) - 5:.1f}">'
        f"{len(one.items)}</text>"
        for one in visits
    )
    bed = f'<line class="year-base" x1="{_LEFT}" x2="{_WIDTH - _LEFT}" y1="{_BASE}" y2="{_BASE}"/>'
    return SafeString(
        f'<svg class="year" viewBox="0 0 {_WIDTH} {_BASE + 28}" role="img" '
        f'aria-label="{escape(label)}">{grid}{strokes}{bed}</svg>'
    )


def _height(visit: YearVisit, most: int) -> float:
    return max(6.0, _TALL * len(visit.items) / most)


def months_drawing(*, marked: Collection[int], count: int) -> SafeString:
    """Return a strip of months; the marked ones are those in which an item is checked on site."""
    cells = "".join(
        f'<rect class="{"strip-on" if place in marked else "strip-off"}" x="{place * 10 + 1}" '
        'y="1" width="8" height="10" rx="1.5"/>'
        for place in range(count)
    )
    return SafeString(
        f'<svg class="strip" viewBox="0 0 {count * 10} 12" aria-hidden="true">{cells}</svg>'
    )


def limit_drawing(*, days: int, most: int, decided: bool) -> SafeString:
    """Return how far one limit lets the visits be apart, against the longest there may be."""
    width = 100 * min(days, most) / most
    name = "limit-decided" if decided else "limit"
    return SafeString(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="bar-bed" width="100" height="10"/>'
        f'<rect class="{name}" width="{width:.1f}" height="10"/></svg>'
    )
