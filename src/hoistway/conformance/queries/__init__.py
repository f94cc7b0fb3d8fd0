"""Examinations: how each topic is examined, and what was found."""

from collections.abc import Callable

from hoistway.conformance.queries.asked import Asked, WhoseSystem
from hoistway.conformance.queries.feed import examine_feed
from hoistway.conformance.queries.kept import (
    examination_seen,
    examinations,
    examined_rows,
    last_examination,
)
from hoistway.conformance.queries.samples import examine_samples
from hoistway.conformance.queries.visits import examine_visits
from hoistway.conformance.rules.policy import ConformancePolicy, policy_on
from hoistway.conformance.rules.report import DayShare, Judged, Measure, RowFault
from hoistway.conformance.rules.rows import Row, rows_of
from hoistway.conformance.vocabulary import Topic

__all__ = [
    "EXAMINERS", "Asked", "ConformancePolicy", "DayShare", "Judged", "Measure", "Row", "RowFault",
    "WhoseSystem", "examination_seen", "examinations", "examine_feed", "examine_samples",
    "examine_visits", "examined_rows", "last_examination", "policy_on", "rows_of",
]  # fmt: skip


EXAMINERS: dict[Topic, Callable[..., Judged]] = {
    Topic.MAINTENANCE: examine_visits,
    Topic.TELEMETRY: examine_samples,
}
"""Topic → how rows of it are examined: `examine(rows=…, asked=…)`, which writes nothing."""
