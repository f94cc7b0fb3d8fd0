"""What is asked of use units' own safety duties."""

from hoistway.safety.queries.facts import Behind, Facts, Span, behind, lay_out, span_of
from hoistway.safety.queries.rounds import (
    Kept,
    UnitStanding,
    day_by_day,
    district_shares,
    fleets,
    holders,
    kept_round,
    kept_rounds,
    rounds_between,
    standings,
    unit_seen,
    units,
)
from hoistway.safety.rules.answering import begins_with
from hoistway.safety.rules.periods import first_of, is_open, last_of, looked_at, periods
from hoistway.safety.rules.policy import Line, SafetyPolicy, policy_named, policy_on
from hoistway.safety.rules.posts import KEEPERS

__all__ = [
    "KEEPERS", "Behind", "Facts", "Kept", "Line", "SafetyPolicy", "Span", "UnitStanding",
    "begins_with", "behind", "day_by_day", "district_shares", "first_of", "fleets", "holders",
    "is_open", "kept_round", "kept_rounds", "last_of", "lay_out", "looked_at", "periods",
    "policy_named", "policy_on", "rounds_between", "span_of", "standings", "unit_seen", "units",
]  # fmt: skip
