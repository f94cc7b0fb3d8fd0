"""What inspections and parts say about items of TSG T5002, by words of a dated table."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from hoistway.foundation.editions import in_order, standing_on
from hoistway.yearplans.rules.facts import PartAge
from hoistway.yearplans.standards import readings

YEAR_DAYS = 365.25


class _Edition(NamedTuple):
    in_force: date
    defects: Mapping[str, Mapping[str, list[str]]]
    lives: Mapping[str, float]


@cache
def _edition_on(day: date) -> _Edition:
    known = [_edition(table) for table in readings().values()]
    return standing_on(known=in_order(known), day=day)


def _edition(table: Mapping[str, Any]) -> _Edition:
    return _Edition(table["in_force"], table["defects"], table["lives"])


def items_of_defects(*, words: Iterable[str], annex: str, day: date) -> tuple[str, ...]:
    """Return the items that look at what inspections found wrong; unknown words name none.

    Example:
        >>> items_of_defects(words=["制动器制动力不足"], annex="A", day=date(2026, 1, 1))
        ('A-1-05', 'A-2-02', 'A-3-04')
    """
    said = " ".join(words)
    by_word = _edition_on(day).defects
    found = {
        item for word, items in by_word.items() if word in said for item in items.get(annex, ())
    }
    return tuple(sorted(found))


def part_ages(
    *, annex: str, elevator_years: float | None, replaced: Mapping[str, date], day: date
) -> tuple[PartAge, ...]:
    """Return the ages of the parts that have a usual life; one never replaced is as old as all."""
    found = []
    for item, life in _edition_on(day).lives.items():
        if item[0] != annex:
            continue
        since = replaced.get(item)
        years = (day - since).days / YEAR_DAYS if since else elevator_years
        if years is not None:
            found.append(PartAge(item=item, years=round(years, 1), life_years=life))
    return tuple(found)
