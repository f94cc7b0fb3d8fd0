"""When evidence is thin: dated numbers, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from hoistway.foundation.editions import in_order, standing_on
from hoistway.maintenance.standards import evidence_editions


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePolicy:
    """One edition; `weights` by code of the reason, shares 0 to 1, lengths in the names' units."""

    edition: str
    in_force: date
    legal_basis: str
    look_at: float
    far_m: float
    clock_off_s: float
    fastest_kmh: float
    seconds_each_item: float
    together_s: float
    together_share: float
    alike_bits: int
    copied_values: int
    photo_slack_s: float
    covered_share: float
    rides_each_hour: float
    shortest_share: float
    weights: Mapping[str, float]
    sources: Mapping[str, str]


def evidence_policy_on(*, day: date) -> EvidencePolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    Example:
        >>> evidence_policy_on(day=date(2026, 11, 22)).edition
        'hoistway-2026'
    """
    return standing_on(known=_in_order(), day=day)


def evidence_editions_in_order() -> tuple[EvidencePolicy, ...]:
    """Return all editions, the oldest first."""
    return _in_order()


@cache
def _in_order() -> tuple[EvidencePolicy, ...]:
    return in_order(
        [EvidencePolicy(edition=name, **table) for name, table in evidence_editions().items()]
    )
