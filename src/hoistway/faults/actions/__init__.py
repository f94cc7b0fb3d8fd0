"""The verbs of faults."""

from hoistway.faults.actions.sighting import FaultSighting, sight_fault, sight_faults
from hoistway.faults.actions.steps import FaultWordsMissing

__all__ = ["FaultSighting", "FaultWordsMissing", "sight_fault", "sight_faults"]
