"""`/v1/checks`: checks on site as officers and the organisations checked read them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import Fields, note_people, reads_people
from hoistway.openapi.handing_out import BYTES, handed_out_among
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_of, organisation_ref
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.supervision.actions import Proposal, propose_checks
from hoistway.supervision.models import Check
from hoistway.supervision.queries import check_seen, checks, findings_of
from hoistway.supervision.queries.checkable import checkable_one
from hoistway.supervision.vocabulary import (
    CheckKind,
    CheckLead,
    CheckState,
    FindingWeight,
    Measure,
    SignatureSide,
    SignatureWay,
)

router = Router(tags=["supervision"])


class ChecksAsked(Turned):
    """Which checks, and which page of them."""

    organisation: str = Field(
        default="", max_length=20, description="Credit code of who is checked"
    )
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")
    kind: CheckKind | None = None
    lead: CheckLead | None = None
    state: CheckState | None = None


class CheckOut(Out):
    """One check of one organisation."""

    number: str
    kind: CheckKind
    lead: CheckLead
    lead_ref: str = Field(description="What brought it about: a number, or words")
    draw: str | None = Field(description="Number of the lot that fell on it")
    state: CheckState
    organisation: str | None
    organisation_name: str
    jurisdiction: str
    elevators: list[str] = Field(description="Register numbers of the elevators looked at")
    findings: int
    measures: list[Measure]
    planned_on: date | None
    began_at: datetime | None
    ended_at: datetime | None
    signed_at: datetime | None
    dropped_words: str


class CheckFindingOut(BaseModel):
    """One problem that the officers found."""

    finding: int = Field(description="By this number an order and its answer name it")
    item: str = Field(description="Item of the checklist")
    weight: FindingWeight
    words: str
    register_number: str | None
    articles: list[str] = Field(description="Rules broken, as the checklist names them")
    files: list[str] = Field(description="SHA-256 of photos")


class CheckSignatureOut(BaseModel):
    """Who signed the record, and how."""

    side: SignatureSide
    way: SignatureWay
    at: datetime
    post: str
    opinion: str
    name: str = Field(description="With scope `people`")


class CheckRefusalOut(BaseModel):
    """That the organisation would not sign, with what shows it."""

    at: datetime
    words: str
    files: list[str]


class CheckWhole(CheckOut):
    """One check with its record, findings and signatures."""

    checklist: str = Field(description="Edition of the list of questions")
    answers: dict[str, str] = Field(description="Item → yes, no, not_applicable")
    found: list[CheckFindingOut]
    opinion: str
    remark: str
    officers: list[str] = Field(description="Names and cards, with scope `people`")
    unit: dict[str, str] = Field(description="What the record says of it, with scope `people`")
    signatures: list[CheckSignatureOut]
    refusal: CheckRefusalOut | None
    record_sha256: str = Field(description="What everybody signed; empty before")


class CheckIn(BaseModel):
    """A check that is to be done though no lot fell on it."""

    organisation: str = Field(min_length=1, max_length=20, description="Credit code")
    kind: CheckKind = CheckKind.OTHER
    lead: CheckLead
    lead_ref: str = Field(default="", max_length=60)
    planned_on: Day | None = None


@router.get("", response=Page[CheckOut], url_name="checks", summary="List checks")
def list_checks(request: HttpRequest, asked: Query[ChecksAsked]) -> HttpResponse:
    """Answer the checks that the program's person sees, the latest first.

    Regulators see those of their area. An organisation sees its own once finished, and the one
    whose record waits for its signature.
    """
    by = acting(request=request, scope=Scope.SUPERVISION)
    rows = _narrowed(checks(by=by), asked)
    order = ("-made_at", "-pk")
    found, following = turn(rows=rows, order=order, after=asked.after, limit=asked.limit)
    counts = _counts(found)
    told = [CheckOut(**_fields(row, counts.get(row.pk, 0))) for row in found]
    return answer_page(request=request, rows=told, schema=CheckOut, following=following)


@router.get("/{number}", response=CheckWhole, url_name="check", summary="Read a check")
def read_check(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one check with everything of its record."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    row = check_seen(by=by, number=number)
    return answer_one(request=request, row=_whole(request, row, by))


@router.get(
    "/{number}/files/{sha256}", url_name="check-file", summary="Take a file of a check",
    openapi_extra=BYTES,
)  # fmt: skip
def take_file(request: HttpRequest, number: str, sha256: str) -> HttpResponse:
    """Give the bytes of a photo of a finding, or of what shows a refusal to sign."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    row = check_seen(by=by, number=number)
    known = {str(one) for one in (row.refusal or {}).get("files", [])}
    known |= {sha for one in findings_of(check_ids=[row.pk]) for sha in one.files}
    return handed_out_among(sha256=sha256, among=known)


@router.post("", response={201: CheckOut}, url_name="checks", summary="Plan a check")
def plan_check(request: HttpRequest, body: CheckIn) -> HttpResponse:
    """Plan, as a regulator, a check of an organisation of the own area.

    Going there, recording and signing stay with two officers.
    """
    by = acting(request=request, scope=Scope.SUPERVISION_WRITE)

    def do() -> Answer:
        body_key = organisation_of(ref=body.organisation).pk
        proposal = Proposal(
            organisation_id=checkable_one(by=by, organisation_id=body_key),
            jurisdiction_id=by.jurisdiction_id, form_id=form_of(request=request), kind=body.kind,
            lead=body.lead, lead_ref=body.lead_ref, planned_on=body.planned_on,
        )  # fmt: skip
        made = propose_checks(proposals=[proposal], now=clock.now(), by=by)[0]
        row = check_seen(by=by, number=made.number)
        return CheckOut(**_fields(row, 0)).model_dump(mode="json")

    return write_once(request=request, do=do)


def _narrowed(rows: QuerySet[Check], asked: ChecksAsked) -> QuerySet[Check]:
    wanted: dict[str, object] = {
        "kind": asked.kind, "lead": asked.lead, "state": asked.state,
        "jurisdiction__code": asked.jurisdiction,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if asked.organisation:
        rows = rows.filter(organisation=organisation_of(ref=asked.organisation))
    return rows


def _counts(rows: Sequence[Check]) -> Mapping[int, int]:
    found = findings_of(check_ids=[row.pk for row in rows]).order_by()
    return dict(found.values_list("check_made_id").annotate(n=Count("pk")))


def _fields(row: Check, findings: int) -> Fields:
    return {
        "number": row.number, "kind": row.kind, "lead": row.lead, "lead_ref": row.lead_ref,
        "draw": row.draw.number if row.draw else None, "state": row.state,
        "organisation": organisation_ref(row.organisation),
        "organisation_name": row.organisation.name, "jurisdiction": row.jurisdiction.code,
        "elevators": row.elevators, "findings": findings, "measures": row.measures,
        "planned_on": row.planned_on, "began_at": row.began_at, "ended_at": row.ended_at,
        "signed_at": row.signed_at, "dropped_words": row.dropped_words,
    }  # fmt: skip


def _whole(request: HttpRequest, row: Check, by: Actor) -> CheckWhole:
    found = list(findings_of(check_ids=[row.pk]))
    named = reads_people(request=request)
    if named and (row.officers or row.signatures):
        note_people(request=request, by=by, subject=f"check {row.number}")
    return CheckWhole(
        **_fields(row, len(found)), checklist=row.checklist, answers=row.answers,
        opinion=row.opinion, remark=row.remark, record_sha256=row.record_sha256,
        officers=[f"{one.get('name', '')} {one.get('card', '')}" for one in row.officers]
        if named else [],
        unit={str(k): str(v) for k, v in row.unit_facts.items()} if named else {},
        found=[
            CheckFindingOut(
                finding=one.pk, item=one.item, weight=one.weight, words=one.words,
                register_number=one.elevator.register_number if one.elevator else None,
                articles=one.articles, files=one.files,
            )
            for one in found
        ],
        signatures=[_signature(one, named=named) for one in row.signatures],
        refusal=_refusal(row),
    )  # fmt: skip


def _signature(said: Mapping[str, object], *, named: bool) -> CheckSignatureOut:
    return CheckSignatureOut(
        side=SignatureSide(str(said["side"])), way=SignatureWay(str(said["way"])),
        at=datetime.fromisoformat(str(said["at"])), opinion=str(said.get("opinion", "")),
        post=str(said["post"]) if said["side"] == str(SignatureSide.UNIT) or named else "",
        name=str(said["name"]) if named else "",
    )  # fmt: skip


def _refusal(row: Check) -> CheckRefusalOut | None:
    if not row.refusal:
        return None
    return CheckRefusalOut(
        at=datetime.fromisoformat(row.refusal["at"]), words=row.refusal["words"],
        files=list(row.refusal.get("files", [])),
    )  # fmt: skip
