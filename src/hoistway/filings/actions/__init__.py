"""The verbs of the filings room."""

from hoistway.filings.actions.answering import (
    ObjectedAlready,
    TooLateToObject,
    agree_to_hand_over,
    answer_filing,
    object_to_filing,
)
from hoistway.filings.actions.binding import (
    CannotBind,
    PhoneDeed,
    ReasonNeeded,
    UnboundMeanwhile,
    agree_to_binding,
    bind,
    end_former_bindings,
    set_self_binding,
    unbind,
)
from hoistway.filings.actions.checking import (
    CheckedAlready,
    CheckReport,
    FilerMayNotCheck,
    HasFaults,
    check_filing,
    check_many,
    return_filing,
)
from hoistway.filings.actions.drawing import (
    AlreadyChecked,
    CheckIncomplete,
    DrawWish,
    NothingToDraw,
    UnfinishedDraw,
    draw_spot_checks,
    record_spot_check,
)
from hoistway.filings.actions.filing import (
    ElevatorScrapped,
    NothingToContinue,
    OneAtATime,
    UnknownTechnician,
    file_elevator,
    withdraw_filing,
)
from hoistway.filings.actions.firms import (
    FaultsRemain,
    FirmFilingMovedOn,
    FirmFilingWaits,
    OwnFiling,
    ReturnNeedsReason,
    check_firm,
    faults_on,
    file_firm,
    return_firm,
    withdraw_firm_filing,
)
from hoistway.filings.actions.merging import follow_register
from hoistway.filings.actions.ruling import (
    AnotherPersonRules,
    CannotReverse,
    LaterDecisionStands,
    NothingToRule,
    reverse_decision,
    rule_filing,
)
from hoistway.filings.actions.telling_filings import (
    tell_disputed,
    tell_filed,
    tell_settled_filing,
)
from hoistway.filings.actions.telling_firms import tell_firm
from hoistway.filings.actions.turning import judge_firm_again, keep_in_step, settle_due, turn_day
from hoistway.filings.actions.urging import NothingOverdue, UrgedToday, urge_now, urge_overdue
from hoistway.filings.rules.course import FilingMovedOn
from hoistway.filings.rules.filing import EndsBeforeItBegins, FilingWish, ReasonMissing

__all__ = [
    "AlreadyChecked", "AnotherPersonRules", "CannotBind", "CannotReverse", "CheckIncomplete",
    "CheckReport", "CheckedAlready", "DrawWish", "ElevatorScrapped", "EndsBeforeItBegins",
    "FaultsRemain", "FilerMayNotCheck", "FilingMovedOn", "FilingWish", "FirmFilingMovedOn",
    "FirmFilingWaits", "HasFaults", "LaterDecisionStands", "NothingOverdue",
    "NothingToContinue", "NothingToDraw", "NothingToRule", "ObjectedAlready", "OneAtATime",
    "OwnFiling", "PhoneDeed", "ReasonMissing", "ReasonNeeded", "ReturnNeedsReason",
    "TooLateToObject", "UnboundMeanwhile", "UnfinishedDraw", "UnknownTechnician", "UrgedToday",
    "agree_to_binding", "agree_to_hand_over", "answer_filing", "bind", "check_filing",
    "check_firm", "check_many", "draw_spot_checks", "end_former_bindings", "faults_on",
    "file_elevator", "file_firm", "follow_register", "judge_firm_again", "keep_in_step",
    "object_to_filing",
    "record_spot_check", "return_filing", "return_firm", "reverse_decision", "rule_filing",
    "set_self_binding", "settle_due", "tell_disputed", "tell_filed", "tell_firm",
    "tell_settled_filing", "turn_day", "unbind", "urge_now", "urge_overdue", "withdraw_filing",
    "withdraw_firm_filing",
]  # fmt: skip
