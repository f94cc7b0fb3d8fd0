"""The deadlines and limits of filing as dated editions; a rule receives one, never looks it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.filings.standards import editions
from hoistway.foundation.editions import in_order, said_for, standing_on


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingPolicy:
    """One edition; days are calendar days, shares fractions, `sources` names each number's clause.

    `firm_due` and `elevator_due` are last days, None where no day is set for all; then
    `file_within_days` counts from the first day of a contract or from a registration.
    `mismatch_escalate_days` counts from the day on which the mismatch was found.
    """

    edition: str
    in_force: date
    legal_basis: str
    file_within_days: int
    objection_days: int
    unit_answer_days: int
    urge_on_days: tuple[int, ...]
    contract_warn_days: int
    licence_warn_days: int
    certificate_warn_days: int
    mismatch_answer_days: int
    mismatch_escalate_days: tuple[int, ...]
    spot_check_share: float
    promise_max_min: int
    contract_file_needed: bool
    keep_years: int
    sources: Mapping[str, str]
    firm_due: date | None = None
    elevator_due: date | None = None
    app_from: date | None = None


def policy_on(*, day: date, jurisdiction_code: str = "") -> FilingPolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    An edition may set a number otherwise for one jurisdiction (`[jurisdiction.310101]`).

    Example:
        >>> policy_on(day=date(2020, 6, 30)).firm_due, policy_on(day=date(2026, 11, 22)).firm_due
        (datetime.date(2020, 6, 30), None)
    """
    return standing_on(known=_in_order(jurisdiction_code), day=day)


@cache
def _in_order(jurisdiction_code: str) -> tuple[FilingPolicy, ...]:
    found = [_read(name, table, jurisdiction_code) for name, table in editions().items()]
    return in_order(found)


def _read(name: str, table: Mapping[str, Any], jurisdiction_code: str) -> FilingPolicy:
    said = said_for(table=table, jurisdiction_code=jurisdiction_code)
    for many in ("urge_on_days", "mismatch_escalate_days"):
        said[many] = tuple(said[many])
    return FilingPolicy(edition=name, **said)
