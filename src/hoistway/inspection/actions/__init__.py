"""The verbs of inspection."""

from hoistway.inspection.actions.reckoning import work_out_next
from hoistway.inspection.actions.recording import (
    FindingsMissing,
    FoundDefect,
    HeldInFuture,
    Replaced,
    Report,
    ReportKnown,
    ReportNumberMissing,
    record_inspection,
)
from hoistway.inspection.actions.stopping import (
    ReasonMissing,
    StopGone,
    lift_stop,
    receive_stop,
    settle_stops,
    stop_overdue,
)

__all__ = [
    "FindingsMissing", "FoundDefect", "HeldInFuture", "ReasonMissing", "Replaced", "Report",
    "ReportKnown", "ReportNumberMissing", "StopGone", "lift_stop", "receive_stop",
    "record_inspection", "settle_stops", "stop_overdue", "work_out_next",
]  # fmt: skip
