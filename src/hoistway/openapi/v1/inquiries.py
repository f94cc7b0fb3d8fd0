"""`/v1/inquiries`: what regulators ask of a firm's records, and what the firm answers."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions.notes import Correction
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import DoneBy, Fields, doers
from hoistway.openapi.files import attachment_of
from hoistway.openapi.handing_out import BYTES, handed_out_among
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.supervision.actions import inquiring
from hoistway.supervision.models import Inquiry
from hoistway.supervision.queries.inquiries import (
    InquirySearch,
    found_inquiries,
    inquiry_seen,
    inquiry_steps,
)
from hoistway.supervision.vocabulary import (
    InquiryDeed,
    InquiryKind,
    InquiryOutcome,
    InquiryState,
    Irregularity,
)

router = Router(tags=["supervision"])


class InquiriesAsked(Turned):
    """Which inquiries, and which page of them."""

    text: str = Field(default="", max_length=80, description="Number, register number, firm")
    kind: InquiryKind | None = None
    state: InquiryState | None = None
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")
    pending: bool = Field(default=False, description="Only those that are not settled")
    overdue: bool = Field(default=False, description="Only those that wait past their day")


class InquiryOut(Out):
    """One question, doubt or request for a correction about one visit; never an order."""

    number: str
    kind: InquiryKind
    state: InquiryState
    outcome: InquiryOutcome | None
    visit: UUID
    register_number: str
    firm: str | None
    jurisdiction: str
    signs: list[Irregularity] = Field(description="What looked irregular when it was asked")
    asked_at: datetime
    answer_by: date
    answered_at: datetime | None
    settle_by: date | None
    settled_at: datetime | None
    check: str | None = Field(description="The check on site that it was turned into")
    edition: str


class InquiryStepOut(DoneBy):
    """One step of an inquiry."""

    deed: InquiryDeed
    at: datetime
    words: str
    file_sha256: str | None


class InquiryWhole(InquiryOut):
    """One inquiry with its course, the oldest step first."""

    steps: list[InquiryStepOut]


class SaidIn(BaseModel):
    """Words that both sides read, and perhaps a file."""

    words: str = Field(min_length=1, max_length=2000)
    file_sha256: str = Field(default="", max_length=64, description="Number of an attachment")


class InquiryIn(SaidIn):
    """What a regulator asks about one visit."""

    visit: UUID
    kind: InquiryKind = InquiryKind.QUESTION


class CorrectionIn(BaseModel):
    """A correction that is appended to the signed record, which itself stays as it was."""

    about: str = Field(min_length=1, max_length=60, description="Item or field of the record")
    reads: str = Field(min_length=1, max_length=300, description="How it should read")


class InquiryAnswerIn(SaidIn):
    """The firm's answer."""

    correction: CorrectionIn | None = None


class SettleIn(SaidIn):
    """What a regulator concludes of the record."""

    outcome: InquiryOutcome


@router.get("", response=Page[InquiryOut], url_name="inquiries", summary="List inquiries")
def list_inquiries(request: HttpRequest, asked: Query[InquiriesAsked]) -> HttpResponse:
    """Answer the inquiries of the regulator's area, or those put to the firm, latest first."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    search = InquirySearch(
        text=asked.text, kind=asked.kind, state=asked.state, pending=asked.pending,
        jurisdiction_code=asked.jurisdiction,
        overdue_on=local_day(at=clock.now()) if asked.overdue else None,
    )  # fmt: skip
    order = ("-asked_at", "-pk")
    rows = found_inquiries(by=by, search=search)
    found, following = turn(rows=rows, order=order, after=asked.after, limit=asked.limit)
    told = [InquiryOut(**_fields(row)) for row in found]
    return answer_page(request=request, rows=told, schema=InquiryOut, following=following)


@router.get("/{number}", response=InquiryWhole, url_name="inquiry", summary="Read an inquiry")
def read_inquiry(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one inquiry with what each side said."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    row = inquiry_seen(number=number, by=by)
    steps = inquiry_steps(inquiry_ids=[row.pk]).get(row.pk, [])[::-1]
    kept = [one.by for one in steps]
    done = doers(request=request, by=by, kept=kept, subject=f"inquiry {number}", roles=frozenset())
    told = InquiryWhole(
        **_fields(row),
        steps=[
            InquiryStepOut(
                deed=one.deed, at=one.at, words=one.words,
                file_sha256=one.file.sha256 if one.file else None, **who,
            )
            for one, who in zip(steps, done, strict=True)
        ],
    )  # fmt: skip
    return answer_one(request=request, row=told)


@router.get(
    "/{number}/files/{sha256}", url_name="inquiry-file", summary="Take a file of an inquiry",
    openapi_extra=BYTES,
)  # fmt: skip
def take_file(request: HttpRequest, number: str, sha256: str) -> HttpResponse:
    """Give the bytes of a file that a step of the inquiry names."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    row = inquiry_seen(number=number, by=by)
    steps = inquiry_steps(inquiry_ids=[row.pk]).get(row.pk, [])
    return handed_out_among(sha256=sha256, among=[one.file.sha256 for one in steps if one.file])


@router.post("", response={201: InquiryOut}, url_name="inquiries", summary="Ask a firm")
def ask(request: HttpRequest, body: InquiryIn) -> HttpResponse:
    """Ask, as a regulator, the firm about one visit of the own area."""
    by = acting(request=request, scope=Scope.SUPERVISION_WRITE)

    def do() -> Answer:
        row = inquiring.ask_firm(
            visit_uid=body.visit, kind=body.kind, asked=_asked(request, body, by),
            now=clock.now(), by=by,
        )  # fmt: skip
        return _told(row.number, by)

    return write_once(request=request, do=do)


@router.post(
    "/{number}/answer", response=InquiryOut, url_name="inquiry-answer",
    summary="Answer an inquiry",
)  # fmt: skip
def answer(request: HttpRequest, number: str, body: InquiryAnswerIn) -> HttpResponse:
    """Answer as the firm; a correction is appended to the record as well."""
    said = body.correction
    correction = (
        Correction(about=said.about, reads=said.reads, words=body.words[:500]) if said else None
    )
    return _done(request, number, body, inquiring.answer_inquiry, correction=correction)


@router.post(
    "/{number}/return", response=InquiryOut, url_name="inquiry-return", summary="Ask again"
)
def ask_again(request: HttpRequest, number: str, body: SaidIn) -> HttpResponse:
    """Send an answer back, as a regulator, that does not answer; the firm's time begins anew."""
    return _done(request, number, body, inquiring.ask_again)


@router.post(
    "/{number}/settle", response=InquiryOut, url_name="inquiry-settle",
    summary="Settle an inquiry",
)  # fmt: skip
def settle(request: HttpRequest, number: str, body: SettleIn) -> HttpResponse:
    """Keep, as a regulator, what is concluded of the record."""
    return _done(request, number, body, inquiring.settle_inquiry, outcome=body.outcome)


@router.post(
    "/{number}/check", response=InquiryOut, url_name="inquiry-check",
    summary="Turn an inquiry into a check",
)  # fmt: skip
def turn_into_check(request: HttpRequest, number: str, body: SaidIn) -> HttpResponse:
    """Plan, as a regulator, a check of the firm on site because of what the records show."""
    return _done(request, number, body, inquiring.turn_into_check)


def _asked(request: HttpRequest, body: SaidIn, by: Actor) -> inquiring.Asked:
    name = body.file_sha256
    file = attachment_of(sha256=name, by=by) if name else None
    return inquiring.Asked(form_id=form_of(request=request), words=body.words, file=file)


def _done(
    request: HttpRequest, number: str, body: SaidIn, act: Callable[..., Inquiry], **more: object
) -> HttpResponse:
    by = acting(request=request, scope=Scope.SUPERVISION_WRITE)

    def do() -> Answer:
        asked = _asked(request, body, by)
        act(number=number, asked=asked, now=clock.now(), by=by, **more)
        return _told(number, by)

    return write_once(request=request, do=do, status=200)


def _told(number: str, by: Actor) -> dict[str, object]:
    return InquiryOut(**_fields(inquiry_seen(number=number, by=by))).model_dump(mode="json")


def _fields(row: Inquiry) -> Fields:
    return {
        "number": row.number, "kind": row.kind, "state": row.state,
        "outcome": row.outcome or None, "visit": row.visit.uid,
        "register_number": row.visit.elevator.register_number, "firm": organisation_ref(row.firm),
        "jurisdiction": row.jurisdiction.code, "signs": row.codes, "asked_at": row.asked_at,
        "answer_by": row.answer_by, "answered_at": row.answered_at, "settle_by": row.settle_by,
        "settled_at": row.settled_at, "edition": row.edition,
        "check": row.check_made.number if row.check_made else None,
    }  # fmt: skip
