"""`/v1/inspection-requests`: a use unit asks for an inspection, a body agrees the day."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.inspection import actions
from hoistway.inspection.models import InspectionRequest
from hoistway.inspection.queries import request_seen, requests
from hoistway.inspection.vocabulary import InspectionKind, RequestState
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_of, organisation_ref
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

router = Router(tags=["inspections"])


class RequestsAsked(Asked):
    """Which requests, and which page of them."""

    kind: InspectionKind | None = None
    state: RequestState | None = None


class InspectionRequestOut(Out):
    """One request for an inspection or a test; `request` names it in addresses."""

    request: int
    register_number: str
    use_unit: str | None
    body: str | None
    body_name: str
    kind: InspectionKind
    state: RequestState
    wished_on: date
    agreed_on: date | None
    words: str
    asked_at: datetime
    inspection: str | None = Field(description="Number of the report that it led to")


class InspectionRequestIn(BaseModel):
    """What a use unit asks for."""

    register_number: str = Field(min_length=1, max_length=64)
    body: str = Field(min_length=1, max_length=20, description="Credit code of the body")
    kind: InspectionKind = InspectionKind.PERIODIC
    wished_on: Day
    words: str = Field(default="", max_length=300, description="Whom to ask for, how to get there")


class AgreeIn(BaseModel):
    """The day on which the body comes."""

    agreed_on: Day


@router.get(
    "", response=Page[InspectionRequestOut], url_name="inspection-requests",
    summary="List requests for inspections",
)  # fmt: skip
def list_requests(request: HttpRequest, asked: Query[RequestsAsked]) -> HttpResponse:
    """Answer the requests to the own body, or of elevators in reach, the first wished day first."""
    by = acting(request=request, scope=Scope.INSPECTIONS_READ)
    rows = requests(by=by).select_related("inspection", "use_unit")
    rows = narrowed(rows=rows, asked=asked, kind=asked.kind, state=asked.state)
    order = ("wished_on", "pk")
    found, following = turn(rows=rows, order=order, after=asked.after, limit=asked.limit)
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=InspectionRequestOut, following=following)


@router.get(
    "/{asked_for}", response=InspectionRequestOut, url_name="inspection-request",
    summary="Read a request for an inspection",
)  # fmt: skip
def read_request(request: HttpRequest, asked_for: int) -> HttpResponse:
    """Answer one request."""
    by = acting(request=request, scope=Scope.INSPECTIONS_READ)
    return answer_one(request=request, row=_told(request_seen(request_id=asked_for, by=by)))


@router.post(
    "", response={201: InspectionRequestOut}, url_name="inspection-requests",
    summary="Ask for an inspection",
)  # fmt: skip
def ask(request: HttpRequest, body: InspectionRequestIn) -> HttpResponse:
    """Ask, as the use unit, a body for an inspection or a test of an own elevator."""
    by = acting(request=request, scope=Scope.INSPECTIONS_WRITE)

    def do() -> Answer:
        wish = actions.Wish(
            elevator_id=elevator_seen(by=by, register_number=body.register_number).pk,
            body_id=organisation_of(ref=body.body).pk, kind=body.kind, wished_on=body.wished_on,
            words=body.words,
        )  # fmt: skip
        row = actions.ask_inspection(
            wish=wish, form_id=form_of(request=request), now=clock.now(), by=by
        )
        return _answer(row.pk, by)

    return write_once(request=request, do=do)


@router.post(
    "/{asked_for}/agree", response=InspectionRequestOut, url_name="inspection-request-agree",
    summary="Agree a day",
)  # fmt: skip
def agree(request: HttpRequest, asked_for: int, body: AgreeIn) -> HttpResponse:
    """Say, as the body, on which day it comes."""
    by = acting(request=request, scope=Scope.INSPECTIONS)

    def do() -> Answer:
        row = request_seen(request_id=asked_for, by=by)
        actions.agree_day(request_id=row.pk, agreed_on=body.agreed_on, now=clock.now(), by=by)
        return _answer(row.pk, by)

    return write_once(request=request, do=do, status=200)


@router.post(
    "/{asked_for}/drop", response=InspectionRequestOut, url_name="inspection-request-drop",
    summary="Take a request back",
)  # fmt: skip
def drop(request: HttpRequest, asked_for: int) -> HttpResponse:
    """Take back, as the use unit, what nobody has inspected yet."""
    by = acting(request=request, scope=Scope.INSPECTIONS_WRITE)

    def do() -> Answer:
        row = request_seen(request_id=asked_for, by=by)
        actions.drop_request(request_id=row.pk, now=clock.now(), by=by)
        return _answer(row.pk, by)

    return write_once(request=request, do=do, status=200)


def _answer(key: int, by: Actor) -> dict[str, object]:
    return _told(request_seen(request_id=key, by=by)).model_dump(mode="json")


def _told(row: InspectionRequest) -> InspectionRequestOut:
    return InspectionRequestOut(
        request=row.pk, register_number=row.elevator.register_number,
        use_unit=organisation_ref(row.use_unit), body=organisation_ref(row.body),
        body_name=row.body.name, kind=row.kind, state=row.state, wished_on=row.wished_on,
        agreed_on=row.agreed_on, words=row.words, asked_at=row.asked_at,
        inspection=row.inspection.number if row.inspection else None,
    )  # fmt: skip
