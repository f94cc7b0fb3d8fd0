"""The verbs of passengers: ask for rescue, add what matters, say what is wrong on a page."""

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

__all__ = [
    "Correction", "Cry", "More", "NoAddress", "SpokenReport", "TooMany", "ask_for_rescue",
    "call_without_code", "forget_caller_numbers", "forget_unplaced_calls", "place_call",
    "report_rescue", "settle_call", "suggest_correction", "tell_more",
]  # fmt: skip
