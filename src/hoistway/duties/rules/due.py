"""When a duty that comes at its times is due, and for which sort of elevator a drill counts."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from hoistway.duties.vocabulary import Category, DutyState

_DUMBWAITER = "3430"
_BY_GROUP = {"32": Category.B, "33": Category.D}


def category_of(*, kind: str) -> Category:
    """Return for which category an elevator of this kind (catalogue of 2014) counts.

    Example:
        >>> [str(category_of(kind=kind)) for kind in ("3110", "3210", "3430", "3320", "3420")]
        ['A', 'B', 'C', 'D', 'A']
    """
    if kind == _DUMBWAITER:
        return Category.C
    return _BY_GROUP.get(kind[:2], Category.A)


def months_after(*, day: date, months: int) -> date:
    """Return the same day some months later, or the last one of a shorter month.

    Example:
        >>> months_after(day=date(2026, 8, 31), months=6)
        datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(*, last: date | None, since: date, months: int) -> date:
    """Return the last day for the next one: counted from the last, else from the firm's first day.

    What had run out before the firm's first day, as after a pause, counts no more.

    Example:
        >>> due_on(last=None, since=date(2026, 1, 10), months=6)
        datetime.date(2026, 7, 10)
    """
    if last is not None and (due := months_after(day=last, months=months)) >= since:
        return due
    return months_after(day=since, months=months)


def standing(*, due: date, today: date, warn_days: Sequence[int]) -> DutyState:
    """Return how a duty stands; its last day is still in time.

    Example:
        >>> standing(due=date(2026, 7, 10), today=date(2026, 7, 11), warn_days=(30, 7))
        <DutyState.OVERDUE: 'overdue'>
    """
    left = (due - today).days
    if left < 0:
        return DutyState.OVERDUE
    return DutyState.SOON if left <= max(warn_days) else DutyState.IN_TIME


def urged_for(*, due: date, today: date, warn_days: Sequence[int]) -> int | None:
    """Return for which moment a firm is told today: days before the end, −1 once it is late.

    None where there is nothing to tell yet. A missed day is made up for by the next.

    Example:
        >>> [urged_for(due=date(2026, 7, 31), today=date(2026, 7, day), warn_days=(30, 7))
        ...  for day in (1, 23, 24)]
        [30, 30, 7]
    """
    left = (due - today).days
    if left < 0:
        return -1
    passed = [days for days in warn_days if left <= days]
    return min(passed, default=None)
