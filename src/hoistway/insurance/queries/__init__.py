"""Questions about liability insurance."""

from hoistway.insurance.queries.covers import covered_on, spans_of, standing_on
from hoistway.insurance.queries.gaps import GapSearch, gaps, uncovered_count
from hoistway.insurance.queries.policies import (
    PolicySearch,
    covers_of,
    covers_seen,
    found_policies,
    past_covers,
    phase_of,
    policies,
    policy_seen,
    sizes_of,
    steps_of,
)
from hoistway.insurance.queries.tables import policy_tables, refused_rows, table_seen
from hoistway.insurance.rules.entry import PolicyWords
from hoistway.insurance.rules.money import fen_of

__all__ = [
    "GapSearch", "PolicySearch", "PolicyWords", "covered_on", "covers_of", "covers_seen", "fen_of",
    "found_policies", "gaps", "past_covers", "phase_of", "policies", "policy_seen",
    "policy_tables", "refused_rows", "sizes_of", "spans_of", "standing_on", "steps_of",
    "table_seen", "uncovered_count",
]  # fmt: skip
