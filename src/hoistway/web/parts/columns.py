"""Days side by side: a strip of shares, and columns of counts, as inline SVG."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString

_WIDTH = 360.0
_STRIP, _COLUMNS = 26.0, 96.0
_WORDS = 18.0

Day = tuple[str, float | None, str]
"""What the day is called, its value (None: nothing known), and the words for pointing at it."""


def strip(*, days: Sequence[Day], label: str, steady: float) -> SafeString:
    """Return one cell a day: as high as its share, steady, poor, silent or unknown.

    Example:
        >>> "strip-none" in strip(days=[("1", None, "1")], label="on line", steady=0.95)
        True
    """
    width = _WIDTH / max(1, len(days))
    cells = []
    for at, (_name, share, words) in enumerate(days):
        if share is None:
            tone, high = "none", _STRIP
        else:
            tone = "good" if share >= steady else "half" if share > 0 else "bad"
            high = _STRIP if share == 0 else max(3.0, _STRIP * share)
        cells.append(
            f'<rect class="strip-{tone}" x="{at * width + 0.75:.2f}" y="{_STRIP - high:.2f}" '
            f'width="{max(1.0, width - 1.5):.2f}" height="{high:.2f}"><title>{escape(words)}'
            "</title></rect>"
        )
    return _drawing("strip", _STRIP, "".join(cells) + _ends(days, _STRIP), label)


def columns(*, days: Sequence[Day], label: str) -> SafeString:
    """Return one column a day, the highest as high as the drawing; its value stands above."""
    width = _WIDTH / max(1, len(days))
    top = max((value for _name, value, _words in days if value), default=0.0)
    floor = 14.0 + _COLUMNS
    drawn = []
    for at, (_name, value, words) in enumerate(days):
        if value is None:
            drawn.append(
                f'<path class="column-none" d="M{at * width + 1:.2f} {floor:.2f}'
                f'h{max(1.0, width - 2):.2f}"/>'
            )
            continue
        high = _COLUMNS * value / top if top else 0.0
        drawn.append(
            f'<rect class="column" x="{at * width + 1:.2f}" y="{floor - high:.2f}" '
            f'width="{max(1.0, width - 2):.2f}" height="{max(high, 0.8):.2f}">'
            f"<title>{escape(words)}</title></rect>"
        )
    if top:
        most = next(at for at, day in enumerate(days) if day[1] == top)
        side = " end" if most > len(days) / 2 else ""
        edge = most * width + (width if side else 0)
        drawn.append(f'<text class="trend-word{side}" x="{edge:.1f}" y="11">{top:,.0f}</text>')
    return _drawing("columns", floor, "".join(drawn) + _ends(days, floor), label)


def _ends(days: Sequence[Day], height: float) -> str:
    if not days:
        return ""
    y = height + 14
    return (
        f'<text class="trend-word" x="0" y="{y:.0f}">{escape(days[0][0])}</text>'
        f'<text class="trend-word end" x="{_WIDTH:.0f}" y="{y:.0f}">{escape(days[-1][0])}</text>'
    )


def _drawing(kind: str, height: float, inside: str, label: str) -> SafeString:
    return SafeString(
        f'<svg class="{kind}" viewBox="0 0 {_WIDTH:.0f} {height + _WORDS:.0f}" role="img" '
        f'aria-label="{escape(label)}">{inside}</svg>'
    )
