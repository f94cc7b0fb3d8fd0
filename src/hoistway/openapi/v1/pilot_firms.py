"""`/v1/pilot-applications`, `/v1/pilot-periods`: firms on their way into the on-demand pilot."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import kept_rows
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.ondemand.queries import (
    FirmVerdict,
    PlanPart,
    commitment_holds,
    fields_of,
    firm_pilot_seen,
    firm_pilots,
    firm_preview,
    firm_verdicts,
    kept_verdicts,
    periods,
    plan_faults,
    steps_of,
)
from hoistway.ondemand.vocabulary import EntryClause, FirmGround, FirmPilotState, PilotDeed
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import DoneBy, Fields, doers
from hoistway.openapi.handing_out import KEPT_TYPES, binary, kept_file
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.ondemand.models import FirmPilot

router = Router(tags=["pilot"])
period_router = Router(tags=["pilot"])

_PAPERS = frozenset({str(RoleKind.FIRM_OFFICE), str(RoleKind.CITY_REGULATOR)})
"""Who takes the papers of an application, as on its pages: the firm, and the city that checks."""

_WITHIN = _PAPERS | {str(RoleKind.DISTRICT_REGULATOR)}
"""Who reads a whole application; use units see who is listed."""


class PeriodOut(Out):
    """Days on which maintenance on demand is allowed, both included, and by what."""

    document_number: str
    legal_basis: str
    first_day: date
    last_day: date
    edition: str
    cut_at: datetime | None
    cut_words: str


class FirmsAsked(Turned):
    """Which applications, and which page of them."""

    state: FirmPilotState | None = None


class ApplicationOut(Out):
    """One firm's application to a pilot period."""

    number: str
    firm: str | None
    firm_name: str
    period: str = Field(description="Number of the document that opened the period")
    state: FirmPilotState
    website: str
    published_at: datetime | None
    submitted_at: datetime | None
    answer_by: date | None
    listed_at: datetime | None
    ended_at: datetime | None


class FirmClauseOut(BaseModel):
    """How one condition stands, the fact that decides it, and what it was judged by."""

    clause: EntryClause
    holds: bool
    ground: FirmGround
    facts: dict[str, object]


class PlanFaultOut(BaseModel):
    """What the plan still lacks."""

    field: str
    zh: str
    en: str


class ApplicationStep(DoneBy):
    """One step of an application."""

    deed: PilotDeed
    words: str
    at: datetime


class ApplicationWhole(ApplicationOut):
    """One application with its plan, its conditions and its course, the latest step first."""

    plan: dict[str, object]
    plan_lacks: list[PlanFaultOut]
    clauses: list[FirmClauseOut]
    checked_on: date | None
    page_read: dict[str, object] = Field(description="What was found on the firm's own page")
    commitment_holds: bool = Field(description="The sealed text is still what was signed")
    steps: list[ApplicationStep]


class PreviewOut(Out):
    """How the conditions would stand for a firm that has not applied; none outside a period."""

    clauses: list[FirmClauseOut]


class PlanFieldOut(Out):
    """One thing that a plan says."""

    field: str
    part: PlanPart
    zh: str
    en: str
    least: int = Field(description="Signs of a text; where there is a unit the least value")
    most: int
    unit: str | None
    choices: list[str]
    source: str


@period_router.get(
    "", response=Page[PeriodOut], url_name="pilot-periods", summary="List pilot periods"
)
def list_periods(request: HttpRequest, asked: Query[Turned]) -> HttpResponse:
    """Answer the periods of the pilot, the latest first; without one in force there is none."""
    _reader(request)
    found, following = turn(
        rows=periods(), order=("-first_day", "-pk"), after=asked.after, limit=asked.limit
    )
    told = [
        PeriodOut(
            document_number=row.document_number, legal_basis=row.legal_basis,
            first_day=row.first_day, last_day=row.last_day, edition=row.edition,
            cut_at=row.cut_at, cut_words=row.cut_words,
        )
        for row in found
    ]  # fmt: skip
    return answer_page(request=request, rows=told, schema=PeriodOut, following=following)


@router.get(
    "", response=Page[ApplicationOut], url_name="pilot-applications", summary="List applications"
)
def list_applications(request: HttpRequest, asked: Query[FirmsAsked]) -> HttpResponse:
    """Answer the applications that the program's person sees: use units those that are listed."""
    rows = firm_pilots(by=_reader(request))
    if asked.state:
        rows = rows.filter(state=asked.state)
    found, following = turn(rows=rows, order=("-pk",), after=asked.after, limit=asked.limit)
    told = [ApplicationOut(**told_of(row)) for row in found]
    return answer_page(request=request, rows=told, schema=ApplicationOut, following=following)


@router.get(
    "/preview", response=PreviewOut, url_name="pilot-preview", summary="Would the firm be fit?"
)
def preview(request: HttpRequest) -> HttpResponse:
    """Answer how each condition would stand for the own firm today, before it applies."""
    by = acting(request=request, scope=Scope.PILOT)
    require(by=by, deed=Deed.APPLY_PILOT)
    verdicts = firm_preview(firm_id=by.organisation_id, now=clock.now())
    return answer_one(request=request, row=PreviewOut(clauses=_clauses(verdicts)))


@router.get(
    "/plan-fields", response=Page[PlanFieldOut], url_name="pilot-plan-fields",
    summary="What a plan must say",
)  # fmt: skip
def list_plan_fields(request: HttpRequest) -> HttpResponse:
    """Answer each field of a firm's plan with its limits and where they come from."""
    _reader(request)
    told = [
        PlanFieldOut(
            field=one.code, part=one.part, zh=one.zh, en=one.en, least=one.least, most=one.most,
            unit=one.unit[1] if one.unit else None, choices=[code for code, _, _ in one.choices],
            source=one.source,
        )
        for part in PlanPart
        for one in fields_of(part=part)
    ]  # fmt: skip
    return answer_page(request=request, rows=told, schema=PlanFieldOut, following=None)


@router.get(
    "/{number}", response=ApplicationWhole, url_name="pilot-application",
    summary="Read an application",
)  # fmt: skip
def read_application(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one application whole, to its firm and to the city; conditions are judged today."""
    by = _reader(request)
    row = _whole_seen(number, by)
    told = told_of(row) | _within(request, row, by)
    return answer_one(request=request, row=ApplicationWhole(**told))


@router.get(
    "/{number}/papers/{paper}", url_name="pilot-application-paper",
    summary="Take a paper of an application", openapi_extra=binary(*KEPT_TYPES),
)  # fmt: skip
def take_paper(request: HttpRequest, number: str, paper: str) -> HttpResponse:
    """Give `plan`, `seal` or `copy`: the sealed plan, the commitment, the copy of the page."""
    row = _whole_seen(number, _reader(request), _PAPERS)
    sha256 = str(row.plan.get("plan_file", ""))
    found = {
        "seal": row.commitment_file, "copy": row.website_copy,
        "plan": kept_rows(sha256s=[sha256]).get(sha256),
    }.get(paper)  # fmt: skip
    if found is None:
        raise NotFound
    return kept_file(attachment=found, name=f"{row.number}-{paper}")


def _reader(request: HttpRequest) -> Actor:
    by = acting(request=request, scope=Scope.PILOT)
    require(by=by, deed=Deed.SEE_PILOT)
    return by


def _whole_seen(
    number: str, by: Actor, roles: frozenset[str] = _WITHIN
) -> "FirmPilot":  # fmt: skip
    row = firm_pilot_seen(by=by, number=number)
    if by.role not in roles:
        raise NotAllowed
    return row


def told_of(row: "FirmPilot") -> Fields:
    """Return what lists answer of an application."""
    return {
        "number": row.number, "firm": organisation_ref(row.firm), "firm_name": row.firm.name,
        "period": row.period.document_number, "state": row.state, "website": row.website,
        "published_at": row.published_at, "submitted_at": row.submitted_at,
        "answer_by": row.answer_by, "listed_at": row.listed_at, "ended_at": row.ended_at,
    }  # fmt: skip


def _within(request: HttpRequest, row: "FirmPilot", by: Actor) -> Fields:
    is_open = row.state in FirmPilotState.living() and row.state is not FirmPilotState.LISTED
    now = clock.now()
    verdicts = firm_verdicts(pilot=row, now=now) if is_open else kept_verdicts(pilot=row)
    steps = list(steps_of(pilot=row))
    done = doers(
        request=request, by=by, kept=[step.by for step in steps], subject=f"pilot {row.number}"
    )
    return {
        "plan": row.plan, "clauses": _clauses(verdicts), "checked_on": row.checked_on,
        "plan_lacks": [
            PlanFaultOut(field=one.code, zh=one.zh, en=one.en) for one in plan_faults(plan=row.plan)
        ],
        "page_read": {key: said for key, said in row.website_read.items() if key != "by"},
        "commitment_holds": commitment_holds(pilot=row),
        "steps": [
            ApplicationStep(deed=step.deed, words=step.words, at=step.at, **who)
            for step, who in zip(steps, done, strict=True)
        ],
    }  # fmt: skip


def _clauses(verdicts: tuple[FirmVerdict, ...]) -> list[FirmClauseOut]:
    return [
        FirmClauseOut(clause=one.clause, holds=one.holds, ground=one.ground, facts=dict(one.facts))
        for one in verdicts
    ]
