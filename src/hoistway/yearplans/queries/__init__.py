"""What is asked of the year plans."""

from hoistway.yearplans.queries.plans import (
    PlanSearch,
    found_plans,
    lines_of,
    plain,
    plan_in_force,
    plan_seen,
    versions_of,
    year_plans,
)
from hoistway.yearplans.queries.runs import plan_run_seen, plan_runs, topic_of_run
from hoistway.yearplans.rules.compared import Difference, differences
from hoistway.yearplans.rules.limits import PlainLine
from hoistway.yearplans.rules.year import YearVisit, months_of, visits_of_year

__all__ = [
    "Difference", "PlainLine", "PlanSearch", "YearVisit", "differences", "found_plans",
    "lines_of", "months_of", "plain", "plan_in_force", "plan_run_seen", "plan_runs", "plan_seen",
    "topic_of_run", "versions_of", "visits_of_year", "year_plans",
]  # fmt: skip
