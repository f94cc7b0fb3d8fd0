"""Instants, spans and distances in words, in Chinese or English; pure functions."""

from datetime import datetime, timedelta

from hoistway.foundation.periods import SHANGHAI

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTE_S, _HOUR_S, _DAY_S = 60, 3_600, 86_400
_KILOMETRE_M = 1_000
_COARSE_M = 100  # Chosen: a phone's place is no better than ten metres, so we say no more.


def clock_words(at: datetime, *, english: bool) -> str:
    """Return the instant in Shanghai to the minute.

    Example:
        >>> from datetime import UTC
        >>> clock_words(datetime(2026, 11, 22, 6, 2, tzinfo=UTC), english=False)
        '11月22日 14:02'
    """
    there = at.astimezone(SHANGHAI)
    if english:
        return f"{there.day} {_MONTHS[there.month - 1]} {there:%H:%M}"
    return f"{there.month}月{there.day}日 {there:%H:%M}"


def day_words(at: datetime, *, english: bool) -> str:
    """Return the day in Shanghai with its year: `2026年11月22日` or `22 Nov 2026`."""
    there = at.astimezone(SHANGHAI)
    if english:
        return f"{there.day} {_MONTHS[there.month - 1]} {there.year}"
    return f"{there.year}年{there.month}月{there.day}日"


def second_words(at: datetime) -> str:
    """Return the time of day in Shanghai to the second."""
    return f"{at.astimezone(SHANGHAI):%H:%M:%S}"


def duration_words(seconds: float, *, english: bool) -> str:
    """Return a span in at most two units.

    Example:
        >>> duration_words(200, english=True), duration_words(7_260, english=False)
        ('3 min 20 s', '2小时1分')
    """
    whole = round(abs(seconds))
    names = (" d", " h", " min", " s") if english else ("天", "小时", "分", "秒")
    sizes = (_DAY_S, _HOUR_S, _MINUTE_S, 1)
    pieces: list[str] = []
    for size, name in zip(sizes, names, strict=True):
        count, whole = divmod(whole, size)
        if count:
            pieces.append(f"{count}{name}")
        elif pieces:
            break
    return (" " if english else "").join(pieces[:2]) or f"0{names[-1]}"


def metre_words(metres: float, *, english: bool) -> str:
    """Return a distance: tens of metres below a kilometre, else kilometres to one place.

    Example:
        >>> metre_words(843, english=False), metre_words(1_240, english=True)
        ('840 米', '1.2 km')
    """
    if metres < _KILOMETRE_M - 5:
        shown = round(metres, -1) if metres >= _COARSE_M else round(metres)
        return f"{shown:.0f} {'m' if english else '米'}"
    return f"{metres / _KILOMETRE_M:.1f} {'km' if english else '公里'}"


def counter_words(span: timedelta) -> str:
    """Return the face of a timer, `mm:ss` or `h:mm:ss`, as the browser goes on counting it."""
    minutes, seconds = divmod(abs(int(span.total_seconds())), _MINUTE_S)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def ago_words(at: datetime, *, now: datetime, english: bool) -> str:
    """Return how long ago the instant was, in its largest unit."""
    seconds = max(0.0, (now - at).total_seconds())
    if seconds < _MINUTE_S:
        return "just now" if english else "刚刚"
    unit = next(size for size in (_DAY_S, _HOUR_S, _MINUTE_S) if seconds >= size)
    span = duration_words(seconds // unit * unit, english=english)
    return f"{span} ago" if english else f"{span}前"
