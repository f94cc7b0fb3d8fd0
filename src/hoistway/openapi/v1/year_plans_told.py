"""What is answered of year plans: versions, lines, visits, alterations, differences."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel, Field

from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.openapi.answers import Out
from hoistway.openapi.doers import DoneBy, Fields
from hoistway.openapi.refs import organisation_ref
from hoistway.yearplans.queries import PlainLine
from hoistway.yearplans.vocabulary import LineReason, YearPlanState

if TYPE_CHECKING:
    from hoistway.yearplans.models import YearPlan, YearPlanLine


class YearPlanOut(Out):
    """One version of an elevator's plan; both days are included."""

    plan: UUID
    version: int
    state: YearPlanState
    register_number: str
    jurisdiction: str
    use_unit: str | None
    firm: str | None
    run: str | None = Field(description="The run that proposed it")
    first_day: date
    last_day: date
    visits: int = Field(description="Visits on site in the whole year")
    thin: bool = Field(description="Too few data stand behind it: it leans to fixed intervals")
    made_at: datetime
    adopted_at: datetime | None
    edition: str


class IntervalOut(BaseModel):
    """How and how often an item is looked at: days or months, one of the two."""

    way: ItemWay
    days: int
    months: int


class PlanLineOut(IntervalOut):
    """One item of a plan, and what speaks most for its interval."""

    item: str
    reason: LineReason
    values: dict[str, object] = Field(description="The figures behind the reason")


class PlannedVisitOut(BaseModel):
    """One visit of the year if each is done on its last day."""

    on: date
    items: list[str]


class ItemChangeOut(BaseModel):
    """What was altered of one item."""

    item: str
    before: IntervalOut
    after: IntervalOut


class PlanChangeOut(DoneBy):
    """One alteration by the firm."""

    at: datetime
    reason: str
    items: list[ItemChangeOut]


class PlanVersionOut(BaseModel):
    """One version of the same elevator's plan."""

    plan: UUID
    version: int
    state: YearPlanState


class YearPlanWhole(YearPlanOut):
    """One version with all that it holds."""

    lines: list[PlanLineOut]
    site_visits: list[PlannedVisitOut]
    changes: list[PlanChangeOut]
    versions: list[PlanVersionOut] = Field(description="All of the elevator, the newest first")


class PlanDifferenceOut(Out):
    """One item on which two versions differ; null where a version has no line for it."""

    item: str
    before: IntervalOut | None
    after: IntervalOut | None
    longer: bool = Field(description="Whether it is looked at less often than before")


def fields_of(row: "YearPlan") -> Fields:
    """Return what lists answer of a version whose elevator and organisations are loaded."""
    elevator = row.elevator
    return {
        "plan": row.uid, "version": row.version, "state": row.state,
        "register_number": elevator.register_number, "jurisdiction": elevator.jurisdiction.code,
        "use_unit": organisation_ref(elevator.use_unit), "firm": organisation_ref(row.firm),
        "run": row.run.number if row.run else None, "first_day": row.first_day,
        "last_day": row.last_day, "visits": row.visits, "thin": row.thin, "made_at": row.made_at,
        "adopted_at": row.adopted_at, "edition": row.edition,
    }  # fmt: skip


def lines_told(lines: Sequence["YearPlanLine"]) -> list[PlanLineOut]:
    """Return the lines of a version."""
    return [
        PlanLineOut(
            item=one.item, way=one.way, days=one.days, months=one.months, reason=one.reason,
            values=one.values,
        )
        for one in lines
    ]  # fmt: skip


def changes_of(row: "YearPlan", done: Sequence[Fields]) -> list[PlanChangeOut]:
    """Return the alterations of a version, the first one first; `done` says who made each."""
    return [
        PlanChangeOut(
            at=datetime.fromisoformat(said["at"]), reason=said["reason"],
            items=[
                ItemChangeOut(
                    item=one[0], before=IntervalOut(way=one[1], days=one[2], months=one[3]),
                    after=IntervalOut(way=one[4], days=one[5], months=one[6]),
                )
                for one in said["lines"]
            ],
            **who,
        )
        for said, who in zip(row.changes, done, strict=True)
    ]  # fmt: skip


def interval_of(line: PlainLine | None) -> IntervalOut | None:
    """Return a line as it is answered."""
    return IntervalOut(way=line.way, days=line.days, months=line.months) if line else None
