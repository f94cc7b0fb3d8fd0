"""Questions about the progress of the reform."""

from hoistway.reform.queries.behind import Behind, behind
from hoistway.reform.queries.counting import Counted, counted, districts_counted
from hoistway.reform.queries.efforts import EffortSearch, effort_seen, effort_totals, efforts
from hoistway.reform.queries.fair import LIMITS, Fair, fairness_of
from hoistway.reform.queries.kept import (
    AreaFigures,
    Kept,
    area_seen,
    areas_seen,
    city_of,
    kept_figures,
    kept_since,
    policy_for,
)

__all__ = [
    "LIMITS", "AreaFigures", "Behind", "Counted", "EffortSearch", "Fair", "Kept", "area_seen",
    "areas_seen", "behind", "city_of", "counted", "districts_counted", "effort_seen",
    "effort_totals", "efforts", "fairness_of", "kept_figures", "kept_since", "policy_for",
]  # fmt: skip
