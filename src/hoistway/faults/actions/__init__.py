"""The verbs of faults."""

from hoistway.faults.actions.causes import (
    AppealTooLate,
    AppealTwice,
    CauseNotYet,
    NoAppeal,
    SamePerson,
    appeal_cause,
    dismiss_fault,
    judge_cause,
    settle_appeal,
    state_cause,
)
from hoistway.faults.actions.following import follow_repair
from hoistway.faults.actions.mending import (
    NotOurFault,
    OpenedAnew,
    UnderRepair,
    mend_fault,
    note_fault,
    order_repair,
    reopen_fault,
)
from hoistway.faults.actions.reporting import report_fault
from hoistway.faults.actions.sighting import FaultSighting, sight_fault, sight_faults
from hoistway.faults.actions.signals import SignalEnd, settle_quiet, take_signals
from hoistway.faults.actions.steps import FaultWordsMissing
from hoistway.faults.actions.telling import tell_found, tell_moved

__all__ = [
    "AppealTooLate", "AppealTwice", "CauseNotYet", "FaultSighting", "FaultWordsMissing",
    "NoAppeal", "NotOurFault", "OpenedAnew", "SamePerson", "SignalEnd", "UnderRepair",
    "appeal_cause", "dismiss_fault", "follow_repair", "judge_cause", "mend_fault", "note_fault",
    "order_repair", "reopen_fault", "report_fault", "settle_appeal", "settle_quiet", "sight_fault",
    "sight_faults", "state_cause", "take_signals", "tell_found", "tell_moved",
]  # fmt: skip
