"""What is asked of faults."""

from hoistway.faults.queries.counted import counted_since
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
from hoistway.faults.queries.rates import (
    RateGroup,
    RatePeriod,
    downtime,
    exposure,
    fault_rates,
    group_counts,
)
from hoistway.faults.rules.merging import kinds_for
from hoistway.faults.rules.rates import FORMULA, FaultRate

__all__ = [
    "FORMULA", "FaultNow", "FaultRate", "FaultSearch", "RateGroup", "RatePeriod",
    "appeal_pending", "appeal_until", "appealed_faults", "counted_since", "downtime",
    "exposure", "fault_now",
    "fault_rates", "fault_seen", "faults", "found_faults", "group_counts", "kinds_for",
    "may_move", "open_faults", "open_faults_of", "past_faults", "sightings_of", "step_behind",
    "steps_of", "stopping_faults", "unjudged_faults",
]  # fmt: skip
