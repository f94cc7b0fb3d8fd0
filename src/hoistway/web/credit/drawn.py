"""How the totals of a round are spread, as inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 400.0, 170.0, 6.0, 26.0, 18.0
_STEP = 5
_BINS = 21


@dataclass(frozen=True, slots=True)
class Spread:
    """The totals of a round, and where its grades begin: (least points, grade)."""

    totals: Sequence[float]
    bands: Sequence[tuple[float, str]]
    mine: float | None = None


def spread_of(*, spread: Spread, label: str, words: str) -> SafeString:
    """Return columns of five points each with the grades' edges; `words` says one column.

    Totals below 0 stand in the first column, those from 100 on in the last.
    """
    counts = [0] * _BINS
    for total in spread.totals:
        counts[min(_BINS - 1, max(0, int(total // _STEP)))] += 1
    most = max([*counts, 1])
    width = (_WIDTH - 2 * _LEFT) / _BINS
    floor = _HEIGHT - _BOTTOM
    columns = []
    for at, count in enumerate(counts):
        high = (floor - _TOP) * count / most
        said = words % {"low": at * _STEP, "high": at * _STEP + _STEP, "count": count}
        columns.append(
            f'<rect class="column" x="{_LEFT + at * width + 1:.1f}" y="{floor - high:.1f}" '
            f'width="{width - 2:.1f}" height="{high:.1f}"><title>{escape(said)}</title></rect>'
        )
    drawn = "".join(columns) + _edges(spread, width, floor) + _mine(spread, width, floor)
    return SafeString(
        f'<svg class="spread" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" '
        f'aria-label="{escape(label)}">{drawn}</svg>'
    )


def _place(points: float, width: float) -> float:
    return _LEFT + min(_BINS, max(0.0, points / _STEP)) * width


def _edges(spread: Spread, width: float, floor: float) -> str:
    pieces = [f'<path class="spread-floor" d="M{_LEFT} {floor:.1f}H{_WIDTH - _LEFT}"/>']
    for least, grade in spread.bands:
        x = _place(least, width)
        pieces.append(
            f'<path class="spread-edge" d="M{x:.1f} {_TOP - 6:.1f}V{floor + 4:.1f}"/>'
            f'<text class="spread-word" x="{x + 4:.1f}" y="{_TOP - 6:.1f}">{escape(grade)}</text>'
            f'<text class="spread-word" x="{x + 2:.1f}" y="{_HEIGHT - 8:.1f}">{least:.0f}</text>'
        )
    return "".join(pieces)


def _mine(spread: Spread, width: float, floor: float) -> str:
    if spread.mine is None:
        return ""
    x = _place(spread.mine, width)
    return f'<circle class="spread-mine" cx="{x:.1f}" cy="{floor:.1f}" r="5"/>'
