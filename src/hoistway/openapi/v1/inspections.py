"""`/v1/inspections`: an inspection body's system sends its reports and reads them back."""

from datetime import date
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.inspection.actions import FoundDefect, Report, record_inspection
from hoistway.inspection.queries import reports_of_body, standing_of, stops_of
from hoistway.inspection.vocabulary import InspectionKind, RecordSource, Verdict
from hoistway.openapi.keys import require_scope
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.programs.actions import Answer, Write, once
from hoistway.programs.models import ApiKey
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import survivor_numbered

router = Router(tags=["inspections"])
MOST = 200
"""Reports of one answer. Chosen: about 60 kB."""

_SAME_REPORT = UUID("0c1f3f0e-4b60-4f0c-8f5a-7a2f6b6b9a10")


class NoInspectionBody(Refusal):
    """Raised when a key that may send reports is not of an inspection body."""

    code = "no_inspection_body"
    zh = "此接口密钥不属于检验机构，不能报送检验检测报告。"
    en = "This key is not of an inspection body; it cannot send reports."
    status = 403


class DefectIn(BaseModel):
    """One thing that was found wrong."""

    words: str = Field(min_length=1, max_length=500)
    item: str = Field(default="", max_length=40, description="Number of the item of the rules")
    mend_by: date | None = None


class InspectionIn(BaseModel):
    """One report; a firm's yearly self-inspection is none."""

    register_number: str = Field(min_length=1, max_length=64)
    kind: InspectionKind
    verdict: Verdict
    held_on: date
    report_number: str = Field(min_length=1, max_length=60)
    next_on: date | None = Field(default=None, description="The next day as the report states it")
    words: str = Field(default="", max_length=1000)
    defects: list[DefectIn] = Field(default=[], max_length=100)


class InspectionOut(BaseModel):
    """A kept report."""

    number: str
    register_number: str
    kind: str
    verdict: str
    held_on: str
    report_number: str


class Recorded(InspectionOut):
    """A kept report, with what followed from it."""

    next_kind: str
    next_due_on: str | None
    must_not_be_used: bool


class Reports(BaseModel):
    """Reports of the own body, the oldest first; `after` leads to the next ones."""

    reports: list[InspectionOut]
    after: int


_HEADER = {
    "parameters": [
        {
            "name": "Idempotency-Key", "in": "header", "required": True,
            "schema": {"type": "string", "minLength": 1, "maxLength": 80},
        }
    ]
}  # fmt: skip


@router.post(
    "", response=Recorded, url_name="inspections", summary="Send the report of an inspection",
    openapi_extra=_HEADER,
)  # fmt: skip
def send_report(request: HttpRequest, body: InspectionIn) -> HttpResponse:
    """Keep a report; one that failed stops the elevator at once, a good one lifts the stop.

    The answer says what is due next as the platform works it out, and whether the elevator must
    not be used. The same report number of the same body is kept once.
    """
    key = _body_key(request)
    name = request.headers.get("Idempotency-Key", "")
    write = Write(key=key, idempotency_key=name, body=request.body)

    def do() -> Answer:
        return _kept(key, body)

    kept, again = once(write=write, now=clock.now(), do=do)
    response = JsonResponse(kept, status=200 if again else 201)
    if again:
        response.headers["Idempotent-Replayed"] = "true"
    return response


@router.get("", response=Reports, url_name="inspections", summary="Read the own body's reports")
def read_reports(request: HttpRequest, after: int = 0, register_number: str = "") -> Reports:
    """Answer the reports that the key's body has sent, by page, file or here, the oldest first.

    What was corrected is left out. `after` is the last answer's, 0 at first.
    """
    key = _body_key(request)
    rows = reports_of_body(
        body_id=key.organisation_id, after=after, register_number=register_number, most=MOST
    )
    return Reports(
        reports=[
            InspectionOut(
                number=row.number, register_number=row.elevator.register_number,
                kind=str(row.kind), verdict=str(row.verdict), held_on=row.held_on.isoformat(),
                report_number=row.report_number,
            )
            for row in rows
        ],
        after=rows[-1].pk if rows else after,
    )  # fmt: skip


def _body_key(request: HttpRequest) -> ApiKey:
    key = require_scope(request=request, scope=Scope.INSPECTIONS)
    if key.organisation.kind is not OrganisationKind.INSPECTION_BODY:
        raise NoInspectionBody
    return key


def _kept(key: ApiKey, body: InspectionIn) -> Answer:
    now = clock.now()
    elevator_id = survivor_numbered(register_number=body.register_number)
    if not elevator_id:
        raise NotFound
    report = Report(
        elevator_id=elevator_id, kind=body.kind, verdict=body.verdict, held_on=body.held_on,
        report_number=body.report_number, words=body.words, stated_next_on=body.next_on,
        body_id=key.organisation_id, source=RecordSource.API,
        defects=tuple(
            FoundDefect(words=one.words, item=one.item, mend_by=one.mend_by)
            for one in body.defects
        ),
    )  # fmt: skip
    by = Actor(kind=ActorKind.SYSTEM, name=key.name, organisation_id=key.organisation_id)
    form_id = uuid5(_SAME_REPORT, f"{key.organisation_id} {body.model_dump_json()}")
    kept = record_inspection(report=report, form_id=form_id, now=now, by=by)
    due = standing_of(elevator_ids=[kept.elevator_id], on=body.held_on)[kept.elevator_id][1]
    return {
        "number": kept.number, "register_number": body.register_number, "kind": str(kept.kind),
        "verdict": str(kept.verdict), "held_on": kept.held_on.isoformat(),
        "report_number": kept.report_number, "next_kind": str(due.kind),
        "next_due_on": due.due_on.isoformat() if due.due_on else None,
        "must_not_be_used": bool(stops_of(elevator_ids=[kept.elevator_id])),
    }  # fmt: skip
