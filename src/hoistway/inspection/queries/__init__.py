"""Questions about inspections and tests."""

from hoistway.inspection.queries.lists import (
    DueCounts,
    InspectionSearch,
    defect_seen,
    defects_of,
    due_counts,
    due_per_month,
    due_rows,
    due_until,
    found_inspections,
    inspection_seen,
    inspections,
    open_requests,
    refused_rows,
    replaced_by,
    request_seen,
    requests,
    sent_by_body,
    stop_seen,
    stopped,
    stopped_elevator,
    table_seen,
    tables,
)
from hoistway.inspection.queries.standing import (
    due_of,
    held_of,
    kept_reports,
    open_defects_of,
    open_stops,
    past_inspections,
    past_stops,
    reports_of,
    standing_of,
    standing_of_row,
    stops_of,
    verdict_in_force,
)
from hoistway.inspection.rules.cycle import days_after, months_on
from hoistway.inspection.rules.policy import policy_on

__all__ = [
    "DueCounts", "InspectionSearch", "days_after", "defect_seen", "defects_of", "due_counts",
    "due_of", "due_per_month", "due_rows", "due_until", "found_inspections", "held_of",
    "inspection_seen", "inspections", "kept_reports", "months_on", "open_defects_of",
    "open_requests", "open_stops", "past_inspections", "past_stops", "policy_on", "refused_rows",
    "replaced_by", "reports_of", "request_seen", "requests", "sent_by_body", "standing_of",
    "standing_of_row", "stop_seen", "stopped", "stopped_elevator", "stops_of", "table_seen",
    "tables", "verdict_in_force",
]  # fmt: skip
