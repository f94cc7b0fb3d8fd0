"""The verbs that move a mismatch between site and filing."""

from hoistway.filings.actions.mismatches.answering import (
    NotAsked,
    NotChangedYet,
    answer_mismatch,
    confirm_mismatch,
    verify_mismatch,
)
from hoistway.filings.actions.mismatches.clock import escalate_mismatches
from hoistway.filings.actions.mismatches.reporting import (
    AlreadyOpen,
    FoundInFuture,
    FoundMissing,
    NotDifferent,
    NothingCompared,
    SiteComparison,
    SiteFinding,
    compare_site,
    report_mismatch,
)
from hoistway.filings.actions.mismatches.settling import (
    ReporterDismisses,
    close_if_mended,
    dismiss_mismatch,
    look_again_at_filing,
    look_again_at_firm,
)
from hoistway.filings.actions.mismatches.steps import WordsMissing
from hoistway.filings.actions.mismatches.telling import tell_mismatch

__all__ = [
    "AlreadyOpen", "FoundInFuture", "FoundMissing", "NotAsked", "NotChangedYet", "NotDifferent",
    "NothingCompared", "ReporterDismisses", "SiteComparison", "SiteFinding", "WordsMissing",
    "answer_mismatch", "close_if_mended", "compare_site", "confirm_mismatch", "dismiss_mismatch",
    "escalate_mismatches", "look_again_at_filing", "look_again_at_firm", "report_mismatch",
    "tell_mismatch", "verify_mismatch",
]  # fmt: skip
