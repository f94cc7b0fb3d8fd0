"""The verbs of liability insurance."""

from hoistway.insurance.actions.ending import (
    CoverPassed,
    PolicyCancelled,
    cancel_policy,
    end_covers,
)
from hoistway.insurance.actions.entering import (
    ElevatorsMissing,
    ElevatorUnknown,
    PolicyKnown,
    PolicyUnsound,
    add_elevators,
    enter_policy,
)
from hoistway.insurance.actions.steps import WordsMissing
from hoistway.insurance.actions.tables import NamedTable, hand_in_table, take_table_over
from hoistway.insurance.actions.telling import tell_ended
from hoistway.insurance.actions.warning import warn_gaps

__all__ = [
    "CoverPassed", "ElevatorUnknown", "ElevatorsMissing", "NamedTable", "PolicyCancelled",
    "PolicyKnown", "PolicyUnsound", "WordsMissing", "add_elevators", "cancel_policy",
    "end_covers", "enter_policy", "hand_in_table", "take_table_over", "tell_ended", "warn_gaps",
]  # fmt: skip
