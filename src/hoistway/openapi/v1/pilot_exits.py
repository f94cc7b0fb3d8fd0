"""`/v1/pilot-exits`, `/v1/pilot-warnings`: who may have to leave the pilot, and why."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.ondemand.actions.exits import Said, answer_case, appeal_exit
from hoistway.ondemand.queries.exits import (
    ExitSearch,
    case_seen,
    exit_steps,
    found_exit_cases,
    warnings_of,
)
from hoistway.ondemand.vocabulary import ExitClause, ExitDeed, ExitState
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import DoneBy, Fields, doers
from hoistway.openapi.files import attachment_of
from hoistway.openapi.handing_out import KEPT_TYPES, binary, kept_file
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.ondemand.models import ElevatorPilot, ExitCase, FirmPilot

router = Router(tags=["pilot"])
warning_router = Router(tags=["pilot"])


class ExitsAsked(Turned):
    """Which cases, and which page of them."""

    text: str = Field(default="", max_length=80, description="Words of number, place, bodies")
    clause: ExitClause | None = None
    state: ExitState | None = None
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")
    pending: bool = Field(default=False, description="Only those that wait for a decision")


class ExitSubject(Out):
    """Of whom: a firm by its application, or an elevator."""

    application: str
    firm: str | None
    register_number: str | None
    use_unit: str | None


class ExitOut(ExitSubject):
    """That a firm or an elevator may have to leave the pilot; a regulator decides."""

    number: str
    clause: ExitClause
    state: ExitState
    jurisdiction: str
    found_on: date
    at_once: bool = Field(description="It is on fixed intervals meanwhile")
    answer_by: date
    correct_by: date | None
    decided_at: datetime | None
    appeal_by: date | None
    appealed_at: datetime | None
    settled_at: datetime | None
    edition: str


class ExitStepOut(DoneBy):
    """One step of a case."""

    deed: ExitDeed
    words: str
    file_sha256: str | None
    at: datetime


class ExitWhole(ExitOut):
    """One case with its evidence and its course."""

    evidence: dict[str, object]
    steps: list[ExitStepOut]


class WarningOut(ExitSubject):
    """That somebody was told of a limit that comes nearer; each mark once an episode."""

    clause: ExitClause
    mark: int
    episode: date
    facts: dict[str, object]
    at: datetime


class ExitAnswerIn(BaseModel):
    """What is said to a case; all sides read it."""

    words: str = Field(min_length=1, max_length=2000)
    attachment: str = Field(default="", max_length=64, description="SHA-256 of a photo or paper")


@router.get("", response=Page[ExitOut], url_name="pilot-exits", summary="List exit cases")
def list_exits(request: HttpRequest, asked: Query[ExitsAsked]) -> HttpResponse:
    """Answer the cases that the program's person sees, the latest first."""
    search = ExitSearch(
        text=asked.text, clause=asked.clause, state=asked.state,
        jurisdiction_code=asked.jurisdiction,
    )  # fmt: skip
    rows = found_exit_cases(by=_reader(request), search=search)
    if asked.pending:
        rows = rows.filter(state__in=sorted(map(str, ExitState.pending())))
    found, following = turn(rows=rows, order=("-pk",), after=asked.after, limit=asked.limit)
    told = [ExitOut(**_fields_of(row)) for row in found]
    return answer_page(request=request, rows=told, schema=ExitOut, following=following)


@router.get("/{number}", response=ExitWhole, url_name="pilot-exit", summary="Read an exit case")
def read_exit(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one case with its evidence, what each side said, and the decision."""
    by = _reader(request)
    row = case_seen(by=by, number=number)
    steps = exit_steps(case_id=row.pk)
    done = doers(
        request=request, by=by, kept=[step.by for step in steps], subject=f"exit {row.number}"
    )
    whole = ExitWhole(
        **_fields_of(row), evidence=row.evidence,
        steps=[
            ExitStepOut(
                deed=step.deed, words=step.words, at=step.at,
                file_sha256=step.file.sha256 if step.file else None, **who,
            )
            for step, who in zip(steps, done, strict=True)
        ],
    )  # fmt: skip
    return answer_one(request=request, row=whole)


@router.get(
    "/{number}/files/{sha256}", url_name="pilot-exit-file", summary="Take a file of an exit case",
    openapi_extra=binary(*KEPT_TYPES),
)  # fmt: skip
def take_file(request: HttpRequest, number: str, sha256: str) -> HttpResponse:
    """Give the bytes of a photo or paper that a step of the case carries."""
    row = case_seen(by=_reader(request), number=number)
    files = {step.file.sha256: step.file for step in exit_steps(case_id=row.pk) if step.file}
    if sha256 not in files:
        raise NotFound
    return kept_file(attachment=files[sha256], name=f"{row.number}-{sha256[:8]}")


@router.post(
    "/{number}/answer", response=ExitOut, url_name="pilot-exit-answer", summary="Answer a case"
)
def answer(request: HttpRequest, number: str, body: ExitAnswerIn) -> HttpResponse:
    """Say, as firm or use unit, what there is to say; when all are heard it is decided."""
    return _said(request, number, body, answer_case)


@router.post(
    "/{number}/appeal", response=ExitOut, url_name="pilot-exit-appeal", summary="Appeal an exit"
)
def appeal(request: HttpRequest, number: str, body: ExitAnswerIn) -> HttpResponse:
    """Appeal, as firm or use unit, once and in time against an exit; it stands meanwhile."""
    return _said(request, number, body, appeal_exit)


@warning_router.get(
    "", response=Page[WarningOut], url_name="pilot-warnings", summary="List warnings of exits"
)
def list_warnings(request: HttpRequest, asked: Query[Turned]) -> HttpResponse:
    """Answer which limits came nearer for elevators and firms in sight, the latest first."""
    rows = warnings_of(by=_reader(request)).select_related("elevator_pilot__elevator__use_unit")
    found, following = turn(rows=rows, order=("-at", "-pk"), after=asked.after, limit=asked.limit)
    told = [
        WarningOut(
            **_subject(row.firm_pilot, row.elevator_pilot), clause=row.clause, mark=row.mark,
            episode=row.episode, facts=row.facts, at=row.at,
        )
        for row in found
    ]  # fmt: skip
    return answer_page(request=request, rows=told, schema=WarningOut, following=following)


def _said(
    request: HttpRequest, number: str, body: ExitAnswerIn, act: Callable[..., object]
) -> HttpResponse:
    by = acting(request=request, scope=Scope.PILOT_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        file = attachment_of(sha256=body.attachment, by=by) if body.attachment else None
        said = Said(form_id=form, words=body.words, file=file)
        act(number=number, said=said, now=clock.now(), by=by)
        row = case_seen(by=by, number=number)
        return ExitOut(**_fields_of(row)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _reader(request: HttpRequest) -> Actor:
    by = acting(request=request, scope=Scope.PILOT)
    require(by=by, deed=Deed.SEE_PILOT)
    return by


def _subject(firm: "FirmPilot | None", way: "ElevatorPilot | None") -> Fields:
    application = way.firm_pilot if way else firm
    return {
        "application": application.number if application else "",
        "firm": organisation_ref(application.firm) if application else None,
        "register_number": way.elevator.register_number if way else None,
        "use_unit": organisation_ref(way.elevator.use_unit) if way else None,
    }  # fmt: skip


def _fields_of(row: "ExitCase") -> Fields:
    return _subject(row.firm_pilot, row.elevator_pilot) | {
        "number": row.number, "clause": row.clause, "state": row.state,
        "jurisdiction": row.jurisdiction.code, "found_on": row.found_on, "at_once": row.at_once,
        "answer_by": row.answer_by, "correct_by": row.correct_by, "decided_at": row.decided_at,
        "appeal_by": row.appeal_by, "appealed_at": row.appealed_at, "settled_at": row.settled_at,
        "edition": row.edition,
    }  # fmt: skip
