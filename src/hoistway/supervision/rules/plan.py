"""How many use units, key units and firms a calendar year has to see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from hoistway.foundation.editions import in_order, standing_on
from hoistway.foundation.lots import size_of
from hoistway.supervision.standards import plans


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPolicy:
    """The shares of a year, as text of a decimal so that the published frame says them exactly."""

    edition: str
    in_force: date
    use_unit_share: str
    key_unit_share: str
    firm_share: str
    sources: Mapping[str, str]


def plan_policy_on(*, day: date) -> PlanPolicy:
    """Return the edition in force on a day."""
    return standing_on(known=_in_order(), day=day)


@cache
def _in_order() -> tuple[PlanPolicy, ...]:
    return in_order([_read(name, table) for name, table in plans().items()])


def _read(name: str, table: Mapping[str, Any]) -> PlanPolicy:
    return PlanPolicy(edition=name, **table)


def wanted(*, share: str, population: int) -> int:
    """Return how many of a population a year has to see: the share, rounded up.

    Source: 市监特设发〔2022〕59号.

    Example:
        >>> [wanted(share="0.05", population=n) for n in (0, 1, 20, 21, 40, 41)]
        [0, 1, 1, 2, 2, 3]
    """
    return size_of(share=float(Decimal(share)), population=population)


def lacking(*, share: str, population: int, done: int) -> int:
    """Return how many a year still lacks.

    Example:
        >>> lacking(share="0.50", population=7, done=1), lacking(share="0.05", population=9, done=3)
        (3, 0)
    """
    return max(wanted(share=share, population=population) - done, 0)
