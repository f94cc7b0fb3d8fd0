"""Working days by the State Council's calendar: holidays, and the weekends worked for them."""

from datetime import date, timedelta

import chinese_calendar


def is_workday(*, day: date) -> bool:
    """Return whether people work in offices on a day; in a year not yet decreed, Monday to Friday.

    Example:
        >>> is_workday(day=date(2026, 10, 1)), is_workday(day=date(2030, 1, 1))
        (False, True)
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def is_decreed(*, day: date) -> bool:
    """Return whether the State Council's calendar of that year is known to this installation."""
    try:
        chinese_calendar.is_workday(day)
    except NotImplementedError:
        return False
    return True


def workdays_after(*, day: date, count: int) -> date:
    """Return the last day of a term of `count` working days that begins the day after `day`.

    Source: 民法典 art. 201, 203 – the day itself is not counted.

    Example:
        >>> workdays_after(day=date(2026, 9, 30), count=1)
        datetime.date(2026, 10, 8)
    """
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day=day)
    return day


def workdays_between(*, first: date, last: date) -> int:
    """Return how many working days lie after `first`, up to and with `last`."""
    span = range((last - first).days)
    return sum(is_workday(day=first + timedelta(days=n + 1)) for n in span)
