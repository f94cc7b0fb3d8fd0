"""`/v1/due-inspections`, `/v1/elevators/…/inspection`: what is due next, and what is in force."""

from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.inspection.models import NextInspection, StopUse
from hoistway.inspection.queries import (
    due_until,
    open_defects_of,
    past_stops,
    standing_of,
    standing_of_row,
    verdict_in_force,
)
from hoistway.inspection.vocabulary import DueStanding, InspectionKind, StopReason, Verdict
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.v1.inspections import DefectOut, defect_told
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope
from hoistway.registry.vocabulary import UseState

router = Router(tags=["inspections"])
of_elevators = Router(tags=["inspections"])

AHEAD_DAYS = 92
"""Days ahead unless told otherwise. Chosen: a quarter, as on the page."""


class DueAsked(Asked):
    """Which elevators in use; what is late is always among them."""

    kind: InspectionKind | None = None
    within_days: int = Field(default=AHEAD_DAYS, ge=-3650, le=3650, description="Due until then")


class DueOut(Out):
    """What is due next on an elevator, as the platform works it out."""

    register_number: str
    jurisdiction: str
    use_unit: str | None
    firm: str | None
    kind: InspectionKind
    standing: DueStanding
    due_on: date | None
    early_from: date | None = Field(description="From this day it may be done early")
    ask_by: date | None = Field(description="Until this day it is to be asked for")
    edition: str


class InForceOut(BaseModel):
    """The report in force."""

    number: str
    kind: InspectionKind
    verdict: Verdict
    held_on: date
    report_number: str
    body: str | None


class StopOfElevator(BaseModel):
    """That an elevator must not be, or must not have been, used."""

    stop: int
    reason: StopReason
    clause: str
    ordered_at: datetime
    received_at: datetime | None
    lifted_at: datetime | None
    lifted_reason: str


class InspectionOfElevator(Out):
    """How an elevator stands today: what is in force, due, forbidden and to be mended."""

    register_number: str
    standing: DueStanding
    must_not_be_used: bool
    next_kind: InspectionKind
    due_on: date | None
    early_from: date | None
    ask_by: date | None
    in_force: InForceOut | None
    stops: list[StopOfElevator] = Field(description="All there ever were, the latest first")
    defects: list[DefectOut] = Field(description="What nobody has seen mended")


@router.get("", response=Page[DueOut], url_name="due-inspections", summary="List what is due")
def list_due(request: HttpRequest, asked: Query[DueAsked]) -> HttpResponse:
    """Answer the elevators in use whose inspection or test is late or falls due, the first first.

    Negative `within_days` leaves out what is late by fewer days.
    """
    by, today = acting(request=request, scope=Scope.INSPECTIONS_READ), local_day(at=clock.now())
    last = today + timedelta(days=asked.within_days)
    rows = narrowed(rows=due_until(by=by, last=last), asked=asked, kind=asked.kind)
    found, following = turn(rows=rows, order=("due_on", "pk"), after=asked.after, limit=asked.limit)
    told = [_due(row, today) for row in found]
    return answer_page(request=request, rows=told, schema=DueOut, following=following)


@of_elevators.get(
    "/{register_number}/inspection", response=InspectionOfElevator,
    url_name="elevator-inspection", summary="How does an elevator stand?",
)  # fmt: skip
def read_standing(request: HttpRequest, register_number: str) -> HttpResponse:
    """Answer what is in force and due on an elevator in reach, and whether it may be used."""
    by, today = acting(request=request, scope=Scope.INSPECTIONS_READ), local_day(at=clock.now())
    require(by=by, deed=Deed.SEE_INSPECTIONS)
    elevator = elevator_seen(by=by, register_number=register_number)
    keys = [elevator.pk]
    standing, due = standing_of(elevator_ids=keys, on=today)[elevator.pk]
    held = verdict_in_force(elevator_ids=keys, on=today).get(elevator.pk)
    stops = past_stops(elevator_id=elevator.pk)
    defects = open_defects_of(elevator_ids=keys).get(elevator.pk, [])
    told = InspectionOfElevator(
        register_number=elevator.register_number, standing=standing, next_kind=due.kind,
        must_not_be_used=any(one.lifted_at is None for one in stops), due_on=due.due_on,
        early_from=due.early_from, ask_by=due.ask_by,
        in_force=InForceOut(
            number=held.number, kind=held.kind, verdict=held.verdict, held_on=held.held_on,
            report_number=held.report_number, body=organisation_ref(held.body),
        ) if held else None,
        stops=[_stop(one) for one in stops], defects=[defect_told(one) for one in defects],
    )  # fmt: skip
    return answer_one(request=request, row=told)


def _due(row: NextInspection, today: date) -> DueOut:
    place = row.elevator
    idle = place.use_state is not UseState.IN_USE
    return DueOut(
        register_number=place.register_number, jurisdiction=place.jurisdiction.code,
        use_unit=organisation_ref(place.use_unit), firm=organisation_ref(place.firm),
        kind=row.kind, standing=standing_of_row(row=row, on=today, out_of_use=idle),
        due_on=row.due_on, early_from=row.early_from, ask_by=row.ask_by, edition=row.edition,
    )  # fmt: skip


def _stop(row: StopUse) -> StopOfElevator:
    return StopOfElevator(
        stop=row.pk, reason=row.reason, clause=row.clause, ordered_at=row.ordered_at,
        received_at=row.received_at, lifted_at=row.lifted_at, lifted_reason=row.lifted_reason,
    )  # fmt: skip
