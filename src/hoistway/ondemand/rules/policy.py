"""The numbers of the pilot as dated editions; a rule receives one, never looks it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.foundation.editions import said_for
from hoistway.ondemand.standards import editions


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotPolicy:
    """One edition; `sources` names the clause or the choice behind each number.

    Shares are of one; `*_days` are calendar days, `longest_gap_hours` hours.
    """

    edition: str
    in_force: date
    legal_basis: str
    max_gap_months: int
    silent_days: int
    silent_warn_days: tuple[int, ...]
    online_share: float
    online_days: int
    longest_gap_hours: int
    firm_completeness: float
    firm_online_share: float
    firm_paperless_share: float
    firm_least_visits: int
    consent_days: int
    district_check_days: int
    city_check_days: int
    answer_days: int
    correct_days: int
    appeal_days: int
    insurance_warn_days: tuple[int, ...]
    inspection_warn_days: tuple[int, ...]
    period_warn_days: tuple[int, ...]
    fault_ratio: float
    fault_posterior: float
    fault_level: float
    fault_least: int
    fault_window_days: int
    fault_least_exposure_days: int
    complaints: int
    complaint_days: int
    sample_share: float
    sample_least: int
    off_plan_share: float
    off_plan_least: int
    refused_grades: tuple[str, ...]
    sources: Mapping[str, str]


@cache
def edition_named(*, edition: str, jurisdiction_code: str = "") -> PilotPolicy:
    """Return an edition by its name; a period names which one holds.

    An edition may set a number otherwise for one jurisdiction (`[jurisdiction.310101]`).

    Raises: KeyError for a name that no file has.

    Example:
        >>> edition_named(edition="286-2020").silent_warn_days
        (3, 7, 12)
    """
    said = _whole(said_for(table=editions()[edition], jurisdiction_code=jurisdiction_code))
    for name, value in said.items():
        if isinstance(value, list):
            said[name] = tuple(value)
    return PilotPolicy(edition=edition, **said)


def _whole(said: dict[str, Any]) -> dict[str, Any]:
    """Return a table filled up from the edition on which it is based, if it names one."""
    ground = said.pop("based_on", "")
    if not ground:
        return said
    whole = _whole(dict(editions()[ground]))
    return whole | said | {"sources": whole["sources"] | said.get("sources", {})}


def edition_names() -> list[str]:
    """Return the names of the editions that the platform has, the latest first.

    A variant stands after what it is based on.
    """
    names = sorted(editions(), key=lambda name: "based_on" in editions()[name])
    return sorted(names, key=lambda name: editions()[name]["in_force"], reverse=True)
