"""Calendar months, as rules count them."""

from calendar import monthrange
from datetime import date
from functools import lru_cache


def months_after(*, day: date, months: int) -> date:
    """Return the same day so many months later, the last of the month where it has no such day.

    A negative number goes back.

    Example:
        >>> from datetime import date as d
        >>> [str(months_after(day=d(year, 1, 31), months=1)) for year in (2026, 2028)]
        ['2026-02-28', '2028-02-29']
    """
    return _moved(day, months)


@lru_cache(maxsize=65_536)
def _moved(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
