"""`/v1/pilot-elevators`: elevators on their way into the pilot, in it, and out of it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.ondemand.queries.elevators import (
    PilotSearch,
    changes_of,
    course_of,
    found_pilots,
    pilot_seen,
)
from hoistway.ondemand.queries.explaining import explain
from hoistway.ondemand.vocabulary import (
    ElevatorPilotState,
    EntryClause,
    EntryGround,
    ExitClause,
    PilotDeed,
)
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.doers import DoneBy, Fields, doers
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.v1.pilot_moves import router
from hoistway.openapi.values import Day
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.ondemand.models import ElevatorPilot

__all__ = ["router"]


class PilotsAsked(Asked):
    """Which elevators, and which page of them."""

    state: ElevatorPilotState | None = None
    failing: EntryClause | None = Field(default=None, description="Where this does not hold")


class DayAsked(BaseModel):
    """As of which day."""

    on: Day | None = Field(default=None, description="Today unless given; no later day")


class PilotOut(Out):
    """One elevator's way into the pilot."""

    register_number: str
    jurisdiction: str
    application: str = Field(description="Number of the firm's application")
    firm: str | None
    use_unit: str | None
    state: ElevatorPilotState
    proposed_at: datetime
    consent_by: date | None
    consented_at: datetime | None
    consent_document: str | None = Field(description="SHA-256 of the consent in the ledger")
    submitted_at: datetime | None
    check_by: date | None = Field(description="Until when the district answers")
    listed_at: datetime | None
    reported_at: datetime | None
    provisional_since: date | None = Field(description="Back on fixed intervals for now")
    provisional_clause: ExitClause | None
    ended_at: datetime | None
    ended_clause: ExitClause | None


class PilotConditionOut(BaseModel):
    """How one condition stood on the day, the fact that decides it, what it was judged by."""

    clause: EntryClause
    holds: bool
    ground: EntryGround
    facts: dict[str, object]


class ConditionChangeOut(BaseModel):
    """A condition that began or ceased to hold."""

    clause: EntryClause
    holds: bool
    ground: EntryGround
    on: date


class PilotStepOut(DoneBy):
    """One step of the way."""

    deed: PilotDeed
    words: str
    receipt: str = Field(description="Of the report to the city")
    at: datetime


class PilotWhole(PilotOut):
    """One way with every condition on a day and its course, the latest step first."""

    on: date
    holds: bool = Field(description="Whether every condition held on that day")
    edition: str
    conditions: list[PilotConditionOut]
    changes: list[ConditionChangeOut]
    steps: list[PilotStepOut]


@router.get(
    "", response=Page[PilotOut], url_name="pilot-elevators", summary="List elevators of the pilot"
)
def list_pilots(request: HttpRequest, asked: Query[PilotsAsked]) -> HttpResponse:
    """Answer the ways that the program's person sees, the newest first."""
    states = frozenset({asked.state}) if asked.state else frozenset()
    search = PilotSearch(states=states, failing=asked.failing)
    rows = narrowed(rows=found_pilots(by=_reader(request), search=search), asked=asked)
    found, following = turn(
        rows=rows.select_related("consent_document"), order=("-pk",), after=asked.after,
        limit=asked.limit,
    )  # fmt: skip
    told = [PilotOut(**_fields_of(row)) for row in found]
    return answer_page(request=request, rows=told, schema=PilotOut, following=following)


@router.get(
    "/{register_number}", response=PilotWhole, url_name="pilot-elevator",
    summary="Read an elevator of the pilot",
)  # fmt: skip
def read_pilot(
    request: HttpRequest, register_number: str, asked: Query[DayAsked]
) -> HttpResponse:  # fmt: skip
    """Answer the newest way of an elevator, and how each condition stood on a day."""
    by, now = _reader(request), clock.now()
    row = pilot_seen(by=by, register_number=register_number)
    day = min(asked.on or local_day(at=now), local_day(at=now))
    said = explain(elevator_id=row.elevator_id, on=day, now=now)
    steps = course_of(pilot_id=row.pk)
    done = doers(
        request=request, by=by, kept=[one.by for one in steps], roles=frozenset(),
        subject=f"pilot of {register_number}",
    )  # fmt: skip
    whole = PilotWhole(
        **_fields_of(row), on=day, holds=said.holds, edition=said.edition,
        conditions=[
            PilotConditionOut(
                clause=one.clause, holds=one.holds, ground=one.ground, facts=dict(one.facts)
            )
            for one in said.verdicts
        ],
        changes=[
            ConditionChangeOut(
                clause=one.clause, holds=one.holds, ground=one.facts["ground"], on=one.on
            )
            for one in changes_of(pilot_id=row.pk)
        ],
        steps=[
            PilotStepOut(
                deed=one.deed, words=one.words, receipt=str(one.facts.get("receipt", "")),
                at=one.at, **who,
            )
            for one, who in zip(steps, done, strict=True)
        ],
    )  # fmt: skip
    return answer_one(request=request, row=whole)


def _reader(request: HttpRequest) -> Actor:
    by = acting(request=request, scope=Scope.PILOT)
    require(by=by, deed=Deed.SEE_PILOT)
    return by


def _fields_of(row: "ElevatorPilot") -> Fields:
    document = row.consent_document
    return {
        "register_number": row.elevator.register_number, "jurisdiction": row.jurisdiction.code,
        "application": row.firm_pilot.number, "firm": organisation_ref(row.firm_pilot.firm),
        "use_unit": organisation_ref(row.elevator.use_unit), "state": row.state,
        "proposed_at": row.proposed_at, "consent_by": row.consent_by,
        "consented_at": row.consented_at,
        "consent_document": document.sha256 if document else None,
        "submitted_at": row.submitted_at, "check_by": row.check_by, "listed_at": row.listed_at,
        "reported_at": row.reported_at, "provisional_since": row.provisional_since,
        "provisional_clause": row.provisional_clause or None, "ended_at": row.ended_at,
        "ended_clause": row.ended_clause or None,
    }  # fmt: skip
