"""`/v1/findings`: what rules found wrong in the register, and what those concerned say to it."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.finding_file import finding_seen
from hoistway.foundation import clock
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.values import Measured, Whole
from hoistway.openapi.writes import write_once
from hoistway.parties.queries import organisations_of
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.quality.actions import answer, settle
from hoistway.quality.models import Finding
from hoistway.quality.queries import answers_to, findings
from hoistway.quality.vocabulary import FindingKind, FindingState

router = Router(tags=["findings"])

RELATED = ("elevator", "other", "organisation", "jurisdiction")


class FindingsAsked(Asked):
    """Which findings, and which page of them."""

    text: str = Field(default="", max_length=80, description="Register number, address, name")
    kind: FindingKind | None = None
    state: FindingState | None = None
    field: str = Field(default="", max_length=32)


class FindingOut(Out):
    """One thing that a rule found wrong: what is held, what is proposed, how sure it is."""

    number: int
    kind: FindingKind
    state: FindingState
    register_number: str | None
    other_register_number: str | None = Field(description="The twin, where two may be one")
    organisation: str | None
    jurisdiction: str
    field: str
    value: Any
    proposal: Any
    confidence: float
    edition: str
    found_at: datetime
    settled_at: datetime | None
    settled_reason: str


class FindingAnswerOut(BaseModel):
    """What somebody said to a finding."""

    at: datetime
    organisation: str | None
    agrees: bool | None
    value: Any
    text: str


class FindingWhole(FindingOut):
    """One finding with what it rests on and what was said to it."""

    inputs: dict[str, Any]
    answers: list[FindingAnswerOut]


class FindingAnswerIn(BaseModel):
    """Whether the proposal is right, or which other value is."""

    agrees: bool | None = Field(default=None, description="null where both are wrong: give value")
    value: Annotated[str, Field(max_length=200)] | Whole | Measured | None = None
    text: str = Field(default="", max_length=500)


class SettlingIn(BaseModel):
    """What becomes of a finding; `value` is for another value than the proposed one."""

    deed: Literal["accept", "value", "reject"]
    value: Annotated[str, Field(max_length=200)] | Whole | Measured | None = None
    reason: str = Field(min_length=1, max_length=300)


@router.get("", response=Page[FindingOut], url_name="findings", summary="List findings")
def list_findings(request: HttpRequest, asked: Query[FindingsAsked]) -> HttpResponse:
    """Answer the findings that the program's person sees, the latest first."""
    by = acting(request=request, scope=Scope.REGISTER)
    rows = findings(
        by=by, kind=asked.kind, state=asked.state, field=asked.field, text=asked.text,
        jurisdiction_code=asked.jurisdiction,
    ).select_related(*RELATED)  # fmt: skip
    alone = asked.model_copy(update={"jurisdiction": ""})
    found, following = turn(
        rows=narrowed(rows=rows, asked=alone), order=("-found_at", "-pk"), after=asked.after,
        limit=asked.limit,
    )  # fmt: skip
    told = [FindingOut(**_facts(row)) for row in found]
    return answer_page(request=request, rows=told, schema=FindingOut, following=following)


@router.get("/{number}", response=FindingWhole, url_name="finding", summary="Read a finding")
def read_finding(request: HttpRequest, number: int) -> HttpResponse:
    """Answer one finding with what it rests on and what was said to it."""
    by = acting(request=request, scope=Scope.REGISTER)
    return answer_one(request=request, row=_whole(finding_seen(finding_id=number, by=by)))


@router.post(
    "/{number}/answers", response={201: FindingWhole}, url_name="finding-answers",
    summary="Answer a finding",
)  # fmt: skip
def answer_finding(request: HttpRequest, number: int, body: FindingAnswerIn) -> HttpResponse:
    """Keep what firm or use unit says to an open finding; it decides nothing."""
    by = acting(request=request, scope=Scope.REGISTER_WRITE)

    def do() -> Answer:
        answer(
            finding_id=number, agrees=body.agrees, value=body.value, text=body.text,
            now=clock.now(), by=by,
        )  # fmt: skip
        return _whole(finding_seen(finding_id=number, by=by)).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.post(
    "/{number}/settle", response={201: FindingWhole}, url_name="finding-settle",
    summary="Settle a finding",
)  # fmt: skip
def settle_finding(request: HttpRequest, number: int, body: SettlingIn) -> HttpResponse:
    """Accept what is proposed, set another value, or reject; for a regulator's program.

    Whether two entries are one elevator is decided by hand, on the page.
    """
    by = acting(request=request, scope=Scope.REGISTER_WRITE)

    def do() -> Answer:
        settle(
            finding_id=number, deed=body.deed, value=body.value, reason=body.reason,
            now=clock.now(), by=by,
        )  # fmt: skip
        return _whole(finding_seen(finding_id=number, by=by)).model_dump(mode="json")

    return write_once(request=request, do=do)


def _facts(row: Finding) -> dict[str, Any]:
    return {
        "number": row.pk, "kind": row.kind, "state": row.state,
        "register_number": row.elevator.register_number if row.elevator else None,
        "other_register_number": row.other.register_number if row.other else None,
        "organisation": organisation_ref(row.organisation),
        "jurisdiction": row.jurisdiction.code, "field": row.field, "value": row.value,
        "proposal": row.proposal, "confidence": row.confidence, "edition": row.edition,
        "found_at": row.found_at, "settled_at": row.settled_at,
        "settled_reason": row.settled_reason,
    }  # fmt: skip


def _whole(row: Finding) -> FindingWhole:
    answers = list(answers_to(finding_id=row.pk))
    keys = sorted({one.organisation_id for one in answers if one.organisation_id})
    known = {one.pk: one for one in organisations_of(organisation_ids=keys)}
    return FindingWhole(
        **_facts(row), inputs=row.inputs,
        answers=[
            FindingAnswerOut(
                at=one.at, agrees=one.agrees, value=one.value, text=one.text,
                organisation=organisation_ref(known.get(one.organisation_id or 0)),
            )
            for one in answers
        ],
    )  # fmt: skip
