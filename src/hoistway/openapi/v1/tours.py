"""`/v1/tours` and `/v1/schedule-board`: how a firm's work stands, and who goes where in a day."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.actions.assigning import route_day
from hoistway.maintenance.queries.board import due_per_day, loads, standing, tours_of_day
from hoistway.maintenance.queries.visits import visits
from hoistway.maintenance.vocabulary import Level, VisitKind
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page
from hoistway.openapi.refs import people_of, person_ref
from hoistway.openapi.values import Day
from hoistway.openapi.writes import write_once
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

router = Router(tags=["schedules"])
board_router = Router(tags=["schedules"])


class BoardAsked(BaseModel):
    """How many days ahead are told."""

    days: int = Field(default=15, ge=1, le=92)


class BoardDayOut(BaseModel):
    """One day: how many visits fall due, and for how many of them nobody is to go."""

    day: date
    due: int
    nobody: int


class LoadOut(BaseModel):
    """One technician's open visits; `minutes` is what today's take at the least."""

    technician: str
    open: int
    overdue: int
    soon: int
    planned_today: int
    minutes: int


class BoardOut(Out):
    """How the open visits of the firm stand, day by day and technician by technician."""

    open: int
    overdue: int
    due_today: int
    soon: int
    planned_today: int
    nobody: int = Field(description="Open visits for which nobody is to go")
    done_this_month: int
    oldest_due_on: date | None
    days: list[BoardDayOut]
    technicians: list[LoadOut] = Field(description="The most burdened first")


class TourStopOut(BaseModel):
    """One visit of a tour, in its order."""

    visit: UUID
    register_number: str
    kind: VisitKind
    level: Level | None
    due_on: date | None
    place_in_route: int | None


class TourOut(Out):
    """Who goes where on a day."""

    technician: str
    stops: list[TourStopOut]


class ToursAsked(BaseModel):
    """Of which day."""

    day: Day | None = Field(default=None, description="Today unless given")


class ToursIn(BaseModel):
    """Which visits are shared out among whom on a day."""

    visits: list[UUID] = Field(min_length=1, max_length=400)
    technicians: list[str] = Field(min_length=1, max_length=100, description="P…")
    day: Day


class LaidTour(BaseModel):
    """One person's day: the visits in order, minutes of way and work, metres of way."""

    technician: str
    visits: list[UUID]
    minutes: int
    metres: int


class ToursLaid(BaseModel):
    """The tours of a day, and the visits for which no hours were left."""

    tours: list[LaidTour]
    left: list[UUID]


@board_router.get(
    "", response=BoardOut, url_name="schedule-board", summary="Read how the firm's work stands"
)
def read_board(request: HttpRequest, asked: Query[BoardAsked]) -> HttpResponse:
    """Answer what is due and overdue, for each of the next days and each technician."""
    by, now = _office(request, Scope.MAINTENANCE), clock.now()
    today = local_day(at=now)
    told = standing(by=by, today=today, now=now)
    row = BoardOut(
        open=told.open, overdue=told.overdue, due_today=told.today, soon=told.soon,
        planned_today=told.planned_today, nobody=told.nobody, done_this_month=told.done_month,
        oldest_due_on=told.worst,
        days=[
            BoardDayOut(day=day, due=due, nobody=nobody)
            for day, due, nobody in due_per_day(by=by, first=today, days=asked.days)
        ],
        technicians=[
            LoadOut(
                technician=person_ref(one.person_id), open=one.open, overdue=one.overdue,
                soon=one.soon, planned_today=one.today, minutes=one.minutes,
            )
            for one in loads(by=by, today=today)
        ],
    )  # fmt: skip
    return answer_one(request=request, row=row)


@router.get("", response=Page[TourOut], url_name="tours", summary="List the tours of a day")
def list_tours(request: HttpRequest, asked: Query[ToursAsked]) -> HttpResponse:
    """Answer who goes where on a day, each tour in its order; all of the day come in one answer."""
    by = _office(request, Scope.MAINTENANCE)
    day = asked.day or local_day(at=clock.now())
    told = [
        TourOut(
            technician=person_ref(person),
            stops=[
                TourStopOut(
                    visit=row.uid, register_number=row.elevator.register_number, kind=row.kind,
                    level=row.level, due_on=row.due_on, place_in_route=row.place_in_route,
                )
                for row in rows
            ],
        )
        for person, rows in tours_of_day(by=by, day=day).items()
    ]  # fmt: skip
    return answer_page(request=request, rows=told, schema=TourOut, following=None)


@router.post("", response={201: ToursLaid}, url_name="tours", summary="Lay out tours")
def lay_out(request: HttpRequest, body: ToursIn) -> HttpResponse:
    """Share planned visits out among technicians for a day, each in a good order, and keep it.

    What they have on that day already stays theirs and is put in order with the rest. Give visits
    to one person without an order by `/v1/visits/assignments`.
    """
    by = _office(request, Scope.MAINTENANCE_WRITE)
    people = people_of(refs=body.technicians)

    def do() -> Answer:
        uids = _uids(body.visits, by)
        plan = route_day(
            visit_ids=list(uids), person_ids=people, day=body.day, now=clock.now(), by=by
        )
        told = {key for tour in plan.tours for key in tour.visit_ids} | set(plan.left)
        names = dict(visits(by=by).filter(pk__in=told).order_by().values_list("pk", "uid"))
        laid = ToursLaid(
            tours=[
                LaidTour(
                    technician=person_ref(tour.person_id), minutes=tour.minutes,
                    metres=tour.metres, visits=[names[key] for key in tour.visit_ids],
                )
                for tour in plan.tours
            ],
            left=[names[key] for key in plan.left],
        )  # fmt: skip
        return laid.model_dump(mode="json")

    return write_once(request=request, do=do)


def _office(request: HttpRequest, scope: Scope) -> Actor:
    by = acting(request=request, scope=scope)
    require(by=by, deed=Deed.PLAN_MAINTENANCE)
    return by


def _uids(uids: list[UUID], by: Actor) -> dict[int, UUID]:
    rows = visits(by=by).filter(uid__in=uids, firm_id=by.organisation_id).order_by()
    found = dict(rows.values_list("pk", "uid"))
    if len(found) != len(set(uids)):
        raise NotFound
    return found
