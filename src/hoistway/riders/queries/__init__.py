"""Questions about what passengers asked for, reported and corrected."""

from hoistway.riders.queries.reports import (
    OpenMatter,
    ReportSearch,
    Waiting,
    deeds_open,
    found_reports,
    is_appealed,
    open_reports_of,
    passes_to,
    past_reports,
    phones_of,
    policy_of,
    report_seen,
    reports,
    steps_of,
    voices_of,
    waiting_counts,
)
from hoistway.riders.queries.rescue import (
    caller_number,
    is_urgent,
    request_with_form,
    request_with_token,
    requests_of,
    unplaced,
    unplaced_calls,
)

__all__ = [
    "OpenMatter", "ReportSearch", "Waiting", "caller_number", "deeds_open", "found_reports",
    "is_appealed", "is_urgent", "open_reports_of", "passes_to", "past_reports", "phones_of",
    "policy_of", "report_seen", "reports", "request_with_form", "request_with_token",
    "requests_of", "steps_of", "unplaced", "unplaced_calls", "voices_of", "waiting_counts",
]  # fmt: skip
