"""How long a key lives, when its people are told, and how it stands on a day."""

from datetime import datetime, timedelta

from hoistway.programs.vocabulary import KeyState

TERMS_DAYS = (90, 180, 365)
"""Days for which a key is opened on the pages. Chosen: a quarter, half a year, a year; a secret
that nobody renews is a secret that nobody knows."""

WARN_DAYS = (30, 7, 1)
"""Days before the end on which people are told. Chosen: as for certificates and policies."""

OVERLAPS_HOURS = (24, 168, 0)
"""Hours for which the previous secret stays good, as the pages offer them. Chosen: a day, so that
a firm's people change it in working hours; a week for many machines; none when it leaked."""

MOST_OVERLAP_HOURS = max(OVERLAPS_HOURS)
"""Chosen: a week; longer, and a leaked secret is not really changed."""

TOKEN_S = 3600
"""Seconds of a token. Source: RFC 6749 4.2.2 names 3600 as its example; issue: one hour."""


def state_of(
    *, expires_at: datetime | None, revoked_at: datetime | None, answered_for: bool, now: datetime
) -> KeyState:
    """Return how a key stands at an instant.

    `answered_for`: somebody who holds a role today answers for it, or nobody ever needed to.
    """
    if revoked_at is not None and revoked_at <= now:
        return KeyState.REVOKED
    if expires_at is not None and expires_at <= now:
        return KeyState.EXPIRED
    if not answered_for:
        return KeyState.ORPHANED
    if expires_at is not None and expires_at - now <= timedelta(days=max(WARN_DAYS)):
        return KeyState.ENDING
    return KeyState.VALID


def moment_of(*, expires_at: datetime, now: datetime) -> int | None:
    """Return which warning is due: the days it says, None before the first and after the end.

    Example:
        >>> from datetime import UTC
        >>> end = datetime(2026, 12, 31, tzinfo=UTC)
        >>> [moment_of(expires_at=end, now=end - timedelta(days=n)) for n in (31, 30, 8, 7, 1, 0)]
        [None, 30, 30, 7, 1, None]
    """
    left = expires_at - now
    if left <= timedelta(0):
        return None
    due = [days for days in WARN_DAYS if left <= timedelta(days=days)]
    return min(due, default=None)
