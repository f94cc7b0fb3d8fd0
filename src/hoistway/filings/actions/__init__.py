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
from hoistway.filings.actions.ruling import (
    AnotherPersonRules,
    CannotReverse,
    LaterDecisionStands,
    NothingToRule,
    reverse_decision,
    rule_filing,
)
from hoistway.filings.actions.turning import settle_due, turn_day
from hoistway.filings.rules.course import FilingMovedOn
from hoistway.filings.rules.filing import EndsBeforeItBegins, FilingWish, ReasonMissing

__all__ = [
    "AnotherPersonRules", "CannotReverse", "CheckReport", "CheckedAlready", "ElevatorScrapped",
    "EndsBeforeItBegins", "FilerMayNotCheck", "FilingMovedOn", "FilingWish", "HasFaults",
    "LaterDecisionStands", "NothingToContinue", "NothingToRule", "ObjectedAlready", "OneAtATime",
    "ReasonMissing", "TooLateToObject", "UnknownTechnician", "agree_to_hand_over",
    "answer_filing", "check_filing", "check_many", "file_elevator", "object_to_filing",
    "return_filing", "reverse_decision", "rule_filing", "settle_due", "turn_day",
    "withdraw_filing",
]  # fmt: skip
