"""Questions about what was found, what was corrected, and how good the register is."""

from hoistway.quality.queries.findings import (
    Explanation,
    answers_to,
    corrections,
    counts_by_kind,
    explain,
    finding_at_hand,
    findings,
    in_doubt,
    reason_of,
)
from hoistway.quality.queries.scores import (
    Mend,
    Trend,
    day_scores,
    mend_first,
    score_of,
    scores,
    trend,
)
from hoistway.quality.rules.entry import NoSuchValue, entered

__all__ = [
    "Explanation", "Mend", "NoSuchValue", "Trend", "answers_to", "corrections", "counts_by_kind",
    "day_scores", "entered", "explain", "finding_at_hand", "findings", "in_doubt", "mend_first",
    "reason_of", "score_of", "scores", "trend",
]  # fmt: skip
