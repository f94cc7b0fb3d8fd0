"""`/v1/filings`: what firms file of elevators, and what the use unit and others say of it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.filings.actions import file_elevator
from hoistway.filings.models import ElevatorFiling
from hoistway.filings.queries import (
    FilingSearch,
    FilingWish,
    filing_seen,
    found_filings,
    objections_of,
    outlook_of,
)
from hoistway.filings.vocabulary import Fault, FilingKind, FilingState, UnitAnswer
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.files import attachment_of
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref, people_of, person_ref
from hoistway.openapi.values import Day
from hoistway.openapi.writes import many, write_one_or_many
from hoistway.parties.queries import organisations_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import survivor_numbered

if TYPE_CHECKING:
    from hoistway.parties.models import Organisation

router = Router(tags=["filings"])


class FilingsAsked(Asked):
    """Which filings, and which page of them."""

    text: str = Field(default="", max_length=80, description="Numbers, address, name, firm")
    kind: FilingKind | None = None
    state: FilingState | None = None


class FaultOut(BaseModel):
    """One thing that the machine finds wrong; a blocking one keeps it from being checked."""

    fault: Fault
    about: str
    blocking: bool


class FilingOut(Out):
    """One filing; days belong to the contract on both sides, no last day means for good.

    `technicians` and `contract_file` are told to the firm itself, the use unit and the bureau.
    """

    number: str
    register_number: str
    firm: str
    firm_name: str
    kind: FilingKind
    state: FilingState
    contract_number: str
    contract_file: str | None = Field(description="SHA-256 of the kept file")
    first_day: date
    last_day: date | None
    technicians: list[str] = Field(description="References of people: P…")
    promise_min: int
    remark: str
    faults: list[FaultOut]
    edition: str
    unit_answer: UnitAnswer
    unit_answered_at: datetime | None
    unit_reason: str
    objection_until: datetime | None
    filed_at: datetime
    checked_at: datetime | None
    checked_reason: str


class ObjectionOut(BaseModel):
    """What another firm, or the use unit, says against a filing."""

    organisation: str
    organisation_name: str
    reason: str
    evidence: str | None = Field(description="SHA-256 of the kept file")
    at: datetime


class FilingWhole(FilingOut):
    """One filing with who is heard, what it waits for, and until when."""

    rivals: list[str] = Field(description="Firms that claim or held the same days")
    agreed: list[str] = Field(description="Those of them that agreed to hand over")
    objections: list[ObjectionOut]
    waits_for: list[str]
    answer_until: datetime | None


class FilingIn(BaseModel):
    """What a firm files of one elevator.

    `kind` «end» gives the first day without maintenance as `first_day` and needs nothing else.
    """

    register_number: str = Field(min_length=1, max_length=64)
    kind: FilingKind = FilingKind.START
    contract_number: str = Field(default="", max_length=60)
    first_day: Day
    last_day: Day | None = Field(default=None, description="The contract's last day")
    technicians: list[str] = Field(default=[], max_length=50, description="P… of /v1/technicians")
    promise_min: int = Field(default=30, ge=1, le=600, description="Minutes until somebody comes")
    contract_file: str = Field(
        default="", max_length=64, description="SHA-256 that /v1/attachments answered"
    )
    remark: str = Field(default="", max_length=300)


@router.get("", response=Page[FilingOut], url_name="filings", summary="List filings")
def list_filings(request: HttpRequest, asked: Query[FilingsAsked]) -> HttpResponse:
    """Answer the filings that the program's person sees, the latest first."""
    by = acting(request=request, scope=Scope.FILINGS)
    rows = narrowed(
        rows=found_filings(by=by, search=FilingSearch(text=asked.text)), asked=asked,
        kind=asked.kind, state=asked.state,
    )  # fmt: skip
    order = ("-filed_at", "-pk")
    found, following = turn(rows=rows, order=order, after=asked.after, limit=asked.limit)
    told = [told_of(row, by=by) for row in found]
    return answer_page(request=request, rows=told, schema=FilingOut, following=following)


@router.get("/{number}", response=FilingWhole, url_name="filing", summary="Read a filing")
def read_filing(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one filing with what everybody says of it and what it waits for."""
    by = acting(request=request, scope=Scope.FILINGS)
    row = filing_seen(number=number, by=by)
    return answer_one(request=request, row=_whole(row, by))


@router.post(
    "", response={201: FilingOut}, url_name="filings", summary="File elevators",
    openapi_extra=many(FilingIn),
)  # fmt: skip
def file_filings(request: HttpRequest) -> HttpResponse:
    """File that the firm begins, renews, changes or ends maintenance of elevators.

    One filing as JSON, or up to 1,000 as NDJSON with a report of each line. Any elevator of the
    register may be filed; filing it again is refused while the firm's last filing is open.
    """
    by = acting(request=request, scope=Scope.FILINGS_WRITE)

    def do(one: FilingIn, form_id: UUID) -> Answer:
        return _filed(one, form_id=form_id, by=by)

    return write_one_or_many(request=request, schema=FilingIn, do=do)


def _filed(body: FilingIn, *, form_id: UUID, by: Actor) -> Answer:
    now = clock.now()
    elevator_id = survivor_numbered(register_number=body.register_number)
    if not elevator_id:
        raise NotFound
    ends = body.kind is FilingKind.END
    wish = FilingWish(
        kind=body.kind, contract_number=body.contract_number, first_day=body.first_day,
        last_day=None if ends else body.last_day, remark=body.remark,
        technicians=() if ends else people_of(refs=body.technicians),
        promise_min=body.promise_min,
        contract_file_id=_file(body.contract_file, by),
    )  # fmt: skip
    row = file_elevator(elevator_id=elevator_id, wish=wish, form_id=form_id, now=now, by=by)
    return told_of(row, by=by).model_dump(mode="json")


def _file(sha256: str, by: Actor) -> int | None:
    return attachment_of(sha256=sha256, by=by).pk if sha256 else None


def told_of(row: ElevatorFiling, *, by: Actor) -> FilingOut:
    """Return what this reader is answered of a filing."""
    return FilingOut(**_facts(row, by))


def _facts(row: ElevatorFiling, by: Actor) -> dict[str, Any]:
    inner = _reads_inside(row, by)
    file = row.contract_file if inner and by.role != str(RoleKind.INSPECTOR) else None
    until = row.period.upper
    return {
        "number": row.number, "register_number": row.elevator.register_number,
        "firm": organisation_ref(row.firm), "firm_name": row.firm.name, "kind": row.kind,
        "state": row.state, "contract_number": row.contract_number,
        "contract_file": file.sha256 if file else None, "first_day": row.period.lower,
        "last_day": date.fromordinal(until.toordinal() - 1) if until else None,
        "technicians": [person_ref(key) for key in row.technicians] if inner else [],
        "promise_min": row.promise_min, "remark": row.remark, "faults": row.faults,
        "edition": row.edition, "unit_answer": row.unit_answer,
        "unit_answered_at": row.answered_at, "unit_reason": row.answered_reason,
        "objection_until": row.objection_until, "filed_at": row.filed_at,
        "checked_at": row.checked_at, "checked_reason": row.checked_reason,
    }  # fmt: skip


def _reads_inside(row: ElevatorFiling, by: Actor) -> bool:
    """Return whether somebody who sees a filing reads more of it than a rival firm does."""
    return by.role != str(RoleKind.FIRM_OFFICE) or row.firm_id == by.organisation_id


def _whole(row: ElevatorFiling, by: Actor) -> FilingWhole:
    outlook = outlook_of(filing=row, now=clock.now())
    objections = objections_of(filing_ids=[row.pk]).select_related("organisation", "evidence")
    agreed = [int(one["organisation"]) for one in row.consents]
    firms = {one.pk: one for one in organisations_of(organisation_ids=[*row.rivals, *agreed])}
    waits = outlook is not None and row.unit_answer is UnitAnswer.ASKED
    return FilingWhole(
        **_facts(row, by), rivals=_refs(row.rivals, firms), agreed=_refs(agreed, firms),
        objections=[
            ObjectionOut(
                organisation=str(organisation_ref(one.organisation)),
                organisation_name=one.organisation.name, reason=one.reason,
                evidence=one.evidence.sha256 if one.evidence else None, at=one.at,
            )
            for one in objections
        ],
        waits_for=[str(one) for one in outlook.verdict.grounds] if outlook else [],
        answer_until=outlook.answer_until if outlook and waits else None,
    )  # fmt: skip


def _refs(keys: list[int], known: dict[int, "Organisation"]) -> list[str]:
    return [str(organisation_ref(known[key])) for key in keys if key in known]
