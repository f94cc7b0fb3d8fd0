"""`/v1/duties`: what a firm did of its further duties, and which of them are due."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.duties.actions import DutyDone, record_duty
from hoistway.duties.queries import due_duties, duty_records
from hoistway.duties.vocabulary import Category, DutyKind, DutyState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.files import attachment_of
from hoistway.openapi.handing_out import KEPT_TYPES, binary, kept_file
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref, people_of, person_ref
from hoistway.openapi.values import Day
from hoistway.openapi.writes import many, write_one_or_many
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.duties.models import DutyRecord

router = Router(tags=["duties"])


class DutiesAsked(Asked):
    """Which records, and which page of them."""

    kind: DutyKind | None = None
    since: Day | None = Field(default=None, description="Done on this day or later")
    until: Day | None = Field(default=None, description="Done on this day or before")


class DutyOut(Out):
    """One drill, training, own quality check or the like, as it was recorded."""

    duty: str = Field(description="How this record is named: D…")
    kind: DutyKind
    firm: str | None
    register_number: str | None
    category: Category | None = Field(description="For which sort of elevator a drill counts")
    held_on: date
    words: str
    people: list[str] = Field(description="P… of who took part")
    proof_sha256: str | None
    document_sha256: str | None = Field(description="Of a drill: its place in the ledger")
    recorded_at: datetime


class DutyIn(BaseModel):
    """What was done on a day, by whom, where, with what proof."""

    kind: DutyKind
    held_on: Day
    words: str = Field(min_length=1, max_length=1000)
    people: list[str] = Field(
        default=[], max_length=500, description="P… of the firm; needed for drill and training"
    )
    register_number: str = Field(
        default="", max_length=64,
        description="Needed for drill, quality_check, unit_help and inspection_help",
    )  # fmt: skip
    attachment: str = Field(default="", max_length=64, description="SHA-256 of a photo or paper")


class DutyDueOut(Out):
    """One duty that comes at its times; a drill is due for each sort of elevator."""

    kind: DutyKind
    category: Category | None
    months: int = Field(description="Due again after so many months")
    elevators: int = Field(description="How many of the firm stand behind it")
    last_on: date | None
    since: date = Field(description="The firm's first day, from which the first time counts")
    due_on: date
    state: DutyState


@router.get("", response=Page[DutyOut], url_name="duties", summary="List what was done of duties")
def list_duties(request: HttpRequest, asked: Query[DutiesAsked]) -> HttpResponse:
    """Answer the records of the own firm, or of firms in the regulator's area, the latest first."""
    rows = narrowed(
        rows=duty_records(by=_reader(request)), asked=asked, kind=asked.kind,
        held_on__gte=asked.since, held_on__lte=asked.until,
    )  # fmt: skip
    found, following = turn(
        rows=rows, order=("-held_on", "-pk"), after=asked.after, limit=asked.limit
    )
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=DutyOut, following=following)


@router.get(
    "/due", response=Page[DutyDueOut], url_name="duties-due", summary="Which duties are due"
)
def list_due(request: HttpRequest) -> HttpResponse:
    """Answer each duty of the own firm that comes at its times, the first due first, all at once.

    A drill is due for each sort of elevator that the firm maintains.
    """
    by = acting(request=request, scope=Scope.MAINTENANCE)
    require(by=by, deed=Deed.KEEP_DUTIES)
    told = [
        DutyDueOut(
            kind=one.kind, category=one.category, months=one.months, elevators=one.elevators,
            last_on=one.last, since=one.since, due_on=one.due, state=one.state,
        )
        for one in due_duties(firm_id=by.organisation_id, now=clock.now())
    ]  # fmt: skip
    return answer_page(request=request, rows=told, schema=DutyDueOut, following=None)


@router.get("/{duty}", response=DutyOut, url_name="duty", summary="Read a record of a duty")
def read_duty(request: HttpRequest, duty: str) -> HttpResponse:
    """Answer one record."""
    return answer_one(request=request, row=_told(_seen(duty, _reader(request))))


@router.get(
    "/{duty}/proof", url_name="duty-proof", summary="Take the proof of a duty",
    openapi_extra=binary(*KEPT_TYPES),
)  # fmt: skip
def take_proof(request: HttpRequest, duty: str) -> HttpResponse:
    """Give the photo or paper of a record."""
    row = _seen(duty, _reader(request))
    if row.proof is None:
        raise NotFound
    return kept_file(attachment=row.proof, name=f"{row.kind}-{row.held_on}")


@router.post(
    "", response={201: DutyOut}, url_name="duties", summary="Record what was done of a duty",
    openapi_extra=many(DutyIn),
)  # fmt: skip
def record(request: HttpRequest) -> HttpResponse:
    """Record what the firm did; it only grows. A drill is kept in the elevator's ledger too.

    As NDJSON many at once.
    """
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    return write_one_or_many(
        request=request, schema=DutyIn, do=lambda body, form: _recorded(body, form, by)
    )


def _recorded(body: DutyIn, form: UUID, by: Actor) -> Answer:
    at = body.register_number
    elevator = elevator_seen(by=by, register_number=at) if at else None
    proof = attachment_of(sha256=body.attachment, by=by) if body.attachment else None
    done = DutyDone(
        kind=body.kind, held_on=body.held_on, words=body.words,
        people=frozenset(people_of(refs=body.people)),
        elevator_id=elevator.pk if elevator else None, proof=proof,
    )  # fmt: skip
    row = record_duty(done=done, form_id=form, now=clock.now(), by=by)
    return _told(duty_records(by=by).get(pk=row.pk)).model_dump(mode="json")


def _reader(request: HttpRequest) -> Actor:
    by = acting(request=request, scope=Scope.MAINTENANCE)
    require(by=by, deed=Deed.SEE_DUTIES)
    return by


def _seen(duty: str, by: Actor) -> "DutyRecord":
    digits = duty[1:]
    if duty[:1] != "D" or not digits.isascii() or not digits.isdigit() or len(digits) > 15:
        raise NotFound
    row = duty_records(by=by).filter(pk=int(digits)).first()
    if row is None:
        raise NotFound
    return row


def _told(row: "DutyRecord") -> DutyOut:
    return DutyOut(
        duty=f"D{row.pk}", kind=row.kind, firm=organisation_ref(row.firm),
        register_number=row.elevator.register_number if row.elevator else None,
        category=row.category or None, held_on=row.held_on, words=row.words,
        people=[person_ref(key) for key in row.people],
        proof_sha256=row.proof.sha256 if row.proof else None,
        document_sha256=row.document.sha256 if row.document else None,
        recorded_at=row.recorded_at,
    )  # fmt: skip
