"""`/v1/corrections`: what was changed in the register; who knows better proposes another value."""

from datetime import datetime
from typing import Annotated, Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.correction import (
    RELATED,
    CorrectionSearch,
    correction_seen,
    found_corrections,
)
from hoistway.dossier.search import Period, elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.values import Day, Measured, Whole
from hoistway.openapi.writes import write_once
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.quality.actions import undo
from hoistway.quality.models import Correction
from hoistway.quality.queries import NoSuchValue, entered
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.actions import FieldValue, decide_fields, suggest
from hoistway.registry.vocabulary import Field as Fact

router = Router(tags=["corrections"])

_SOURCES = {
    str(RoleKind.FIRM_OFFICE): "firm:{0.organisation_id}",
    str(RoleKind.USE_UNIT): "use_unit:{0.organisation_id}",
    str(RoleKind.TECHNICIAN): "technician:{0.person_id}",
}
"""As which source a role suggests."""

Word = Annotated[str, Field(max_length=200)]
Value = Word | Whole | Measured | Annotated[list[Word], Field(max_length=200)]
"""What a fact may be: words, a number, or the labels of landings."""

TOGETHER = frozenset({Fact.LONGITUDE, Fact.LATITUDE})


class AskForUse(Refusal):
    """Raised when a call would edit the state of use."""

    code = "ask_for_use"
    zh = "使用状态不能直接更正：请由使用单位通过 /v1/use-requests 申请停用、启用或报废。"
    en = "The state of use is never edited: its use unit asks for it at /v1/use-requests."
    clause = "TSG 08 (M)"
    status = 422


class ValueUnfit(Refusal):
    """Raised when a value is none of its field."""

    code = "value_unfit"
    zh = "“{value}”不是“{zh_name}”（{field}）的有效值；经度和纬度须一并填写。"
    en = "«{value}» is no value of {field}; longitude and latitude are given together."
    status = 422


class CorrectionsAsked(Turned):
    """Which corrections, and which page of them."""

    text: str = Field(default="", max_length=80, description="Register number, address, name")
    kind: FindingKind | None = None
    field: str = Field(default="", max_length=32)
    automatic: bool | None = None
    undone: bool | None = None
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")
    first_day: Day | None = None
    last_day: Day | None = None


class CorrectionOut(Out):
    """One change of the register that followed from a finding."""

    number: int
    finding: int
    kind: FindingKind
    register_number: str | None
    organisation: str | None
    field: str
    before: Any
    after: Any
    automatic: bool
    edition: str
    at: datetime
    undone_at: datetime | None
    undone_reason: str


class ProposalIn(BaseModel):
    """What somebody knows better of an elevator: the right values, and on what that rests."""

    register_number: str = Field(min_length=1, max_length=64)
    values: dict[Fact, Value] = Field(min_length=1, max_length=10)
    text: str = Field(default="", max_length=300, description="A regulator's decision needs it")


class ProposalOut(Out):
    """What became of it: suggested waits for the district, decided holds at once."""

    register_number: str
    decided: bool
    values: dict[Fact, str | int | float | list[str]]


class UndoIn(BaseModel):
    """Why a correction is taken back; it stays undone."""

    reason: str = Field(min_length=1, max_length=300)


@router.get("", response=Page[CorrectionOut], url_name="corrections", summary="List corrections")
def list_corrections(request: HttpRequest, asked: Query[CorrectionsAsked]) -> HttpResponse:
    """Answer the changes of the register that the program's person sees, the latest first."""
    by = acting(request=request, scope=Scope.REGISTER)
    search = CorrectionSearch(
        text=asked.text, kind=str(asked.kind or ""), field=asked.field, undone=asked.undone,
        automatic=asked.automatic, jurisdiction_code=asked.jurisdiction,
        period=Period(first=asked.first_day, last=asked.last_day),
    )  # fmt: skip
    rows = found_corrections(by=by, search=search).select_related(*RELATED)
    found, following = turn(
        rows=rows, order=("-at", "-pk"), after=asked.after, limit=asked.limit
    )  # fmt: skip
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=CorrectionOut, following=following)


@router.get("/{number}", response=CorrectionOut, url_name="correction", summary="Read a correction")
def read_correction(request: HttpRequest, number: int) -> HttpResponse:
    """Answer one change of the register."""
    by = acting(request=request, scope=Scope.REGISTER)
    return answer_one(request=request, row=_told(correction_seen(correction_id=number, by=by)))


@router.post(
    "", response={201: ProposalOut}, url_name="corrections", summary="Propose right values"
)
def propose(request: HttpRequest, body: ProposalIn) -> HttpResponse:
    """Suggest that facts of an elevator are otherwise; a regulator decides them.

    A suggestion changes nothing until the district has judged it. Longitude and latitude are
    given together; the state of use is asked for at /v1/use-requests.
    """
    by = acting(request=request, scope=Scope.REGISTER_WRITE)

    def do() -> Answer:
        return _taken(body, by).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.post(
    "/{number}/undo", response={201: CorrectionOut}, url_name="correction-undo",
    summary="Take a correction back",
)  # fmt: skip
def take_back(request: HttpRequest, number: int, body: UndoIn) -> HttpResponse:
    """Undo a correction with its reason; the rule does not make it again."""
    by = acting(request=request, scope=Scope.REGISTER_WRITE)

    def do() -> Answer:
        found = correction_seen(correction_id=number, by=by)
        undo(correction_id=found.pk, reason=body.reason, now=clock.now(), by=by)
        return _told(correction_seen(correction_id=number, by=by)).model_dump(mode="json")

    return write_once(request=request, do=do)


def _taken(body: ProposalIn, by: Actor) -> ProposalOut:
    now, decides = clock.now(), may(by=by, deed=Deed.CORRECT_REGISTER)
    if not decides and by.role not in _SOURCES:
        raise NotAllowed
    elevator = elevator_seen(by=by, register_number=body.register_number)
    values = _held(body)
    if decides:
        decide_fields(
            elevator_id=elevator.pk, values={str(name): value for name, value in values.items()},
            reason=body.text, now=now, by=by,
        )  # fmt: skip
    else:
        source = _SOURCES[by.role].format(by)
        for name, value in values.items():
            suggest(
                elevator_id=elevator.pk, field=str(name), value=value, text=body.text,
                evidence="", source=source, now=now, by=by,
            )  # fmt: skip
    told = {name: value for name, value in values.items() if value is not None}
    return ProposalOut(
        register_number=elevator.register_number, decided=decides,
        values=told,
    )  # fmt: skip


def _held(body: ProposalIn) -> dict[Fact, FieldValue]:
    """Return the values as claims hold them. Raises: AskForUse, ValueUnfit."""
    held: dict[Fact, FieldValue] = {}
    for name, value in body.values.items():
        if name is Fact.USE_STATE:
            raise AskForUse
        alone = name in TOGETHER and not set(body.values) >= TOGETHER
        try:
            said = entered(field=str(name), value=value)[str(name)]
        except NoSuchValue:
            alone = True
        if alone:
            raise ValueUnfit(value=str(value)[:80], field=str(name), zh_name=name.zh)
        held[name] = cast("FieldValue", said)
    return held


def _told(row: Correction) -> CorrectionOut:
    finding = row.finding
    return CorrectionOut(
        number=row.pk, finding=finding.pk, kind=finding.kind,
        register_number=finding.elevator.register_number if finding.elevator else None,
        organisation=organisation_ref(finding.organisation), field=row.field, before=row.before,
        after=row.after, automatic=row.automatic, edition=finding.edition, at=row.at,
        undone_at=row.undone_at, undone_reason=row.undone_reason,
    )  # fmt: skip
