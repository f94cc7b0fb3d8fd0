"""The cycles and times of inspection as dated editions; a rule receives one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.foundation.editions import in_order, said_for, standing_on
from hoistway.inspection.standards import editions
from hoistway.inspection.vocabulary import InspectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionPolicy:
    """One edition; `sources` names the clause or the choice behind each number.

    `periodic_years` count from the base; empty means every year. `stop_after_days` counts from
    the last day on which the inspection or test could be done.
    """

    edition: str
    in_force: date
    legal_basis: str
    periodic_years: frozenset[int]
    yearly_after: int
    test_stands_in: bool
    early_months_periodic: int
    early_months_test: int
    ask_months: int
    pause_months: int
    warn_days: tuple[int, ...]
    stop_after_days: int
    sources: Mapping[str, str]

    def kind_in(self, *, year: int) -> InspectionKind:
        """Return what is due in a year after the base.

        Example:
            >>> policy = policy_on(day=date(2026, 1, 1))
            >>> [str(policy.kind_in(year=n)) for n in (1, 2, 4, 15, 16)]
            ['periodic', 'test', 'periodic', 'periodic', 'periodic']
        """
        if not self.periodic_years or year in self.periodic_years or year > self.yearly_after:
            return InspectionKind.PERIODIC
        return InspectionKind.TEST

    def early_months(self, *, kind: InspectionKind) -> int:
        """Return how many months before its month this may be done."""
        is_test = kind is InspectionKind.TEST
        return self.early_months_test if is_test else self.early_months_periodic


def policy_on(*, day: date, jurisdiction_code: str = "") -> InspectionPolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    An edition may set a number otherwise for one jurisdiction (`[jurisdiction.310101]`).

    Example:
        >>> [policy_on(day=date(year, 6, 1)).edition for year in (2019, 2021, 2026)]
        ['t7001-2009', 'pilot-2020', 'tsg-2023']
    """
    return standing_on(known=_in_order(jurisdiction_code), day=day)


@cache
def _in_order(jurisdiction_code: str) -> tuple[InspectionPolicy, ...]:
    found = [_read(name, table, jurisdiction_code) for name, table in editions().items()]
    return in_order(found)


def _read(name: str, table: Mapping[str, Any], jurisdiction_code: str) -> InspectionPolicy:
    said = said_for(table=table, jurisdiction_code=jurisdiction_code)
    said["periodic_years"] = frozenset(said["periodic_years"])
    said["warn_days"] = tuple(said["warn_days"])
    return InspectionPolicy(edition=name, **said)
