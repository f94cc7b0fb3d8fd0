"""The year that a plan makes if each visit is done on its last day: days, items, months."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.yearplans.rules.limits import PlainLine

GAP_MONTHS = 3
"""Source: 286号 二（三）: 现场维保间隔最长不得超过3个月."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearVisit:
    """One visit of the year: its last day and its items in the order of the annex."""

    on: date
    items: tuple[str, ...]


def months_on(*, day: date, months: int) -> date:
    """Return the same day so many months later, the last of the month where there is none.

    Example:
        >>> months_on(day=date(2026, 11, 30), months=3)
        datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def after(*, line: PlainLine, day: date) -> date:
    """Return the last day for the check that follows one on a day."""
    if line.months:
        return months_on(day=day, months=line.months)
    return day + timedelta(days=line.days)


def visits_of_year(
    *, lines: Iterable[PlainLine], first: date, last: date,
    done: Mapping[str, date] | None = None,
) -> list[YearVisit]:  # fmt: skip
    """Return the visits on site from `first` to `last`, each on the last day that it may be.

    `done` names when items were checked last; the others count from the day before `first`.
    Each visit carries what falls due before the one after it, and every safety item of the lower
    levels. Items that data check need none.
    """
    site = [line for line in lines if line.way is not ItemWay.REMOTE]
    if not site:
        return []
    held = {line.item: (done or {}).get(line.item, first - timedelta(days=1)) for line in site}
    came = max(held.values())
    found: list[YearVisit] = []
    while True:
        dues = {line.item: after(line=line, day=held[line.item]) for line in site}
        limit = months_on(day=came, months=GAP_MONTHS)
        on = max(first, min([limit, *dues.values()]))
        if on > last:
            return found
        horizon = min(after(line=line, day=on) for line in site)
        items = [
            line.item for line in site
            if _always(line) or dues[line.item] <= on or dues[line.item] < horizon
        ]  # fmt: skip
        found.append(YearVisit(on=on, items=tuple(sorted(items))))
        held |= dict.fromkeys(items, on)
        came = on


def _always(line: PlainLine) -> bool:
    return line.way is ItemWay.NEVER_REMOTE and line.item[2] in "12"


def months_of(*, first: date, last: date) -> list[date]:
    """Return the first day of each calendar month that the days of a plan touch."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = months_on(day=month, months=1)
    return found
