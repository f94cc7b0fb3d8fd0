"""The verbs of faults."""

from hoistway.faults.actions.sighting import FaultSighting, sight_fault, sight_faults
from hoistway.faults.actions.signals import SignalEnd, settle_quiet, take_signals
from hoistway.faults.actions.steps import FaultWordsMissing

__all__ = [
    "FaultSighting", "FaultWordsMissing", "SignalEnd", "settle_quiet", "sight_fault",
    "sight_faults", "take_signals",
]  # fmt: skip
