"""What is asked of a district's figures, as dated editions; a rule receives one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from hoistway.foundation.editions import in_order, standing_on
from hoistway.reform.standards import goal_editions
from hoistway.reform.vocabulary import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is asked of one figure; no `share` asks nothing.

    It is to be reached by `due` (its own day for some districts), or within each calendar year;
    without either it holds at all times. A course is counted from `begins` on.
    """

    clause: str
    share: float | None = None
    due: date | None = None
    begins: date | None = None
    each_year: bool = False
    district: Mapping[str, date] = field(default_factory=dict)

    def due_in(self, *, jurisdiction_code: str, day: date) -> date | None:
        """Return the last day for a district, None where there is none."""
        if self.each_year:
            return date(day.year, 12, 31)
        return self.district.get(jurisdiction_code, self.due)

    def begins_in(self, *, day: date) -> date | None:
        """Return from which day the course towards the last day is counted."""
        return date(day.year, 1, 1) if self.each_year else self.begins


@dataclass(frozen=True, slots=True, kw_only=True)
class ReformPolicy:
    """One edition; an `invented` one is for the demonstration only."""

    edition: str
    in_force: date
    legal_basis: str
    invented: bool
    heard_within_hours: int
    visit_days: int
    least_compared: int
    goals: Mapping[Figure, Goal]


def policy_on(*, day: date, invented: bool = False) -> ReformPolicy:
    """Return the edition in force on a day; invented ones only where they are asked for.

    Example:
        >>> policy_on(day=date(2020, 7, 1)).edition
        '286-2020'
        >>> policy_on(day=date(2026, 11, 1)).edition
        'shanghai-2022'
    """
    known = [one for one in _known() if invented or not one.invented]
    return standing_on(known=known, day=day)


@cache
def _known() -> tuple[ReformPolicy, ...]:
    return in_order([_read(name, table) for name, table in goal_editions().items()])


def _read(name: str, table: Mapping[str, Any]) -> ReformPolicy:
    said = dict(table)
    told = said.pop("figure")
    goals = {}
    for figure in Figure:
        one = dict(told[str(figure)])
        goals[figure] = Goal(share=one.pop("goal", None), **one)
    return ReformPolicy(edition=name, goals=goals, **said)
