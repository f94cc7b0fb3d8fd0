"""What is asked of faults."""

from hoistway.faults.queries.faults import (
    FaultNow,
    FaultSearch,
    appeal_pending,
    appeal_until,
    appealed_faults,
    fault_now,
    fault_seen,
    faults,
    found_faults,
    may_move,
    open_faults,
    open_faults_of,
    past_faults,
    sightings_of,
    step_behind,
    steps_of,
    stopping_faults,
    unjudged_faults,
)

__all__ = [
    "FaultNow", "FaultSearch", "appeal_pending", "appeal_until", "appealed_faults", "fault_now",
    "fault_seen", "faults", "found_faults", "may_move", "open_faults", "open_faults_of",
    "past_faults", "sightings_of", "step_behind", "steps_of", "stopping_faults",
    "unjudged_faults",
]  # fmt: skip
