"""Every figure is a count of rows of which so many keep a condition: counted and listed alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from hoistway.emergency.queries.arrivals import judged
from hoistway.filings.queries.progress import filed
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.maintenance.queries.progress import fell_due, in_time
from hoistway.ondemand.queries.progress import in_pilot, sampled
from hoistway.parties.models import Jurisdiction
from hoistway.parties.queries import jurisdictions
from hoistway.parties.vocabulary import JurisdictionKind
from hoistway.plates.queries.progress import posted
from hoistway.reform.rules.policy import ReformPolicy
from hoistway.reform.vocabulary import Figure
from hoistway.supervision.queries.progress import orders_due, units_checked
from hoistway.telemetry.queries.progress import heard


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of a figure, the condition that makes them its part, and where their area stands."""

    rows: QuerySet[Any]
    keeps: Q
    area: str

    def of(self, *, jurisdiction_id: int) -> "Counted":
        """Return the same rows of one area."""
        return Counted(self.rows.filter(**{self.area: jurisdiction_id}), self.keeps, self.area)

    def kept(self) -> QuerySet[Any]:
        """Return the rows that make the part."""
        return self.rows.filter(self.keeps)

    def missing(self) -> QuerySet[Any]:
        """Return the rows that lack it."""
        return self.rows.filter(~self.keeps)

    def per_area(self) -> dict[int, tuple[int, int]]:
        """Return part and whole by key of the area; two queries."""
        whole, part = _per(self.rows, self.area), _per(self.kept(), self.area)
        return {key: (part.get(key, 0), count) for key, count in whole.items()}


def _per(rows: QuerySet[Any], area: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(area).annotate(n=Count("pk")))


_HERE, _THERE = "jurisdiction_id", "elevator__jurisdiction_id"


def counted(*, figure: Figure, policy: ReformPolicy, at: datetime, by: Actor) -> Counted:
    """Return the rows of a figure at an instant, within what the actor may see."""
    day = local_day(at=at)
    within = timedelta(hours=policy.heard_within_hours)
    if figure is Figure.PAPERLESS:
        visits, on_record = fell_due(
            by=by, first=day - timedelta(days=policy.visit_days), before=day
        )
        return Counted(visits, on_record, _THERE)
    if figure is Figure.ON_TIME:
        schedules, not_overdue = in_time(by=by, day=day)
        return Counted(schedules, not_overdue, _THERE)
    if figure is Figure.RESPONSE:
        new_year = datetime.combine(date(day.year, 1, 1), time(), SHANGHAI)
        rescues, there = judged(by=by, first=new_year, now=at)
        return Counted(rescues, there, _THERE)
    told: dict[Figure, Any] = {
        Figure.FILED: lambda: filed(by=by, day=day),
        Figure.POSTED: lambda: posted(by=by, at=at),
        Figure.CONNECTED: lambda: heard(by=by, at=at, within=within),
        Figure.PILOT: lambda: in_pilot(by=by, at=at),
        Figure.SAMPLED: lambda: sampled(by=by, at=at),
        Figure.CHECKED: lambda: units_checked(by=by, at=at),
        Figure.ORDERS: lambda: orders_due(by=by, at=at),
    }
    rows, keeps = told[figure]()
    return Counted(rows, keeps, _HERE)


def districts_of_city() -> list[Jurisdiction]:
    """Return the areas that the reform is counted for, by code."""
    kinds = (JurisdictionKind.DISTRICT, JurisdictionKind.ZONE)
    return sorted((one for one in jurisdictions() if one.kind in kinds), key=lambda one: one.code)


def districts_counted(
    *, policy: ReformPolicy, at: datetime
) -> Mapping[tuple[int, Figure], tuple[int, int]]:
    """Return part and whole of every figure of every district; two queries a figure."""
    areas = districts_of_city()
    found: dict[tuple[int, Figure], tuple[int, int]] = {}
    for figure in Figure:
        told = counted(figure=figure, policy=policy, at=at, by=PLATFORM).per_area()
        found |= {(one.pk, figure): told.get(one.pk, (0, 0)) for one in areas}
    return found
