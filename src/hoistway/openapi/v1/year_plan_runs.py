"""`/v1/year-plan-runs`: year plans proposed for many elevators of a firm at once."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import RunState, UseState
from hoistway.yearplans.actions import ask_plans, stop_run
from hoistway.yearplans.queries import plan_run_seen, plan_runs

if TYPE_CHECKING:
    from hoistway.yearplans.models import PlanRun

router = Router(tags=["year-plans"])


class RunIn(BaseModel):
    """For which elevators plans are proposed, and from which day they count."""

    first_day: Day
    register_numbers: list[Annotated[str, Field(max_length=64)]] = Field(
        default=[], max_length=5_000, description="None: all that the firm maintains"
    )


class RunRefusedOut(BaseModel):
    """An elevator for which nothing was proposed, and why."""

    register_number: str
    zh: str
    en: str


class PlanRunOut(Out):
    """One run; ask again until its state is `done`, then list `/v1/year-plans?run=`."""

    number: str
    first_day: date
    state: RunState
    elevators: int
    done: int
    refused: list[RunRefusedOut]
    said: str = Field(description="Why it failed")
    at: datetime
    ended_at: datetime | None


@router.get("", response=Page[PlanRunOut], url_name="year-plan-runs", summary="List runs of plans")
def list_runs(request: HttpRequest, asked: Query[Turned]) -> HttpResponse:
    """Answer what the firm asked for, the newest first."""
    by = _office(request, Scope.MAINTENANCE)
    found, following = turn(
        rows=plan_runs(by=by), order=("-at", "-pk"), after=asked.after, limit=asked.limit
    )
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=PlanRunOut, following=following)


@router.get(
    "/{number}", response=PlanRunOut, url_name="year-plan-run", summary="Read a run of plans"
)
def read_run(request: HttpRequest, number: str) -> HttpResponse:
    """Answer how far a run is, and what it could not propose."""
    row = plan_run_seen(number=number, by=_office(request, Scope.MAINTENANCE))
    return answer_one(request=request, row=_told(row))


@router.post(
    "", response={201: PlanRunOut}, url_name="year-plan-runs", summary="Have plans proposed"
)
def ask(request: HttpRequest, body: RunIn) -> HttpResponse:
    """Have plans proposed for elevators of the firm from what is known of each; a job does it."""
    by = _office(request, Scope.MAINTENANCE_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        rows = elevators(by=by).exclude(use_state=UseState.SCRAPPED)
        if body.register_numbers:
            rows = rows.filter(register_number__in=body.register_numbers)
        keys = list(rows.order_by().values_list("pk", flat=True))
        row = ask_plans(
            elevator_ids=keys, first_day=body.first_day, form_id=form, now=clock.now(), by=by
        )
        return _told(row).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.post(
    "/{number}/stop", response=PlanRunOut, url_name="year-plan-run-stop",
    summary="Stop a run of plans",
)  # fmt: skip
def stop(request: HttpRequest, number: str) -> HttpResponse:
    """Give a run up that is not done; what it has proposed stays."""
    by = _office(request, Scope.MAINTENANCE_WRITE)

    def do() -> Answer:
        stop_run(number=number, now=clock.now(), by=by)
        return _told(plan_run_seen(number=number, by=by)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _office(request: HttpRequest, scope: Scope) -> Actor:
    by = acting(request=request, scope=scope)
    require(by=by, deed=Deed.PLAN_YEAR)
    return by


def _told(row: "PlanRun") -> PlanRunOut:
    return PlanRunOut(
        number=row.number, first_day=row.first_day, state=row.state, elevators=row.asked,
        done=row.done, refused=[RunRefusedOut(**one) for one in row.refused], said=row.said,
        at=row.at, ended_at=row.ended_at,
    )  # fmt: skip
