"""Whole visits of a firm's own system: the text to sign, and the signed visit sent in."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Schema
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.maintenance.actions import Fault, Signature, Upload, judge_upload, upload_visit
from hoistway.maintenance.queries.drafts import Wanted, WorkDone, text_to_sign, visit_to_do
from hoistway.maintenance.vocabulary import ItemResult, Level, SignInWay, VisitKind, VisitState
from hoistway.maintenance.vocabulary.repairs import Urgency
from hoistway.openapi.answers import Out, answer_one
from hoistway.openapi.instants import Instant
from hoistway.openapi.keys import acting, require_scope
from hoistway.openapi.refs import people_of
from hoistway.openapi.unsound import Mistake
from hoistway.openapi.v1.visits.router import router
from hoistway.openapi.values import Measured
from hoistway.openapi.writes import many, write_one_or_many
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

_SHA = Field(pattern="^[0-9a-f]{64}$")
_LONGEST = 200_000


class PlaceIn(BaseModel):
    """Where the work began, WGS 84."""

    longitude: Measured
    latitude: Measured
    accuracy_m: Measured


class LineIn(BaseModel):
    """What was found of one item of the checklist."""

    item: str = Field(max_length=12)
    result: ItemResult
    value: str = Field(default="", max_length=12, description="The measured number, as text")
    note: str = Field(default="", max_length=500)
    photos: list[str] = Field(default=[], max_length=24, description="SHA-256 of each")


class PartIn(BaseModel):
    """A part that was replaced."""

    item: str = Field(default="", max_length=12)
    name: str = Field(min_length=1, max_length=80)
    model: str = Field(default="", max_length=80)
    serial_number: str = Field(default="", max_length=60)
    quantity: int = Field(ge=1, le=999)


class PhotoIn(BaseModel):
    """A photo that was sent as an attachment with `use=signed_photo`."""

    sha256: str = _SHA
    item: str = Field(default="", max_length=12)
    taken_at: Instant


class ToRepairIn(BaseModel):
    """What was found to be repaired; every abnormal item needs one."""

    item: str = Field(default="", max_length=12)
    words: str = Field(min_length=1, max_length=500)
    urgency: Urgency


class WorkIn(Schema):
    """What was done on site, as the own system knows it."""

    register_number: str = Field(min_length=1, max_length=64)
    visit: UUID | None = Field(
        default=None,
        description="The planned visit that it does, or your own number of an unplanned one; "
        "without it the planned visit of that kind and level",
    )
    kind: VisitKind = VisitKind.MAINTENANCE
    level: Level | None = None
    begun_at: Instant
    ended_at: Instant
    crew: list[str] = Field(max_length=12, description="P… of each technician")
    way: SignInWay = SignInWay.LIST
    place: PlaceIn | None = None
    barrier: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")
    lines: list[LineIn] = Field(default=[], max_length=200)
    parts: list[PartIn] = Field(default=[], max_length=100)
    photos: list[PhotoIn] = Field(default=[], max_length=200)
    remark: str = Field(default="", max_length=2000)
    repairs: list[ToRepairIn] = Field(default=[], max_length=100)


class TextOut(Out):
    """The text to be signed, and what it still lacks."""

    visit: UUID
    content: str = Field(description="Sign these very characters in UTF-8; send them unchanged")
    content_sha256: str
    whole: bool = Field(description="Whether it would be accepted, once signed")
    mistakes: list[Mistake]


class SignatureIn(BaseModel):
    """One technician's signature under the content."""

    technician: str = Field(max_length=20, description="P…")
    key: UUID = Field(description="Number of the registered signing key")
    signature: str = Field(
        pattern="^[0-9a-f]{128}$",
        description="ECDSA over P-256 and SHA-256: r and s, 32 bytes each, in hexadecimal digits",
    )
    signed_at: Instant


class VisitIn(BaseModel):
    """A whole visit: the text, and the signature of each of its crew."""

    content: str = Field(min_length=2, max_length=_LONGEST)
    signatures: list[SignatureIn] = Field(max_length=12)


class VisitKept(BaseModel):
    """What became of a visit that was sent in."""

    visit: UUID
    register_number: str
    state: VisitState
    counted_on: str | None
    confirm_by: datetime | None
    record_sha256: str | None
    waits_for_review: bool
    known_before: bool = Field(description="The very same visit was here already")


def mistake_of(fault: Fault) -> Mistake:
    """Return a fault of an upload in the caller's language."""
    said = fault.in_language(get_language() or "zh")
    return Mistake(where=fault.where, code=fault.code, detail=said)


@router.post(
    "/preview", response=TextOut, url_name="visit-preview", summary="Have the text to be signed"
)
def preview_visit(request: HttpRequest, body: WorkIn) -> HttpResponse:
    """Compose the canonical text of a visit and name everything that it still lacks.

    Nothing is written. The text names the technicians, so that the key needs `people` too.
    """
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    require_scope(request=request, scope=Scope.PEOPLE)
    require(by=by, deed=Deed.SEE_MAINTENANCE)
    now = clock.now()
    wanted = Wanted(
        register_number=body.register_number, kind=body.kind, level=body.level, visit=body.visit
    )
    visit = visit_to_do(wanted=wanted, now=now, by=by)
    text = text_to_sign(visit=visit, level=body.level or visit.level, work=_work(body))
    judged = judge_upload(upload=Upload(content=text), now=now, by=by, signed=False)
    told = TextOut(
        visit=visit.uid, content=text, content_sha256=sha256(text.encode()).hexdigest(),
        whole=not judged.faults, mistakes=[mistake_of(one) for one in judged.faults],
    )  # fmt: skip
    return answer_one(request=request, row=told)


def _work(body: WorkIn) -> WorkDone:
    return WorkDone(
        begun_at=body.begun_at, ended_at=body.ended_at, crew=people_of(refs=body.crew),
        way=body.way, place=body.place.model_dump() if body.place else None,
        barrier=body.barrier, remark=body.remark,
        lines=[one.model_dump(mode="json") for one in body.lines],
        parts=[one.model_dump() for one in body.parts],
        photos=[one.model_dump(mode="json") for one in body.photos],
        repairs=[one.model_dump(mode="json") for one in body.repairs],
    )  # fmt: skip


@router.post(
    "", response={201: VisitKept}, url_name="visits", summary="Send a signed visit",
    openapi_extra=many(VisitIn),
)  # fmt: skip
def send_visit(request: HttpRequest) -> HttpResponse:
    """Keep a whole visit that all its technicians have signed, by the rules of our own app.

    It is kept whole or not at all; a refusal names everything that is wrong. The same visit sent
    again changes nothing. As NDJSON each line is judged for itself.
    """
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    return write_one_or_many(
        request=request, schema=VisitIn, do=lambda body, _form: _kept(body, by)
    )


def upload_of(*, body: VisitIn) -> Upload:
    """Return what a body says as the room takes it. Raises: PersonUnknown."""
    people = people_of(refs=[one.technician for one in body.signatures])
    return Upload(
        content=body.content,
        signatures=tuple(
            Signature(
                person_id=person, key=one.key, signature=one.signature, signed_at=one.signed_at
            )
            for person, one in zip(people, body.signatures, strict=True)
        ),
    )  # fmt: skip


def _kept(body: VisitIn, by: Actor) -> Answer:
    kept = upload_visit(upload=upload_of(body=body), now=clock.now(), by=by)
    row = kept.visit
    told = VisitKept(
        visit=row.uid, register_number=row.elevator.register_number, state=row.state,
        counted_on=row.counted_on.isoformat() if row.counted_on else None,
        confirm_by=row.confirm_by, record_sha256=row.record.sha256 if row.record else None,
        waits_for_review=row.sheet.get("review") == "waiting", known_before=kept.again,
    )  # fmt: skip
    return told.model_dump(mode="json")
