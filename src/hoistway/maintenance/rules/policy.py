"""The limits of maintenance as dated editions; a rule receives one, never looks it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.foundation.editions import in_order, said_for, standing_on
from hoistway.maintenance.standards import policies


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenancePolicy:
    """One edition; `sources` names the clause or the choice behind each number.

    `warn_days` are days before the last day; `confirm_days` what the use unit has to answer,
    `confirm_warn_days` how long before the end it is reminded;
    `shortest_minutes` by code of the level; `*_before` are month and day, MM-DD.
    """

    edition: str
    in_force: date
    legal_basis: str
    half_month_days: int
    quarter_months: int
    half_year_months: int
    year_months: int
    warn_days: tuple[int, ...]
    crew_size: int
    keep_years: int
    confirm_days: int
    confirm_warn_days: int
    repair_soon_days: int
    stopped_notice_hours: int
    drill_months: int
    rainy_season_before: str
    winter_before: str
    shortest_minutes: Mapping[str, int]
    sources: Mapping[str, str]


def policy_on(*, day: date, jurisdiction_code: str = "") -> MaintenancePolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    An edition may set a number otherwise for one jurisdiction (`[jurisdiction.310101]`).

    Example:
        >>> [policy_on(day=date(year, 6, 1)).keep_years for year in (2020, 2026)]
        [4, 5]
    """
    return standing_on(known=_in_order(jurisdiction_code), day=day)


@cache
def _in_order(jurisdiction_code: str) -> tuple[MaintenancePolicy, ...]:
    found = [_read(name, table, jurisdiction_code) for name, table in policies().items()]
    return in_order(found)


def _read(name: str, table: Mapping[str, Any], jurisdiction_code: str) -> MaintenancePolicy:
    said = said_for(table=table, jurisdiction_code=jurisdiction_code)
    for many in ("warn_days",):
        said[many] = tuple(said[many])
    return MaintenancePolicy(edition=name, **said)
