"""What is asked of remote monitoring."""

from hoistway.monitoring.queries.deviations import (
    DeviationSearch,
    deviation_counts,
    deviation_seen,
    deviations,
    found_deviations,
    open_deviations,
    past_deviations,
    steps_of,
)
from hoistway.monitoring.queries.health import (
    HealthFacts,
    HealthNow,
    IndicatorNow,
    health_counts,
    health_facts,
    health_of,
    health_rows,
    remote_items,
)
from hoistway.monitoring.queries.lines import IndicatorLine, indicator_lines
from hoistway.monitoring.queries.remote import RemoteNow, remote_now
from hoistway.monitoring.rules.remote import Hindrance
from hoistway.monitoring.rules.words import amount, told

__all__ = [
    "DeviationSearch", "HealthFacts", "HealthNow", "Hindrance", "IndicatorLine", "IndicatorNow",
    "RemoteNow", "amount", "deviation_counts", "deviation_seen", "deviations",
    "found_deviations", "health_counts", "health_facts", "health_of", "health_rows",
    "indicator_lines", "open_deviations", "past_deviations", "remote_items", "remote_now",
    "steps_of", "told",
]  # fmt: skip
