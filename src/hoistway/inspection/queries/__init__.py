"""Questions about inspections and tests."""

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

__all__ = [
    "due_of", "held_of", "kept_reports", "open_defects_of", "open_stops", "past_inspections",
    "past_stops", "reports_of", "standing_of", "standing_of_row", "stops_of", "verdict_in_force",
]  # fmt: skip
