"""`/v1/credit-objections`: what firms ask about their scores, and what was decided."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.credit.actions import Claim, Said, Strike, object_to_score, withdraw_objection
from hoistway.credit.models import Objection
from hoistway.credit.queries import ObjectionSearch, found_objections, objections
from hoistway.credit.vocabulary import ObjectionKind, ObjectionState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.files import attachment_of
from hoistway.openapi.handing_out import BYTES, handed_out_among
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.said import WordsIn
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

router = Router(tags=["credit"])


class ObjectionsAsked(Turned):
    """Which objections, and which page of them."""

    text: str = Field(default="", max_length=80, description="Number, firm, number of a round")
    kind: ObjectionKind | None = None
    state: ObjectionState | None = None


class StrikeIn(BaseModel):
    """One record behind a point; without a key the whole indicator."""

    indicator: str = Field(min_length=1, max_length=60)
    key: str = Field(default="", max_length=80, description="`key` of a record")


class StrikeOut(BaseModel):
    """One record that was named or struck; without a key the whole indicator."""

    indicator: str
    key: str


class CreditObjectionOut(Out):
    """What a firm asks about its score, and what was decided; the organ decides by hand."""

    number: str
    kind: ObjectionKind
    state: ObjectionState
    round: str
    organisation: str | None
    indicators: list[str]
    records: list[StrikeOut]
    words: str
    files: list[str]
    at: datetime
    decide_by: date
    answer: str
    struck: list[StrikeOut]
    decided_at: datetime | None


class CreditObjectionIn(BaseModel):
    """What a firm asks: in the preview it objects, later it asks for repair or removal."""

    round: str = Field(min_length=1, max_length=20)
    kind: ObjectionKind = ObjectionKind.OBJECTION
    indicators: list[str] = Field(default=[], max_length=100)
    records: list[StrikeIn] = Field(default=[], max_length=500)
    words: str = Field(min_length=1, max_length=2000)
    file_sha256: str = Field(default="", max_length=64, description="Number of an attachment")


@router.get(
    "", response=Page[CreditObjectionOut], url_name="credit-objections",
    summary="List objections to scores",
)  # fmt: skip
def list_objections(request: HttpRequest, asked: Query[ObjectionsAsked]) -> HttpResponse:
    """Answer what was asked of scores that the program's person sees, first to decide first."""
    by = acting(request=request, scope=Scope.CREDIT)
    search = ObjectionSearch(text=asked.text, kind=asked.kind, state=asked.state)
    order = ("decide_by", "pk")
    rows = found_objections(by=by, search=search)
    found, following = turn(rows=rows, order=order, after=asked.after, limit=asked.limit)
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=CreditObjectionOut, following=following)


@router.get(
    "/{number}", response=CreditObjectionOut, url_name="credit-objection",
    summary="Read an objection to a score",
)  # fmt: skip
def read_objection(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one objection with its decision and the reasons."""
    by = acting(request=request, scope=Scope.CREDIT)
    return answer_one(request=request, row=_told(_seen(number, by)))


@router.get(
    "/{number}/files/{sha256}", url_name="credit-objection-file",
    summary="Take the evidence of an objection", openapi_extra=BYTES,
)  # fmt: skip
def take_file(request: HttpRequest, number: str, sha256: str) -> HttpResponse:
    """Give the bytes of the evidence."""
    by = acting(request=request, scope=Scope.CREDIT)
    return handed_out_among(sha256=sha256, among=[str(one) for one in _seen(number, by).files])


@router.post(
    "", response={201: CreditObjectionOut}, url_name="credit-objections",
    summary="Object to a score",
)  # fmt: skip
def object_to(request: HttpRequest, body: CreditObjectionIn) -> HttpResponse:
    """Ask, as the firm, about its own score in a round; the days for the decision begin."""
    by = acting(request=request, scope=Scope.CREDIT_WRITE)

    def do() -> Answer:
        claim = Claim(
            kind=body.kind, indicators=tuple(body.indicators),
            records=tuple(Strike(indicator=one.indicator, key=one.key) for one in body.records),
        )  # fmt: skip
        row = object_to_score(
            round_number=body.round, claim=claim, now=clock.now(), by=by,
            said=_said(request, body.words, body.file_sha256, by),
        )  # fmt: skip
        return _told(_seen(row.number, by)).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.post(
    "/{number}/withdraw", response=CreditObjectionOut, url_name="credit-objection-withdraw",
    summary="Take an objection back",
)  # fmt: skip
def withdraw(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Take the own objection back while it waits."""
    by = acting(request=request, scope=Scope.CREDIT_WRITE)

    def do() -> Answer:
        said = _said(request, body.words, "", by)
        withdraw_objection(number=_seen(number, by).number, said=said, now=clock.now(), by=by)
        return _told(_seen(number, by)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _said(request: HttpRequest, words: str, sha256: str, by: Actor) -> Said:
    file = attachment_of(sha256=sha256, by=by) if sha256 else None
    return Said(form_id=form_of(request=request), words=words, file=file)


def _seen(number: str, by: Actor) -> Objection:
    found = objections(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def _told(row: Objection) -> CreditObjectionOut:
    score = row.score
    return CreditObjectionOut(
        number=row.number, kind=row.kind, state=row.state, round=score.round.number,
        organisation=organisation_ref(score.organisation), indicators=row.indicators,
        records=row.records, words=row.words, files=row.files, at=row.at,
        decide_by=row.decide_by, answer=row.answer, struck=row.struck, decided_at=row.decided_at,
    )  # fmt: skip
