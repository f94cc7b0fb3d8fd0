"""The verbs of a firm's further duties."""

from hoistway.duties.actions.answering import (
    AlreadySaid,
    NotSerious,
    acknowledge_hazard,
    receive_notice,
)
from hoistway.duties.actions.clearing import (
    clear_hazard,
    end_notice,
    lift_do_not_use,
    reopen_hazard,
    verify_hazard,
)
from hoistway.duties.actions.escalating import escalate_notices
from hoistway.duties.actions.issuing import (
    GradeMissing,
    issue_notice,
    report_hazard,
)
from hoistway.duties.actions.recording import (
    DutyDone,
    ElevatorMissing,
    HeldInFuture,
    PeopleMissing,
    record_duty,
)
from hoistway.duties.actions.steps import WordsMissing
from hoistway.duties.actions.telling import tell_notice
from hoistway.duties.actions.urging import urge_duties

__all__ = [
    "AlreadySaid", "DutyDone", "ElevatorMissing", "GradeMissing", "HeldInFuture",
    "NotSerious", "PeopleMissing", "WordsMissing", "acknowledge_hazard",
    "clear_hazard", "end_notice", "escalate_notices", "issue_notice", "lift_do_not_use",
    "receive_notice", "record_duty", "reopen_hazard", "report_hazard", "tell_notice",
    "urge_duties", "verify_hazard",
]  # fmt: skip
