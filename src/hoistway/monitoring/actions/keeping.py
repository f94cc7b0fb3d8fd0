"""Keep how each elevator stands, many at once."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np

from hoistway.monitoring.models import Health
from hoistway.monitoring.queries.remote import Read
from hoistway.monitoring.rules.findings import Standing
from hoistway.monitoring.rules.judging import Judged
from hoistway.monitoring.rules.measures import KINDS
from hoistway.monitoring.rules.policy import MonitoringPolicy
from hoistway.monitoring.rules.remote import coverage_of

_COLUMNS = [
    "day", "state", "worst_kind", "worst_score", "days_known", "coverage", "indicators",
    "examined_at", "edition",
]  # fmt: skip


def keep_standings(
    *, judged: Judged, standings: Mapping[int, Standing], read: Read, now: datetime,
    policy: MonitoringPolicy,
) -> int:  # fmt: skip
    """Keep what was said of each elevator; return of how many something was."""
    first = read.first + policy.window_days - policy.remote_days
    coverage = coverage_of(days=read.days, first=first, length=policy.remote_days)
    rows = [
        _row(slot, standing, judged, coverage.get(slot)) for slot, standing in standings.items()
    ]
    for row in rows:
        row.day, row.examined_at, row.edition = read.last, now, policy.edition
    Health.objects.bulk_create(
        rows, batch_size=1000, update_conflicts=True, unique_fields=["elevator"],
        update_fields=_COLUMNS,
    )  # fmt: skip
    return len(rows)


def _row(slot: int, standing: Standing, judged: Judged, coverage: float | None) -> Health:
    told = [line for line in standing.lines if not np.isnan(judged.score[line])]
    worst = max(told, key=lambda line: float(judged.score[line]), default=None)
    return Health(
        elevator_id=slot, state=standing.state, coverage=coverage,
        worst_kind=KINDS[judged.series.kinds[worst]] if worst is not None else "",
        worst_score=round(float(judged.score[worst]), 2) if worst is not None else None,
        days_known=standing.days_known,
        indicators=[_said(judged, line) for line in standing.lines],
    )  # fmt: skip


def _said(judged: Judged, line: int) -> dict[str, object]:
    numbers = {
        "value": judged.value, "baseline": judged.baseline, "spread": judged.spread,
        "score": judged.score,
    }  # fmt: skip
    return {
        "kind": str(KINDS[judged.series.kinds[line]]), "floor": int(judged.series.floors[line]),
        **{
            name: None if np.isnan(of[line]) else round(float(of[line]), 3)
            for name, of in numbers.items()
        },
    }  # fmt: skip
