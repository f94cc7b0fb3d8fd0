"""Time in Shanghai and stretches of time; all stored instants are UTC."""

from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has had one zone without daylight saving since 1991; a fixed offset needs no zone data."""


def local_day(*, at: datetime) -> date:
    """Return the calendar day in Shanghai of an aware instant.

    Example:
        >>> from datetime import UTC
        >>> local_day(at=datetime(2026, 11, 22, 16, 30, tzinfo=UTC))
        datetime.date(2026, 11, 23)
    """
    return at.astimezone(SHANGHAI).date()


def seconds_between(*, start: datetime | None, end: datetime | None) -> float | None:
    """Return the seconds from one instant to another, or None while one of them is missing."""
    if start is None or end is None:
        return None
    return (end - start).total_seconds()
