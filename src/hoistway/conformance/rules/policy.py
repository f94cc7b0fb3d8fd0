"""The limits of an examination, as dated editions; a rule receives one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.conformance.standards import editions
from hoistway.foundation.editions import in_order, said_for, standing_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ConformancePolicy:
    """One edition; `sources` names the clause or the choice behind each number."""

    edition: str
    in_force: date
    legal_basis: str
    accepted_share: float
    cadence_share: float
    skew_s: int
    named_share: float
    days: int
    most_rows_kept: int
    sources: Mapping[str, str]


def policy_on(*, day: date) -> ConformancePolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    Example:
        >>> policy_on(day=date(2026, 6, 1)).days
        30
    """
    return standing_on(known=_known(), day=day)


@cache
def _known() -> tuple[ConformancePolicy, ...]:
    return in_order([_read(name, table) for name, table in editions().items()])


def _read(name: str, table: Mapping[str, Any]) -> ConformancePolicy:
    return ConformancePolicy(edition=name, **said_for(table=table))
