"""When the end of a cover is told, as dated editions; a rule receives one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.foundation.editions import in_order, said_for, standing_on
from hoistway.insurance.standards import editions


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverPolicy:
    """One edition; `sources` names the clause or the choice behind each number.

    `warn_days` count to the last day of a cover; `look_back_days` is how late a lapse is still
    told; within `void_days` of its entry a cover may be ended for days that have passed.
    """

    edition: str
    in_force: date
    legal_basis: str
    warn_days: tuple[int, ...]
    look_back_days: int
    void_days: int
    most_years: int
    sources: Mapping[str, str]


def policy_on(*, day: date, jurisdiction_code: str = "") -> CoverPolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    Example:
        >>> policy_on(day=date(2026, 6, 1)).warn_days
        (30, 7, 1)
    """
    return standing_on(known=_in_order(jurisdiction_code), day=day)


@cache
def _in_order(jurisdiction_code: str) -> tuple[CoverPolicy, ...]:
    found = [_read(name, table, jurisdiction_code) for name, table in editions().items()]
    return in_order(found)


def _read(name: str, table: Mapping[str, Any], jurisdiction_code: str) -> CoverPolicy:
    said = said_for(table=table, jurisdiction_code=jurisdiction_code)
    said["warn_days"] = tuple(said["warn_days"])
    return CoverPolicy(edition=name, **said)
