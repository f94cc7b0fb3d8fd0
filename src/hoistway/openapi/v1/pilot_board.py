"""`/v1/pilot-board`, `/v1/pilot-outcomes`: how far districts are, and what came of the pilot."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from hoistway.dossier.pilot_board import pilot_board
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed
from hoistway.ondemand.queries.outcome import outcomes
from hoistway.openapi.answers import Out, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import REGULATORS
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.ondemand.models import PilotOutcome

router = Router(tags=["pilot"])
outcome_router = Router(tags=["pilot"])


class DistrictOut(Out):
    """One district: its elevators in use, how they are filed, connected, in the pilot, sampled."""

    jurisdiction: str
    name_zh: str
    name_en: str
    elevators: int
    filings_checked: int
    plates_due: int
    plates_posted: int
    connected: int
    live: int = Field(description="Heard at this moment")
    on_the_way: int
    in_the_pilot: int
    provisional: int = Field(description="Back on fixed intervals for now")
    exited: int
    cases: int = Field(description="Exit cases that wait for a decision")
    sample_wanted: int
    sample_drawn: int
    sample_checked: int


class OutcomeOut(Out):
    """One comparison of pilot elevators with matched ones on fixed intervals, with intervals."""

    day: date
    first_day: date
    method: str
    pilots: int
    controls: int
    left_out: int = Field(description="Pilot elevators beside which none stands")
    results: list[dict[str, object]] = Field(
        description="By `kind`: events and base of both sides, rates, ratio with its interval, "
        "the ratio before the pilot, the adjusted one, and `effect` in a word"
    )
    worked_out_at: datetime


@router.get(
    "", response=Page[DistrictOut], url_name="pilot-board", summary="Read how far districts are"
)
def list_districts(request: HttpRequest) -> HttpResponse:
    """Answer the districts in a regulator's sight; all come in one answer."""
    told = [
        DistrictOut(
            jurisdiction=row.code, name_zh=row.name[0], name_en=row.name[1],
            elevators=row.elevators,
            filings_checked=row.progress.standing.checked if row.progress else 0,
            plates_due=row.progress.plates if row.progress else 0,
            plates_posted=row.progress.posted if row.progress else 0,
            connected=row.connected, live=row.live, on_the_way=row.pilot.on_the_way,
            in_the_pilot=row.pilot.listed, provisional=row.pilot.provisional,
            exited=row.pilot.exited, cases=row.pilot.cases, sample_wanted=row.sample.wanted,
            sample_drawn=row.sample.done.drawn, sample_checked=row.sample.done.checked,
        )
        for row in pilot_board(by=_regulator(request), now=clock.now())
    ]  # fmt: skip
    return answer_page(request=request, rows=told, schema=DistrictOut, following=None)


@outcome_router.get(
    "", response=Page[OutcomeOut], url_name="pilot-outcomes", summary="List outcomes of the pilot"
)
def list_outcomes(request: HttpRequest, asked: Query[Turned]) -> HttpResponse:
    """Answer the comparisons that were worked out, the latest first; for regulators."""
    rows = outcomes(by=_regulator(request))
    found, following = turn(rows=rows, order=("-day", "-pk"), after=asked.after, limit=asked.limit)
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=OutcomeOut, following=following)


def _regulator(request: HttpRequest) -> Actor:
    by = acting(request=request, scope=Scope.PILOT)
    if by.role not in {str(role) for role in REGULATORS}:
        raise NotAllowed
    return by


def _told(row: "PilotOutcome") -> OutcomeOut:
    return OutcomeOut(
        day=row.day, first_day=row.first_day, method=row.method, pilots=row.pilots,
        controls=row.controls, left_out=row.left_out, results=row.results,
        worked_out_at=row.worked_out_at,
    )  # fmt: skip
