"""When a delivery that failed is tried again, and when nobody tries any more."""

from datetime import datetime, timedelta
from hashlib import sha256

from hoistway.changes.rules.policy import ChangePolicy

GONE = 410
"""Source: Standard Webhooks 1.0: the endpoint is disabled and no longer sent to."""

_TOO_MANY, _AWAY = 429, 503
_SOUND = range(200, 300)


def is_taken(*, status: int) -> bool:
    """Return whether an answer says that the event was taken; a redirect says so never.

    Example:
        >>> [is_taken(status=one) for one in (204, 302, 500)]
        [True, False, False]
    """
    return status in _SOUND


def next_attempt(
    *, policy: ChangePolicy, attempts: int, key: str, now: datetime, retry_after_s: float = 0.0
) -> datetime | None:
    """Return when to try again after so many attempts, None when it was the last one.

    The pause is as the schedule says, more or less by the jitter that `key` falls to, and never
    shorter than what the address asked for by Retry-After.
    """
    if attempts > len(policy.pauses_s):
        return None
    pause = policy.pauses_s[attempts - 1] * (1 + policy.jitter * _swing(f"{key} {attempts}"))
    asked = min(max(retry_after_s, 0.0), policy.most_wait_s)
    return now + timedelta(seconds=max(pause, asked))


def asked_pause(*, status: int, header: str) -> float:
    """Return for how many seconds an answer asks to be left alone; 0 where it does not.

    Source: RFC 9110 10.2.3; dates are not heeded, the schedule is as good.

    Example:
        >>> asked_pause(status=429, header="120"), asked_pause(status=200, header="120")
        (120.0, 0.0)
    """
    if status not in (_TOO_MANY, _AWAY) or not header.isascii() or not header.isdigit():
        return 0.0
    return float(header[:9])


def is_dead(*, policy: ChangePolicy, failing_since: datetime | None, now: datetime) -> bool:
    """Return whether an address has failed for so long that it is not tried any more."""
    return failing_since is not None and now - failing_since >= timedelta(days=policy.dead_days)


def _swing(key: str) -> float:
    """Return a number in [-1, 1) that is the same for the same words."""
    return int.from_bytes(sha256(key.encode()).digest()[:4]) / 2**31 - 1
