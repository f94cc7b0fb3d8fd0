"""`/v1/inspections`: reports of inspections, sent by bodies and read by everybody concerned."""

from datetime import date, datetime
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.filings.actions.mismatches import SiteFinding
from hoistway.filings.vocabulary import MismatchField
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.inspection.actions import FoundDefect, Report, record_on_site
from hoistway.inspection.models import Defect, Inspection
from hoistway.inspection.queries import (
    InspectionSearch,
    defects_of,
    found_inspections,
    inspection_seen,
    replaced_by,
    sent_by_body,
    standing_of,
    stops_of,
)
from hoistway.inspection.vocabulary import DefectState, InspectionKind, RecordSource, Verdict
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.doers import Fields
from hoistway.openapi.files import attachment_of
from hoistway.openapi.handing_out import BYTES, handed_out
from hoistway.openapi.keys import acting, calling, require_scope
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.values import Day
from hoistway.openapi.writes import many, write_one_or_many
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.programs.actions import Answer
from hoistway.programs.queries import actor_for
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import survivor_numbered

router = Router(tags=["inspections"])

_SAME_REPORT = UUID("0c1f3f0e-4b60-4f0c-8f5a-7a2f6b6b9a10")


class NoInspectionBody(Refusal):
    """Raised when a key that may send reports is not of an inspection body."""

    code = "no_inspection_body"
    zh = "此接口密钥不属于检验机构，不能报送检验检测报告。"
    en = "This key is not of an inspection body; it cannot send reports."
    status = 403


class InspectionsAsked(Asked):
    """Which reports, and which page of them."""

    text: str = Field(default="", max_length=80, description="Numbers, address, names")
    kind: InspectionKind | None = None
    verdict: Verdict | None = None
    first: Day | None = Field(default=None, description="Held on this day or later")
    last: Day | None = Field(default=None, description="Held on this day or before")


class DefectIn(BaseModel):
    """One thing that was found wrong."""

    words: str = Field(min_length=1, max_length=500)
    item: str = Field(default="", max_length=40, description="Number of the item of the rules")
    mend_by: Day | None = None


class DifferenceIn(BaseModel):
    """A filed fact that was not so on site; it opens a mismatch."""

    field: MismatchField
    found: str = Field(min_length=1, max_length=200)


class InspectionIn(BaseModel):
    """One report; a firm's yearly self-inspection is none."""

    register_number: str = Field(min_length=1, max_length=64)
    kind: InspectionKind
    verdict: Verdict
    held_on: Day
    report_number: str = Field(min_length=1, max_length=60)
    next_on: Day | None = Field(default=None, description="The next day as the report states it")
    words: str = Field(default="", max_length=1000)
    defects: list[DefectIn] = Field(default=[], max_length=100)
    file_sha256: str = Field(default="", max_length=64, description="Number of an attachment")
    differences: list[DifferenceIn] = Field(default=[], max_length=20)
    replaces: str = Field(
        default="", max_length=20, description="`number` of the own report that this one corrects"
    )
    replace_reason: str = Field(default="", max_length=300)


class InspectionOut(Out):
    """A kept report."""

    number: str
    register_number: str
    jurisdiction: str
    kind: InspectionKind
    verdict: Verdict
    held_on: date
    report_number: str
    body: str | None
    body_name: str
    next_on: date | None = Field(description="The next day as the report states it")
    words: str
    file_sha256: str | None
    source: RecordSource
    recorded_at: datetime


class DefectOut(BaseModel):
    """One thing found wrong, until it is seen mended; `defect` names it in addresses."""

    defect: int
    item: str
    words: str
    mend_by: date | None
    state: DefectState
    mended_at: datetime | None
    mended_words: str
    mended_file: str | None
    ended_at: datetime | None


class InspectionWhole(InspectionOut):
    """One report with what it found; `replaced_by` the one that has taken its place."""

    defects: list[DefectOut]
    replaces: str | None
    replace_reason: str
    replaced_by: str | None


class Recorded(InspectionOut):
    """A kept report, with what followed from it."""

    next_kind: InspectionKind
    next_due_on: date | None
    must_not_be_used: bool


@router.get("", response=Page[InspectionOut], url_name="inspections", summary="List inspections")
def list_inspections(request: HttpRequest, asked: Query[InspectionsAsked]) -> HttpResponse:
    """Answer the reports on elevators in reach that count, those held last first."""
    by = acting(request=request, scope=Scope.INSPECTIONS_READ)
    search = InspectionSearch(
        text=asked.text, kind=asked.kind, verdict=asked.verdict, first=asked.first,
        last=asked.last,
    )  # fmt: skip
    rows = narrowed(rows=found_inspections(by=by, search=search), asked=asked)
    order = ("-held_on", "-pk")
    found, following = turn(rows=rows, order=order, after=asked.after, limit=asked.limit)
    told = [InspectionOut(**_fields(row)) for row in found]
    return answer_page(request=request, rows=told, schema=InspectionOut, following=following)


@router.get(
    "/sent", response=Page[InspectionOut], url_name="inspections-sent",
    summary="Read the own body's reports",
)  # fmt: skip
def list_sent(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Answer what the key's body has sent, by page, file or here, the oldest first.

    What was corrected is left out.
    """
    body_id = _body(request)
    rows = narrowed(rows=sent_by_body(body_id=body_id), asked=asked)
    found, following = turn(rows=rows, order=("pk",), after=asked.after, limit=asked.limit)
    told = [InspectionOut(**_fields(row)) for row in found]
    return answer_page(request=request, rows=told, schema=InspectionOut, following=following)


@router.get(
    "/{number}", response=InspectionWhole, url_name="inspection", summary="Read an inspection"
)
def read_inspection(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one report with what it found and how that is mended; also one that was corrected."""
    by = acting(request=request, scope=Scope.INSPECTIONS_READ)
    row = inspection_seen(number=number, by=by)
    newer = replaced_by(inspection=row)
    told = InspectionWhole(
        **_fields(row), defects=[defect_told(one) for one in defects_of(inspection=row)],
        replaces=row.replaces.number if row.replaces else None,
        replace_reason=row.replace_reason, replaced_by=newer.number if newer else None,
    )  # fmt: skip
    return answer_one(request=request, row=told)


@router.get(
    "/{number}/file", url_name="inspection-file", summary="Take the paper of a report",
    openapi_extra=BYTES,
)  # fmt: skip
def take_file(request: HttpRequest, number: str) -> HttpResponse:
    """Give the bytes of the report's file."""
    by = acting(request=request, scope=Scope.INSPECTIONS_READ)
    return handed_out(attachment=inspection_seen(number=number, by=by).file)


@router.post(
    "", response={201: Recorded}, url_name="inspections", summary="Send reports of inspections",
    openapi_extra=many(InspectionIn),
)  # fmt: skip
def send_reports(request: HttpRequest) -> HttpResponse:
    """Keep reports; one that failed stops the elevator at once, a good one lifts the stop.

    One as JSON, or up to 1,000 as NDJSON. The answer says what is due next as the platform works
    it out, and whether the elevator must not be used. The same content is kept once.
    """
    body_id, by = _body(request), _sender(request)

    def do(one: InspectionIn, form_id: UUID) -> Answer:
        return _kept(one, body_id=body_id, by=by)

    return write_one_or_many(request=request, schema=InspectionIn, do=do)


def _body(request: HttpRequest) -> int:
    """Return the inspection body whose key calls. Raises: ScopeMissing, NoInspectionBody."""
    key = require_scope(request=request, scope=Scope.INSPECTIONS)
    if key.organisation.kind is not OrganisationKind.INSPECTION_BODY:
        raise NoInspectionBody
    return key.organisation_id


def _sender(request: HttpRequest) -> Actor:
    """Return the person who answers for the key, or the body's system where nobody does."""
    key = calling(request)
    person = actor_for(key=key, now=clock.now())
    return person or Actor(
        kind=ActorKind.SYSTEM, name=key.name, organisation_id=key.organisation_id
    )


def _kept(body: InspectionIn, *, body_id: int, by: Actor) -> Answer:
    elevator_id = survivor_numbered(register_number=body.register_number)
    if not elevator_id:
        raise NotFound
    name = body.file_sha256
    report = Report(
        elevator_id=elevator_id, kind=body.kind, verdict=body.verdict, held_on=body.held_on,
        report_number=body.report_number, words=body.words, stated_next_on=body.next_on,
        body_id=body_id, source=RecordSource.API, replaces=_before(body, body_id),
        replace_reason=body.replace_reason,
        file=attachment_of(sha256=name, by=by) if name else None,
        defects=tuple(
            FoundDefect(words=one.words, item=one.item, mend_by=one.mend_by)
            for one in body.defects
        ),
    )  # fmt: skip
    kept = record_on_site(
        report=report, form_id=uuid5(_SAME_REPORT, f"{body_id} {body.model_dump_json()}"),
        differences=[SiteFinding(field=one.field, found=one.found) for one in body.differences],
        now=clock.now(), by=by,
    )  # fmt: skip
    due = standing_of(elevator_ids=[kept.elevator_id], on=body.held_on)[kept.elevator_id][1]
    told = Recorded(
        **_fields(kept), next_kind=due.kind, next_due_on=due.due_on,
        must_not_be_used=bool(stops_of(elevator_ids=[kept.elevator_id])),
    )  # fmt: skip
    return told.model_dump(mode="json")


def _before(body: InspectionIn, body_id: int) -> int | None:
    if not body.replaces:
        return None
    row = sent_by_body(body_id=body_id).filter(number=body.replaces).first()
    if row is None:
        raise NotFound
    return row.pk


def defect_told(row: Defect) -> DefectOut:
    """Return what is answered of one thing found wrong."""
    return DefectOut(
        defect=row.pk, item=row.item, words=row.words, mend_by=row.mend_by, state=row.state,
        mended_at=row.mended_at, mended_words=row.mended_words, ended_at=row.ended_at,
        mended_file=row.mended_file.sha256 if row.mended_file else None,
    )  # fmt: skip


def _fields(row: Inspection) -> Fields:
    return {
        "number": row.number, "register_number": row.elevator.register_number,
        "jurisdiction": row.elevator.jurisdiction.code, "kind": row.kind, "verdict": row.verdict,
        "held_on": row.held_on, "report_number": row.report_number,
        "body": organisation_ref(row.body), "body_name": row.body.name,
        "next_on": row.stated_next_on, "words": row.words,
        "file_sha256": row.file.sha256 if row.file else None, "source": row.source,
        "recorded_at": row.recorded_at,
    }  # fmt: skip
