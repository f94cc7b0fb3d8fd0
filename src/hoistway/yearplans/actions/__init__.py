"""What is done with year plans."""

from hoistway.yearplans.actions.adjusting import (
    BeyondLimits,
    LineChange,
    PlanReplaced,
    adjust_lines,
)
from hoistway.yearplans.actions.adopting import Adoption, adopt_plans, end_plans
from hoistway.yearplans.actions.proposing import ask_plans, end_run, stop_run, work_on_run

__all__ = [
    "Adoption", "BeyondLimits", "LineChange", "PlanReplaced", "adjust_lines", "adopt_plans",
    "ask_plans", "end_plans", "end_run", "stop_run", "work_on_run",
]  # fmt: skip
