"""A day of a record beside what its elevator did, and how a firm's visits last; as inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import escape
from django.utils.safestring import SafeString

from hoistway.foundation.periods import SHANGHAI

_WIDTH, _LEFT, _RIGHT = 720.0, 76.0, 12.0
_ROW = 44.0
_DAY_S = 86_400.0

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLane:
    """What one lane counts by the hour; None where nothing was heard in that hour."""

    name: str
    hours: Sequence[float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDrawn:
    """A day: lanes by the hour, when the visit lasted, when nobody heard, instants of photos."""

    midnight: datetime
    lanes: Sequence[DayLane]
    visit: Span | None
    gaps: Sequence[Span]
    photos: Sequence[datetime]
    visit_word: str
    gap_word: str
    photo_word: str
    label: str


def day_strip(*, of: DayDrawn) -> SafeString:
    """Return the drawing of a day from midnight to midnight in Shanghai."""
    below = len(of.lanes) * _ROW
    height = below + 74
    return SafeString(
        f'<svg class="daystrip" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(of.label)}">'
        f"{_span(of.visit, of, below + 22, 'daystrip-visit', of.visit_word)}"
        f"{''.join(_span(gap, of, below + 22, 'daystrip-gap', of.gap_word) for gap in of.gaps)}"
        f"{''.join(_lane(lane, number) for number, lane in enumerate(of.lanes))}"
        f"{_photos(of, below)}{_hours(below + 40)}</svg>"
    )


def _x(share: float) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * min(max(share, 0.0), 1.0)


def _at(instant: datetime, of: DayDrawn) -> float:
    return _x((instant - of.midnight).total_seconds() / _DAY_S)


def _span(span: Span | None, of: DayDrawn, height: float, kind: str, name: str) -> str:
    if span is None:
        return ""
    left, right = _at(span[0], of), _at(span[1], of)
    words = f"{name} {_clock(span[0])}–{_clock(span[1])}"
    return (
        f'<rect class="{kind}" x="{left:.1f}" y="8" width="{max(right - left, 2):.1f}" '
        f'height="{height - 8:.1f}"><title>{escape(words)}</title></rect>'
    )


def _lane(lane: DayLane, number: int) -> str:
    top, floor = number * _ROW + 12, (number + 1) * _ROW + 4
    most = max([value for value in lane.hours if value] or [1.0])
    width = (_WIDTH - _LEFT - _RIGHT) / 24
    word = f'<text class="trend-word end" x="{_LEFT - 8:.0f}" y="{floor - 6:.0f}">'
    drawn = [
        f"{word}{escape(lane.name)}</text>",
        f'<path class="daystrip-floor" d="M{_LEFT:.0f} {floor:.0f}H{_WIDTH - _RIGHT:.0f}"/>',
    ]
    for hour, value in enumerate(lane.hours):
        x = _LEFT + hour * width
        if value is None:
            drawn.append(
                f'<path class="daystrip-none" d="M{x + 2:.1f} {floor - 3:.0f}h{width - 4:.1f}"/>'
            )
        elif value > 0:
            high = max((floor - top) * value / most, 2.0)
            drawn.append(
                f'<rect class="column" x="{x + 2:.1f}" y="{floor - high:.1f}" '
                f'width="{width - 4:.1f}" height="{high:.1f}">'
                f"<title>{hour}:00 {escape(lane.name)} {value:.0f}</title></rect>"
            )
    return "".join(drawn)


def _photos(of: DayDrawn, below: float) -> str:
    y = below + 24
    marks = [
        f'<circle class="daystrip-photo" cx="{_at(at, of):.1f}" cy="{y:.0f}" r="6">'
        f"<title>{escape(of.photo_word)} {_clock(at)}</title></circle>"
        for at in of.photos
    ]
    name = f'<text class="trend-word end" x="{_LEFT - 8:.0f}" y="{y + 5:.0f}">'
    return f"{name}{escape(of.photo_word)}</text>{''.join(marks)}"


def _hours(y: float) -> str:
    return "".join(
        f'<text class="trend-word middle" x="{_x(hour / 24):.1f}" y="{y + 18:.0f}">{hour}</text>'
        for hour in range(0, 25, 4)
    )


def _clock(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%H:%M}"


def lengths(
    *, own: Sequence[int], fleet: Sequence[int], step: int, at: float | None, label: str
) -> SafeString:
    """Return how long a firm's visits last (columns) beside all firms' (line), as shares.

    `at` is the length of the visit that is looked at, in minutes.
    """
    width = (_WIDTH - _LEFT - _RIGHT) / max(len(own), 1)
    shares = [_shares(own), _shares(fleet)]
    top = max([*shares[0], *shares[1], 1e-9])
    floor, high = 150.0, 130.0
    columns = "".join(
        f'<rect class="column" x="{_LEFT + i * width + 1:.1f}" '
        f'y="{floor - high * share / top:.1f}" width="{width - 2:.1f}" '
        f'height="{high * share / top:.1f}"><title>{i * step}–{(i + 1) * step} min '
        f"{share:.0%}</title></rect>"
        for i, share in enumerate(shares[0])
        if share
    )
    points = " ".join(
        f"{_LEFT + (i + 0.5) * width:.1f},{floor - high * share / top:.1f}"
        for i, share in enumerate(shares[1])
    )
    mark = ""
    if at is not None:
        x = _LEFT + min(at / step, len(own)) * width
        mark = f'<path class="daystrip-mark" d="M{x:.1f} 8V{floor:.0f}"/>'
    words = "".join(
        f'<text class="trend-word middle" x="{_LEFT + i * width:.1f}" y="{floor + 20:.0f}">'
        f"{i * step}</text>"
        for i in range(0, len(own) + 1, 6)
    )
    return SafeString(
        f'<svg class="daystrip" viewBox="0 0 {_WIDTH:.0f} {floor + 30:.0f}" role="img" '
        f'aria-label="{escape(label)}">{columns}'
        f'<polyline class="daystrip-fleet" points="{points}"/>{mark}{words}</svg>'
    )


def _shares(counts: Sequence[int]) -> list[float]:
    total = sum(counts)
    return [count / total if total else 0.0 for count in counts]
