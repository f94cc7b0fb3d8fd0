"""The verbs of remote monitoring."""

from hoistway.monitoring.actions.dismissing import dismiss_deviation
from hoistway.monitoring.actions.examining import Examined, examine
from hoistway.monitoring.actions.following import follow_visit
from hoistway.monitoring.actions.silence import find_silence
from hoistway.monitoring.actions.steps import DeviationMovedOn, DeviationWordsMissing
from hoistway.monitoring.actions.telling import tell_moved

__all__ = [
    "DeviationMovedOn", "DeviationWordsMissing", "Examined", "dismiss_deviation", "examine",
    "find_silence", "follow_visit", "tell_moved",
]  # fmt: skip
