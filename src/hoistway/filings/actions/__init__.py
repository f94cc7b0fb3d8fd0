"""The verbs of the filings room."""

from hoistway.filings.actions.answering import (
    ObjectedAlready,
    TooLateToObject,
    agree_to_hand_over,
    answer_filing,
    object_to_filing,
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
from hoistway.filings.actions.ruling import (
    AnotherPersonRules,
    CannotReverse,
    LaterDecisionStands,
    NothingToRule,
    reverse_decision,
    rule_filing,
)
from hoistway.filings.actions.telling_firms import tell_firm
from hoistway.filings.actions.turning import settle_due, turn_day
from hoistway.filings.rules.course import FilingMovedOn
from hoistway.filings.rules.filing import EndsBeforeItBegins, FilingWish, ReasonMissing

__all__ = [
    "AnotherPersonRules", "CannotReverse", "CheckReport", "CheckedAlready", "ElevatorScrapped",
    "EndsBeforeItBegins", "FaultsRemain", "FilerMayNotCheck", "FilingMovedOn", "FilingWish",
    "FirmFilingMovedOn", "FirmFilingWaits", "HasFaults", "LaterDecisionStands",
    "NothingToContinue", "NothingToRule", "ObjectedAlready", "OneAtATime", "OwnFiling",
    "ReasonMissing", "ReturnNeedsReason", "TooLateToObject", "UnknownTechnician",
    "agree_to_hand_over", "answer_filing", "check_filing", "check_firm", "check_many",
    "faults_on", "file_elevator", "file_firm", "object_to_filing", "return_filing",
    "return_firm", "reverse_decision", "rule_filing", "settle_due", "tell_firm", "turn_day",
    "withdraw_filing", "withdraw_firm_filing",
]  # fmt: skip
