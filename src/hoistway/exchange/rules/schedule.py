"""When a passage is sent again, when a partner counts as silent, and what is drawn tonight."""

from datetime import date, datetime, timedelta

from hoistway.exchange.vocabulary import Rhythm

PAUSES_S = (30, 120, 600, 1800, 3600)
"""Pause before each attempt after the first, in seconds; the last holds for all that follow.

Chosen: an order of 110 is tried thrice within ten minutes; after that each hour, without an end:
what is sent is owed until there is a receipt."""

RECEIPT_WITHIN = timedelta(hours=2)
"""Chosen: who confirms later does so after a load of its own; longer means that it was lost."""

SILENT_AFTER = timedelta(hours=6)
"""Chosen: a passage of the night that is not receipted by breakfast is told to the city."""

URGENT_AFTER = timedelta(minutes=10)
"""Chosen: a rescue that 110 does not hear of for ten minutes is told at once."""

WHOLE_DAYS = 30
"""Days for which bodies are kept for replays. Chosen: a month in which a partner finds a loss."""


def next_attempt(*, attempts: int, now: datetime) -> datetime:
    """Return when a passage is tried again after so many attempts.

    Example:
        >>> from datetime import UTC
        >>> next_attempt(attempts=1, now=datetime(2026, 1, 1, tzinfo=UTC)).isoformat()
        '2026-01-01T00:00:30+00:00'
    """
    pause = PAUSES_S[min(attempts, len(PAUSES_S)) - 1]
    return now + timedelta(seconds=pause)


def is_silent(*, drawn_at: datetime, rhythm: Rhythm, now: datetime) -> bool:
    """Return whether a passage has waited so long for its receipt that people are told."""
    return now - drawn_at >= (URGENT_AFTER if rhythm is Rhythm.AT_ONCE else SILENT_AFTER)


def is_due(*, rhythm: Rhythm, day: date) -> bool:
    """Return whether something is drawn in the night to a day.

    What goes at once is looked over each night too, so that nothing is missed.

    Example:
        >>> [is_due(rhythm=Rhythm.WEEKLY, day=date(2026, 11, one)) for one in (22, 23)]
        [False, True]
    """
    if rhythm is Rhythm.WEEKLY:
        return day.weekday() == 0
    if rhythm is Rhythm.MONTHLY:
        return day.day == 1
    return rhythm in (Rhythm.NIGHTLY, Rhythm.AT_ONCE)
