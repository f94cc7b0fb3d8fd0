"""Background entries of the on-demand pilot; they may ask the clock."""

from hoistway.ondemand.tasks.elevators import keep_conditions, remind_late, tell_elevators_moved
from hoistway.ondemand.tasks.exits import (
    find_exits,
    follow_complaint,
    follow_covers,
    follow_inspection,
    follow_order,
    follow_pilots,
    follow_plans,
    follow_policy,
    follow_responsibility,
    follow_stop,
    tell_exit,
)
from hoistway.ondemand.tasks.firms import look_at_firms, read_firm_page, tell_firm_step
from hoistway.ondemand.tasks.outcome import compare

__all__ = [
    "compare",
    "find_exits", "follow_complaint", "follow_covers", "follow_inspection", "follow_order",
    "follow_pilots", "follow_plans", "follow_policy", "follow_responsibility", "follow_stop",
    "keep_conditions", "look_at_firms", "read_firm_page", "remind_late", "tell_elevators_moved",
    "tell_exit", "tell_firm_step",
]  # fmt: skip
