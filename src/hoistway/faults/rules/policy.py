"""How faults are merged, settled and counted, as dated editions; a rule receives one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.faults.standards import editions
from hoistway.faults.vocabulary import FaultKind
from hoistway.foundation.editions import in_order, said_for, standing_on


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPolicy:
    """One edition; `sources` names the clause or the choice behind each number.

    `stopping` are the kinds by which nobody can ride. A signal that is gone for `quiet_minutes`
    is over; what is seen again within `again_hours` after it was mended was not mended.
    Below `least_years` elevator-years no rate is shown.
    """

    edition: str
    in_force: date
    legal_basis: str
    stopping: frozenset[FaultKind]
    quiet_minutes: int
    again_hours: int
    appeal_days: int
    least_years: float
    sources: Mapping[str, str]


def policy_on(*, day: date, jurisdiction_code: str = "") -> FaultPolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    Example:
        >>> FaultKind.NOT_RUNNING in policy_on(day=date(2026, 6, 1)).stopping
        True
    """
    return standing_on(known=_in_order(jurisdiction_code), day=day)


@cache
def _in_order(jurisdiction_code: str) -> tuple[FaultPolicy, ...]:
    found = [_read(name, table, jurisdiction_code) for name, table in editions().items()]
    return in_order(found)


def _read(name: str, table: Mapping[str, Any], jurisdiction_code: str) -> FaultPolicy:
    said = said_for(table=table, jurisdiction_code=jurisdiction_code)
    said["stopping"] = frozenset(FaultKind(code) for code in said["stopping"])
    return FaultPolicy(edition=name, **said)
