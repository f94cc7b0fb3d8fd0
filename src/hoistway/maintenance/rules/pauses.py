"""Days on which an elevator is out of use: they move every last day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """Days without use, half-open; `until` None while the elevator is still out of use."""

    since: date
    until: date | None


def paused_days(*, since: date, pauses: Iterable[Pause]) -> int:
    """Return how many days after `since` the elevator was out of use, ended pauses only."""
    days = 0
    for one in pauses:
        if one.until is not None:
            days += max(0, (one.until - max(one.since, since)).days)
    return days
