"""`/v1/use-requests`: use units ask to suspend, resume, scrap or change; the district decides."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.lifecycle.actions import file_request, withdraw_request
from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.queries import RequestSearch, Wish, found_requests, request_seen
from hoistway.lifecycle.vocabulary import UseRequestKind, UseRequestState
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.registry.vocabulary import Field as Fact

router = Router(tags=["use requests"])


class UseRequestsAsked(Asked):
    """Which requests, and which page of them."""

    text: str = Field(default="", max_length=80, description="Numbers, address, use unit")
    kind: UseRequestKind | None = None
    state: UseRequestState | None = None


class ChangeOut(BaseModel):
    """One fact that is asked to be changed."""

    field: str
    before: str | None
    after: str


class UseRequestOut(Out):
    """What a use unit asked for and what became of it."""

    number: str
    register_number: str
    kind: UseRequestKind
    state: UseRequestState
    use_unit: str | None
    jurisdiction: str
    effective_on: date
    until: date | None
    changes: list[ChangeOut]
    reason: str
    filed_at: datetime
    checked_at: datetime | None
    checked_reason: str
    in_force_at: datetime | None


class UseRequestIn(BaseModel):
    """What the elevator's use unit asks for."""

    register_number: str = Field(min_length=1, max_length=64)
    kind: UseRequestKind
    effective_on: Day = Field(description="Today or later")
    until: Day | None = Field(default=None, description="When a suspension is expected to end")
    changes: dict[Fact, Annotated[str, Field(max_length=120)]] = Field(
        default={}, max_length=10, description="Of kind «change»: field → new value"
    )
    reason: str = Field(min_length=1, max_length=300)


@router.get("", response=Page[UseRequestOut], url_name="use-requests", summary="List requests")
def list_requests(request: HttpRequest, asked: Query[UseRequestsAsked]) -> HttpResponse:
    """Answer the requests that the program's person sees, the latest first."""
    by = acting(request=request, scope=Scope.REGISTER)
    rows = narrowed(
        rows=found_requests(by=by, search=RequestSearch(text=asked.text)), asked=asked,
        kind=asked.kind, state=asked.state,
    )  # fmt: skip
    found, following = turn(
        rows=rows, order=("-filed_at", "-pk"), after=asked.after, limit=asked.limit
    )
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=UseRequestOut, following=following)


@router.get("/{number}", response=UseRequestOut, url_name="use-request", summary="Read a request")
def read_request(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one request."""
    by = acting(request=request, scope=Scope.REGISTER)
    return answer_one(request=request, row=_told(request_seen(number=number, by=by)))


@router.post(
    "", response={201: UseRequestOut}, url_name="use-requests",
    summary="Ask to suspend, resume, scrap or change",
)  # fmt: skip
def ask(request: HttpRequest, body: UseRequestIn) -> HttpResponse:
    """Keep what the elevator's use unit asks for; its district confirms or returns it by hand."""
    by = acting(request=request, scope=Scope.REGISTER_WRITE)
    wish = Wish(
        kind=body.kind, effective_on=body.effective_on, reason=body.reason, until=body.until,
        changes={str(field): value for field, value in body.changes.items()},
    )  # fmt: skip

    def do() -> Answer:
        elevator = elevator_seen(by=by, register_number=body.register_number)
        row = file_request(
            elevator_id=elevator.pk, wish=wish, form_id=form_of(request=request),
            now=clock.now(), by=by,
        )  # fmt: skip
        return _told(request_seen(number=row.number, by=by)).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.post(
    "/{number}/withdraw", response={201: UseRequestOut}, url_name="use-request-withdraw",
    summary="Take a request back",
)  # fmt: skip
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take the use unit's own request back while it is not in force."""
    by = acting(request=request, scope=Scope.REGISTER_WRITE)

    def do() -> Answer:
        row = request_seen(number=number, by=by)
        withdraw_request(request_id=row.pk, now=clock.now(), by=by)
        return _told(request_seen(number=number, by=by)).model_dump(mode="json")

    return write_once(request=request, do=do)


def _told(row: UseRequest) -> UseRequestOut:
    return UseRequestOut(
        number=row.number, register_number=row.elevator.register_number, kind=row.kind,
        state=row.state, use_unit=organisation_ref(row.use_unit),
        jurisdiction=row.jurisdiction.code, effective_on=row.effective_on, until=row.until,
        changes=[
            ChangeOut(field=field, before=one.get("before"), after=one["after"])
            for field, one in row.changes.items()
        ],
        reason=row.reason, filed_at=row.filed_at, checked_at=row.checked_at,
        checked_reason=row.checked_reason, in_force_at=row.in_force_at,
    )  # fmt: skip
