"""The verbs of inspection."""

from hoistway.inspection.actions.asking import (
    AskedBefore,
    DayPast,
    RequestGone,
    Wish,
    agree_day,
    ask_inspection,
    drop_request,
)
from hoistway.inspection.actions.mending import DefectSettled, look_at_defect, mend_defect
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
    record_on_site,
)
from hoistway.inspection.actions.stopping import (
    ReasonMissing,
    StopGone,
    follow_merge,
    lift_ordered,
    lift_stop,
    order_stop,
    receive_stop,
    settle_stops,
    stop_overdue,
    turn_day,
)
from hoistway.inspection.actions.tables import ask_table, work_on_table
from hoistway.inspection.actions.telling import tell_asked, tell_stop, warn_due

__all__ = [
    "AskedBefore", "DayPast", "DefectSettled", "FindingsMissing", "FoundDefect", "HeldInFuture",
    "ReasonMissing", "Replaced", "Report", "ReportKnown", "ReportNumberMissing", "RequestGone",
    "StopGone", "Wish", "agree_day", "ask_inspection", "ask_table", "drop_request",
    "follow_merge", "lift_ordered", "lift_stop", "look_at_defect", "mend_defect", "order_stop",
    "receive_stop",
    "record_inspection", "record_on_site", "settle_stops", "stop_overdue", "tell_asked",
    "tell_stop", "turn_day", "warn_due", "work_on_table", "work_out_next",
]  # fmt: skip
