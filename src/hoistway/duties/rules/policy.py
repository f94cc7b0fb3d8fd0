"""The times of a firm's further duties as dated editions; a rule receives one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.duties.standards import editions
from hoistway.foundation.editions import in_order, said_for, standing_on

_MANY = ("warn_days", "receipt_hours", "stop_receipt_hours", "acknowledge_hours")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPolicy:
    """One edition; `sources` names the clause or the choice behind each number.

    `months` is by code of `DutyKind`: at least so often it comes again. `*_hours` count from the
    notice: when the clock escalates a missing receipt, a missing receipt of a notice not to use,
    a missing acknowledgement of a serious hazard.
    """

    edition: str
    in_force: date
    legal_basis: str
    warn_days: tuple[int, ...]
    receipt_hours: tuple[int, ...]
    stop_receipt_hours: tuple[int, ...]
    acknowledge_hours: tuple[int, ...]
    keep_years: int
    months: Mapping[str, int]
    sources: Mapping[str, str]


def policy_on(*, day: date, jurisdiction_code: str = "") -> DutyPolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    An edition may set a number otherwise for one jurisdiction (`[jurisdiction.310101]`).

    Example:
        >>> [policy_on(day=date(year, 6, 1)).keep_years for year in (2020, 2026)]
        [4, 5]
    """
    return standing_on(known=_in_order(jurisdiction_code), day=day)


@cache
def _in_order(jurisdiction_code: str) -> tuple[DutyPolicy, ...]:
    found = [_read(name, table, jurisdiction_code) for name, table in editions().items()]
    return in_order(found)


def _read(name: str, table: Mapping[str, Any], jurisdiction_code: str) -> DutyPolicy:
    said = said_for(table=table, jurisdiction_code=jurisdiction_code)
    for many in _MANY:
        said[many] = tuple(said[many])
    return DutyPolicy(edition=name, **said)
