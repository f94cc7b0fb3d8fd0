"""How long results are shown, and by when what firms ask is decided."""

from datetime import date, timedelta

from hoistway.credit.vocabulary import ObjectionKind
from hoistway.foundation.workdays import workdays_after

SHOWN_YEARS = 5
"""Years for which an adverse result is shown. Source: 上海市社会信用条例 art. 35."""

PREVIEW_WORKDAYS = 10
"""Working days in which a firm may object. Chosen: two weeks, domain 4.3 «preview»."""

DECIDE_WORKDAYS = {
    ObjectionKind.OBJECTION: 5, ObjectionKind.REPAIR: 3, ObjectionKind.REMOVAL: 3,
}  # fmt: skip
"""Working days for a decision. Source: 上海市社会信用条例 art. 36 (objection), art. 38 (repair);
removal Chosen: as quickly as repair, art. 37 names no days."""


def shown_until(*, published: date) -> date:
    """Return the last day on which a round is shown.

    Source: 上海市社会信用条例 art. 35.

    Example:
        >>> shown_until(published=date(2024, 2, 29)), shown_until(published=date(2026, 1, 15))
        (datetime.date(2029, 2, 28), datetime.date(2031, 1, 14))
    """
    return _years_on(published, SHOWN_YEARS) - timedelta(days=1)


def shown_from(*, day: date) -> date:
    """Return the first day of publication whose rounds are still shown on a day.

    Example:
        >>> shown_from(day=date(2031, 1, 14)), shown_from(day=date(2031, 1, 15))
        (datetime.date(2026, 1, 15), datetime.date(2026, 1, 16))
    """
    return _years_on(day, -SHOWN_YEARS) + timedelta(days=1)


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def preview_until(*, opened: date) -> date:
    """Return the last day of a preview opened on a day.

    Example:
        >>> preview_until(opened=date(2026, 9, 14))
        datetime.date(2026, 9, 28)
    """
    return workdays_after(day=opened, count=PREVIEW_WORKDAYS)


def decide_by(*, kind: ObjectionKind, received: date) -> date:
    """Return the last day for the decision on what a firm asked.

    Example:
        >>> decide_by(kind=ObjectionKind.OBJECTION, received=date(2026, 9, 14))
        datetime.date(2026, 9, 21)
    """
    return workdays_after(day=received, count=DECIDE_WORKDAYS[kind])
