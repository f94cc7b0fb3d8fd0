"""How fast and how well the public is answered: public, with denominators."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    Q,
    QuerySet,
    Sum,
)
from django.db.models.functions import Coalesce, Extract, TruncMonth

from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.riders.models import PublicReport
from hoistway.riders.queries.reports import OPEN
from hoistway.riders.rules.policy import policy_on
from hoistway.riders.vocabulary import Desk, ReportKind, ReportState


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures of one group of matters; None where too few were answered to say.

    `filed` and `answered` are the denominators: hours are those from report to first answer of
    `answered`, `in_time` of those that were answered or whose first deadline has
    passed (`judged`), `reopened` of `answered`.
    """

    filed: int
    people: int
    answered: int
    judged: int
    overdue_open: int
    median_h: float | None
    ninety_h: float | None
    in_time: float | None
    reopened: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFigures:
    """Figures of the matters whose turn it is, or was at last, at one desk."""

    desk: Desk
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigures:
    """Figures of one jurisdiction."""

    jurisdiction_code: str
    name: str
    name_en: str
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """Figures of what was reported in one month; `month` is its first day."""

    month: date
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseFigures:
    """All figures of some months, of an area or of the city."""

    since: date
    least_sample: int
    edition: str
    all: Figures
    by_desk: tuple[DeskFigures, ...]
    by_district: tuple[AreaFigures, ...]
    by_month: tuple[MonthFigures, ...]


class _Share(Func):
    """A continuous percentile, as PostgreSQL reckons it."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()
    contains_aggregate = True

    def get_group_by_cols(self) -> list[Any]:
        """Aggregates group by nothing."""
        return []


def response_figures(
    *, jurisdiction_code: str | None, months: int, now: datetime
) -> ResponseFigures:
    """Return how the matters of the last calendar months were answered; four queries.

    Corrections and hidden reports do not count. A figure of fewer than the policy's least sample
    is None.
    """
    policy, since = policy_on(day=local_day(at=now)), _first_day(now, months)
    began = datetime(since.year, since.month, 1, tzinfo=SHANGHAI)
    found = _matters(began, now, jurisdiction_code)
    measure, least = _measures(now), policy.least_sample
    names = "jurisdiction__code", "jurisdiction__name_zh", "jurisdiction__name_en"
    return ResponseFigures(
        since=since, least_sample=least, edition=policy.edition,
        all=_figures(found.aggregate(**measure), least),
        by_desk=tuple(
            DeskFigures(desk=row["desk"], figures=_figures(row, least))
            for row in _grouped(found, "desk", measure=measure)
        ),
        by_district=tuple(
            AreaFigures(
                jurisdiction_code=row[names[0]], name=row[names[1]], name_en=row[names[2]],
                figures=_figures(row, least),
            )
            for row in _grouped(found, *names, measure=measure)
        ),
        by_month=tuple(
            MonthFigures(month=row["month"].date(), figures=_figures(row, least))
            for row in _grouped(found, "month", measure=measure)
        ),
    )  # fmt: skip


def _matters(
    began: datetime, now: datetime, jurisdiction_code: str | None
) -> QuerySet[PublicReport]:
    found = PublicReport.objects.filter(joined=None, made_at__gte=began, made_at__lt=now)
    found = found.exclude(state=ReportState.HIDDEN).exclude(kind=ReportKind.CORRECTION).order_by()
    if jurisdiction_code:
        found = found.filter(jurisdiction__code=jurisdiction_code)
    return found.annotate(
        hours=Extract(
            ExpressionWrapper(F("answered_at") - F("made_at"), output_field=DurationField()),
            "epoch",
        ) / 3600.0,
        month=TruncMonth("made_at", tzinfo=SHANGHAI),
    )  # fmt: skip


def _first_day(now: datetime, months: int) -> date:
    day = local_day(at=now)
    count = day.year * 12 + day.month - months
    return date(count // 12, count % 12 + 1, 1)


def _grouped(
    found: QuerySet[PublicReport], *columns: str, measure: Mapping[str, Any]
) -> list[dict[str, Any]]:
    return list(found.values(*columns).annotate(**measure).order_by(*columns))


def _measures(now: datetime) -> dict[str, Any]:
    answered = Q(answered_at__isnull=False)
    return {
        "filed": Count("pk"),
        "people": Coalesce(Sum("also"), 0) + Count("pk"),
        "answered": Count("pk", filter=answered),
        "judged": Count("pk", filter=answered | Q(promised_at__lte=now)),
        "kept": Count("pk", filter=answered & Q(answered_at__lte=F("promised_at"))),
        "opened_again": Count("pk", filter=answered & Q(reopened__gt=0)),
        "overdue_open": Count("pk", filter=Q(state__in=OPEN, due_at__lte=now)),
        "median": _Share("hours", share=0.5),
        "ninety": _Share("hours", share=0.9),
    }  # fmt: skip


def _figures(row: Mapping[str, Any], least: int) -> Figures:
    enough, judged = row["answered"] >= least, row["judged"]
    return Figures(
        filed=row["filed"], people=row["people"], answered=row["answered"], judged=judged,
        overdue_open=row["overdue_open"], median_h=row["median"] if enough else None,
        ninety_h=row["ninety"] if enough else None,
        in_time=row["kept"] / judged if judged >= least else None,
        reopened=row["opened_again"] / row["answered"] if enough else None,
    )  # fmt: skip
