"""`/v1/firm-filings`: what firms file of themselves: licences, service points, technicians."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.filings.actions import faults_on, file_firm, withdraw_firm_filing
from hoistway.filings.models import FirmFiling
from hoistway.filings.queries import (
    FirmContent,
    FirmFilingSearch,
    FoundFault,
    LicenceLine,
    PointLine,
    StaffLine,
    filled_in,
    firm_filing_seen,
    found_firm_filings,
)
from hoistway.filings.vocabulary import FilingState, LicenceItem, LicenceLevel
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import note_people, reads_people
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.v1.filings import FaultOut
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.models import Organisation
from hoistway.parties.queries import firms, may
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

router = Router(tags=["firm filings"])

MOST_LINES = 1_000
"""Lines of one part. Chosen: as on the page, more technicians than any firm of the city has."""


class FirmFilingsAsked(Turned):
    """Which filings, and which page of them."""

    text: str = Field(default="", max_length=80, description="Number, name or code of the firm")
    state: FilingState | None = None
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")


class LicenceBody(BaseModel):
    """One sub-item of the licence; both days are included."""

    item: LicenceItem
    level: LicenceLevel = LicenceLevel.NONE
    number: str = Field(default="", max_length=40)
    since: Day | None = None
    last: Day | None = None


class PointBody(BaseModel):
    """A service point; degrees are WGS-84."""

    name: str = Field(default="", max_length=80)
    branch: bool = False
    credit_code: str = Field(default="", max_length=18)
    address: str = Field(default="", max_length=200)
    phone: str = Field(default="", max_length=32)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    latitude: float | None = Field(default=None, ge=-90, le=90)


class StaffBody(BaseModel):
    """A technician with the certificate T, both days included.

    Name and telephone are answered only to keys with scope «people».
    """

    name: str = Field(default="", max_length=60)
    phone: str = Field(default="", max_length=32)
    number: str = Field(default="", max_length=32, description="Number of the certificate")
    since: Day | None = None
    last: Day | None = None


class FirmBody(BaseModel):
    """All that a firm files of itself; what is left out is filed as nothing."""

    name: str = Field(default="", max_length=120)
    credit_code: str = Field(default="", max_length=18)
    duty_phone: str = Field(default="", max_length=32, description="Answered day and night")
    licences: list[LicenceBody] = Field(default=[], max_length=MOST_LINES)
    points: list[PointBody] = Field(default=[], max_length=MOST_LINES)
    staff: list[StaffBody] = Field(default=[], max_length=MOST_LINES)


class FirmFilingOut(Out):
    """One filing of a firm, without what it holds."""

    number: str
    firm: str
    firm_name: str
    jurisdiction: str
    state: FilingState
    faults: list[FaultOut]
    edition: str
    filed_at: datetime
    checked_at: datetime | None
    checked_reason: str


class FirmFilingWhole(FirmFilingOut):
    """One filing of a firm with all that was filed."""

    content: FirmBody


class DraftOut(Out):
    """What the firm would file now by what is known, and what the machine finds wrong with it."""

    content: FirmBody
    faults: list[FaultOut]


@router.get(
    "", response=Page[FirmFilingOut], url_name="firm-filings", summary="List filings of firms"
)
def list_firm_filings(request: HttpRequest, asked: Query[FirmFilingsAsked]) -> HttpResponse:
    """Answer the filings of firms that the program's person sees, the latest first."""
    by = acting(request=request, scope=Scope.FILINGS)
    search = FirmFilingSearch(
        text=asked.text, states=frozenset({asked.state}) if asked.state else frozenset(),
        jurisdiction_code=asked.jurisdiction,
    )  # fmt: skip
    found, following = turn(
        rows=found_firm_filings(by=by, search=search), order=("-filed_at", "-pk"),
        after=asked.after, limit=asked.limit,
    )  # fmt: skip
    told = [FirmFilingOut(**_facts(row)) for row in found]
    return answer_page(request=request, rows=told, schema=FirmFilingOut, following=following)


@router.get(
    "/draft", response=DraftOut, url_name="firm-filing-draft", summary="Read what would be filed"
)
def read_draft(request: HttpRequest) -> HttpResponse:
    """Answer what the firm begins its next filing with: what it filed last, else what is known.

    Without scope «people» the technicians come without names: fill them in before filing.
    """
    by = acting(request=request, scope=Scope.FILINGS)
    firm = _own_firm(by)
    now = clock.now()
    content = filled_in(firm=firm, now=now)
    shown = _shown(request, content, by, f"firm {organisation_ref(firm)} draft")
    faults = faults_on(firm=firm, content=content, now=now)
    return answer_one(request=request, row=DraftOut(content=shown, faults=_faults(faults)))


@router.post(
    "/examine", response={201: DraftOut}, url_name="firm-filing-examine",
    summary="Have a filing examined before it is filed",
)  # fmt: skip
def examine(request: HttpRequest, body: FirmBody) -> HttpResponse:
    """Answer what the machine would find wrong with a filing; nothing is filed."""
    by = acting(request=request, scope=Scope.FILINGS_WRITE)
    firm = _own_firm(by)

    def do() -> Answer:
        faults = faults_on(firm=firm, content=_content(body), now=clock.now())
        return DraftOut(content=body, faults=_faults(faults)).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.get(
    "/{number}", response=FirmFilingWhole, url_name="firm-filing",
    summary="Read the filing of a firm",
)  # fmt: skip
def read_firm_filing(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one filing with all that was filed."""
    by = acting(request=request, scope=Scope.FILINGS)
    row = firm_filing_seen(number=number, by=by)
    content = FirmContent.read(row.content)
    shown = _shown(request, content, by, f"firm filing {number} staff")
    return answer_one(request=request, row=FirmFilingWhole(**_facts(row), content=shown))


@router.post(
    "", response={201: FirmFilingOut}, url_name="firm-filings", summary="File the own firm"
)
def file_own_firm(request: HttpRequest, body: FirmBody) -> HttpResponse:
    """Keep what the firm files of itself; it holds once its district has checked it."""
    by = acting(request=request, scope=Scope.FILINGS_WRITE)

    def do() -> Answer:
        row = file_firm(
            content=_content(body), form_id=form_of(request=request), now=clock.now(), by=by
        )
        return FirmFilingOut(**_facts(row)).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.post(
    "/{number}/withdraw", response={201: FirmFilingOut}, url_name="firm-filing-withdraw",
    summary="Take the own firm's filing back",
)  # fmt: skip
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take a filing back while it waits for its check."""
    by = acting(request=request, scope=Scope.FILINGS_WRITE)

    def do() -> Answer:
        row = firm_filing_seen(number=number, by=by)
        withdraw_firm_filing(filing_id=row.pk, now=clock.now(), by=by)
        return FirmFilingOut(**_facts(firm_filing_seen(number=number, by=by))).model_dump(
            mode="json"
        )

    return write_once(request=request, do=do)


def _own_firm(by: Actor) -> Organisation:
    """Return the firm of an office. Raises: NotAllowed."""
    firm = firms().filter(pk=by.organisation_id).select_related("jurisdiction").first()
    if firm is None or not may(by=by, deed=Deed.FILE_MAINTENANCE):
        raise NotAllowed
    return firm


def _facts(row: FirmFiling) -> dict[str, Any]:
    return {
        "number": row.number, "firm": organisation_ref(row.firm), "firm_name": row.firm.name,
        "jurisdiction": row.jurisdiction.code, "state": row.state, "faults": row.faults,
        "edition": row.edition, "filed_at": row.filed_at, "checked_at": row.checked_at,
        "checked_reason": row.checked_reason,
    }  # fmt: skip


def _faults(found: list[FoundFault]) -> list[FaultOut]:
    return [FaultOut(fault=one.fault, about=one.about, blocking=one.blocking) for one in found]


def _shown(request: HttpRequest, content: FirmContent, by: Actor, subject: str) -> FirmBody:
    body = FirmBody.model_validate(content.as_json())
    if reads_people(request=request):
        note_people(request=request, by=by, subject=subject)
        return body
    for one in body.staff:
        one.name = one.phone = ""
    return body


def _content(body: FirmBody) -> FirmContent:
    return FirmContent(
        name=body.name.strip(), duty_phone=body.duty_phone.strip(),
        credit_code=_code(body.credit_code),
        licences=tuple(LicenceLine(**one.model_dump()) for one in body.licences),
        points=tuple(
            PointLine(**one.model_dump() | {"credit_code": _code(one.credit_code)})
            for one in body.points
        ),
        staff=tuple(StaffLine(**one.model_dump()) for one in body.staff),
    )  # fmt: skip


def _code(text: str) -> str:
    """Return a credit code in its one form."""
    return "".join(text.upper().split())
