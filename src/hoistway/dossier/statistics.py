"""Figures over many rescues, each with its denominator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, DurationField, Expression, F, Q, QuerySet
from django.db.models.functions import ExtractHour, TruncDate

from hoistway.emergency.models import Incident
from hoistway.emergency.queries import first_source
from hoistway.emergency.queries.arrivals import timed
from hoistway.emergency.rules.policy import policy_on
from hoistway.emergency.vocabulary import IncidentState
from hoistway.foundation.periods import SHANGHAI, local_day

_ENDED = [str(IncidentState.FALSE_ALARM)]


class Median(Aggregate):
    """The median of durations, by PostgreSQL itself."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class Summary:
    """The main figures: `kept` of `judged` rescues had somebody on site within the limit."""

    total: int
    open: int
    false_alarms: int
    judged: int
    kept: int
    median_arrival_s: float | None
    arrival_limit_s: int
    clause: str

    @property
    def rate(self) -> float | None:
        """The share on site within the limit, None where nothing can be judged."""
        return self.kept / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a breakdown: its key, rescues, and how many of the judged kept the limit."""

    key: object
    label: tuple[str, str]
    count: int
    judged: int
    kept: int


def summary_of(*, rows: QuerySet[Incident], now: datetime) -> Summary:
    """Return the main figures of these rescues; one query."""
    seen, kept, judged = timed(rows=rows.order_by(), now=now)
    policy = policy_on(day=local_day(at=now))
    found: dict[str, Any] = seen.aggregate(
        total=Count("pk", filter=~Q(state__in=_ENDED)),
        open=Count("pk", filter=Q(state__in=sorted(IncidentState.open_states()))),
        false_alarms=Count("pk", filter=Q(state__in=_ENDED)),
        judged=Count("pk", filter=judged), kept=Count("pk", filter=kept),
        median=Median("took", filter=~Q(state__in=_ENDED) & Q(arrived_at__isnull=False)),
    )  # fmt: skip
    median: timedelta | None = found.pop("median")
    return Summary(
        **found, median_arrival_s=median.total_seconds() if median is not None else None,
        arrival_limit_s=policy.arrival_limit_s, clause=policy.clauses["arrival_limit_s"],
    )  # fmt: skip


_COLUMNS: Mapping[str, tuple[str, str | Expression]] = {
    "jurisdiction": ("elevator__jurisdiction_id", "elevator__jurisdiction__name_en"),
    "firm": ("firm_id", "firm__name_en"),
}
_NAMES = {"jurisdiction": "elevator__jurisdiction__name_zh", "firm": "firm__name"}


def shares_by_party(*, rows: QuerySet[Incident], party: str, now: datetime) -> list[Share]:
    """Return the figures by «jurisdiction» or «firm», most rescues first; one query."""
    key, english = _COLUMNS[party]
    seen, kept, judged = timed(rows=rows.order_by(), now=now)
    found = (
        seen.exclude(state__in=_ENDED)
        .values_list(key, _NAMES[party], english)
        .annotate(n=Count("pk"), judged=Count("pk", filter=judged), kept=Count("pk", filter=kept))
        .order_by("-n", key)
    )
    return [
        Share(key=pk, label=(zh or "—", en or zh or "—"), count=n, judged=judged_n, kept=kept_n)
        for pk, zh, en, n, judged_n, kept_n in found
    ]


def counts_by(*, rows: QuerySet[Incident], what: str) -> dict[str, int]:
    """Return how many true rescues there are per «cause», «level», «source» or «hour»."""
    hour = ExtractHour("opened_at", tzinfo=SHANGHAI)
    column: Any = {"source": first_source(), "hour": hour}.get(what, F(what))
    real = rows.order_by().filter(drill=False).exclude(state__in=_ENDED)
    grouped = real.annotate(counted_by=column).values_list("counted_by")
    counted = grouped.annotate(n=Count("pk")).order_by("counted_by")
    return {str(key if key is not None else ""): n for key, n in counted}


def daily_counts(*, rows: QuerySet[Incident], now: datetime, days: int = 30) -> list[int]:
    """Return the true rescues of each of the last days, oldest first, in Shanghai's days."""
    today = local_day(at=now)
    per_day = TruncDate("opened_at", tzinfo=SHANGHAI)
    since = now - timedelta(days=days)
    real = rows.order_by().filter(drill=False, opened_at__gte=since).exclude(state__in=_ENDED)
    counted = dict(real.annotate(day=per_day).values_list("day").annotate(n=Count("pk")))
    return [counted.get(today - timedelta(days=back), 0) for back in range(days - 1, -1, -1)]
