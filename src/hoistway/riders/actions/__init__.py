"""The verbs of passengers and of the desks that answer them."""

from hoistway.riders.actions.answering import (
    NoSuchDesk,
    NumberMissing,
    answer_report,
    close_report,
    hand_outside,
    note_report,
    outside_news,
    pass_on_report,
    take_up_report,
    verify_report,
)
from hoistway.riders.actions.erasing import erase_report, forget_reporter_phones, forget_reporters
from hoistway.riders.actions.escalating import escalate_reports
from hoistway.riders.actions.following import (
    NotAnswered,
    TooManyPhotos,
    add_photo,
    appeal_hidden,
    say_mended,
)
from hoistway.riders.actions.me_too import me_too
from hoistway.riders.actions.moderating import (
    SamePerson,
    hide_photo,
    hide_report,
    keep_hidden,
    show_photo,
    show_report,
)
from hoistway.riders.actions.phones import (
    NoPhone,
    TooManyPhoneCodes,
    WrongCode,
    ask_phone_code,
    confirm_phone,
    forget_phone,
    leave_phone,
    send_phone_code,
)
from hoistway.riders.actions.reporting import Reported, TooManyReports, ValueMissing, file_report
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
from hoistway.riders.actions.settling import follow_facts, follow_fault
from hoistway.riders.actions.steps import ReportWordsMissing
from hoistway.riders.actions.telling import tell_filed, tell_moved
from hoistway.riders.rules.course import ReportSettled, TooLate
from hoistway.riders.rules.phones import BadPhone
from hoistway.riders.rules.topics import WrongTopic
from hoistway.riders.rules.turns import NotYourTurn

__all__ = [
    "BadPhone", "Cry", "More", "NoAddress", "NoPhone", "NoSuchDesk", "NotAnswered",
    "NotYourTurn", "NumberMissing", "ReportSettled", "ReportWordsMissing", "Reported", "SamePerson",
    "SpokenReport", "TooLate", "TooManyPhoneCodes", "TooManyPhotos", "TooManyReports",
    "ValueMissing", "WrongCode", "WrongTopic", "add_photo", "answer_report", "appeal_hidden",
    "ask_for_rescue", "ask_phone_code", "call_without_code", "close_report", "confirm_phone",
    "erase_report", "escalate_reports", "file_report", "follow_facts", "follow_fault",
    "forget_caller_numbers", "forget_phone", "forget_reporter_phones", "forget_reporters",
    "forget_unplaced_calls", "hand_outside", "hide_photo", "hide_report", "keep_hidden",
    "leave_phone", "me_too", "note_report", "outside_news", "pass_on_report", "place_call",
    "report_rescue", "say_mended", "send_phone_code", "settle_call", "show_photo", "show_report",
    "take_up_report", "tell_filed", "tell_more", "tell_moved",
    "verify_report",
]  # fmt: skip
