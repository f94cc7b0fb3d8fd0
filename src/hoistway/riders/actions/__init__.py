"""The verbs of passengers and of the desks that answer them."""

from hoistway.riders.actions.me_too import me_too
from hoistway.riders.actions.reporting import (
    Reported,
    TooManyReports,
    ValueMissing,
    file_report,
)
from hoistway.riders.actions.rescue import (
    Cry,
    More,
    NoAddress,
    SpokenReport,
    ask_for_rescue,
    call_without_code,
    forget_caller_numbers,
    forget_unplaced_calls,
    place_call,
    report_rescue,
    settle_call,
    tell_more,
)
from hoistway.riders.actions.suggestions import Correction, TooMany, suggest_correction
from hoistway.riders.rules.course import ReportSettled, TooLate
from hoistway.riders.rules.phones import BadPhone
from hoistway.riders.rules.topics import WrongTopic
from hoistway.riders.rules.turns import NotYourTurn

__all__ = [
    "BadPhone",
    "Correction",
    "Cry",
    "More",
    "NoAddress",
    "NotYourTurn",
    "ReportSettled",
    "Reported",
    "SpokenReport",
    "TooLate",
    "TooMany",
    "TooManyReports",
    "ValueMissing",
    "WrongTopic",
    "ask_for_rescue",
    "call_without_code",
    "file_report",
    "forget_caller_numbers",
    "forget_unplaced_calls",
    "me_too",
    "place_call",
    "report_rescue",
    "settle_call",
    "suggest_correction",
    "tell_more",
]  # fmt: skip
