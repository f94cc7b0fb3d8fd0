"""The days, weeks and months of the rounds, and how the round of a period stands."""

from collections.abc import Collection
from datetime import date, timedelta

from hoistway.safety.vocabulary import RoundStanding, SafetyRound


def first_of(*, kind: SafetyRound, day: date) -> date:
    """Return the first day of the period in which a day lies: itself, its Monday, the 1st.

    Example:
        >>> [first_of(kind=kind, day=date(2026, 11, 22)).day for kind in SafetyRound]
        [22, 16, 1]
    """
    if kind is SafetyRound.DAILY:
        return day
    if kind is SafetyRound.WEEKLY:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1)


def last_of(*, kind: SafetyRound, first: date) -> date:
    """Return the last day of the period that begins on a day.

    Example:
        >>> [last_of(kind=kind, first=date(2026, 2, 1)).day for kind in SafetyRound]
        [1, 7, 28]
    """
    if kind is SafetyRound.DAILY:
        return first
    if kind is SafetyRound.WEEKLY:
        return first + timedelta(days=6)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def before(*, kind: SafetyRound, first: date) -> date:
    """Return the first day of the period before."""
    return first_of(kind=kind, day=first - timedelta(days=1))


def periods(*, kind: SafetyRound, first: date, last: date) -> list[date]:
    """Return the first days of the periods that begin from a day to another, oldest first.

    Example:
        >>> [len(periods(kind=one, first=date(2026, 11, 1), last=date(2026, 11, 30)))
        ...  for one in SafetyRound]
        [30, 5, 1]
    """
    found: list[date] = []
    at = first_of(kind=kind, day=last)
    while at >= first:
        found.append(at)
        at = before(kind=kind, first=at)
    return found[::-1]


def looked_at(*, kind: SafetyRound, today: date, count: int, since: date) -> list[date]:
    """Return the first days of the last so many periods that are over, from `since` on."""
    found: list[date] = []
    at = before(kind=kind, first=first_of(kind=kind, day=today))
    while len(found) < count and at >= since:
        found.append(at)
        at = before(kind=kind, first=at)
    return found[::-1]


def is_open(*, kind: SafetyRound, first: date, today: date, late_days: int) -> bool:
    """Return whether the round of a period may be kept today: from its first day, or soon after.

    Example:
        >>> [is_open(kind=SafetyRound.DAILY, first=date(2026, 11, 22), late_days=3,
        ...          today=date(2026, 11, day)) for day in (21, 22, 25, 26)]
        [False, True, True, False]
    """
    if first != first_of(kind=kind, day=first):
        return False
    return first <= today <= last_of(kind=kind, first=first) + timedelta(days=late_days)


def standing(*, kind: SafetyRound, first: date, kept_on: date | None, today: date) -> RoundStanding:
    """Return how the round of a period stands; what was kept after its last day is late."""
    last = last_of(kind=kind, first=first)
    if kept_on is not None:
        return RoundStanding.KEPT if kept_on <= last else RoundStanding.LATE
    return RoundStanding.DUE if today <= last else RoundStanding.MISSING


def missing_in_a_row(*, kind: SafetyRound, kept: Collection[date], asked: list[date]) -> int:
    """Return how many of the asked periods are missing in a row up to the last of them."""
    count = 0
    for first in reversed(asked):
        if first in kept:
            break
        count += 1
    return count


def is_told(*, streak: int, marks: Collection[int], each: int) -> bool:
    """Return whether a unit is told at this number of missing rounds in a row.

    Example:
        >>> [n for n in range(23) if is_told(streak=n, marks=(1, 3, 7), each=7)]
        [1, 3, 7, 14, 21]
    """
    if streak in marks:
        return True
    top = max(marks, default=0)
    return streak > top and (streak - top) % each == 0
