"""The limits of maintenance on demand as dated editions; a rule receives one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from hoistway.foundation.editions import in_order, said_for, standing_on
from hoistway.maintenance.standards import on_demand_editions


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDemandPolicy:
    """One edition; `site_months` by code of the level is the longest time between two looks.

    An item that its data check is looked at on site after `remote_site_months` at the latest, and
    is work on site again when `remote_fresh_days` have passed without a counted check.
    """

    edition: str
    in_force: date
    legal_basis: str
    max_gap_months: int
    site_months: Mapping[str, int]
    remote_site_months: int
    remote_fresh_days: int
    sources: Mapping[str, str]


def on_demand_policy(*, day: date) -> OnDemandPolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    Example:
        >>> on_demand_policy(day=date(2026, 6, 1)).max_gap_months
        3
    """
    return standing_on(known=_editions(), day=day)


@cache
def _editions() -> tuple[OnDemandPolicy, ...]:
    found = on_demand_editions().items()
    return in_order([OnDemandPolicy(edition=name, **said_for(table=t)) for name, t in found])
