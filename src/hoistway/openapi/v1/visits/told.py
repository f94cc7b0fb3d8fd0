"""What is answered of a visit: in brief in lists, whole for one."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field

from hoistway.maintenance.models import Visit
from hoistway.maintenance.vocabulary import (
    ConfirmationWay,
    ItemResult,
    Level,
    SignInWay,
    VisitKind,
    VisitState,
)
from hoistway.maintenance.vocabulary.answers import NoteKind
from hoistway.maintenance.vocabulary.evidence import EvidenceReason
from hoistway.maintenance.vocabulary.repairs import Urgency
from hoistway.openapi.answers import Out
from hoistway.openapi.refs import organisation_ref, person_ref


class VisitOut(Out):
    """One visit in brief; what has not happened yet is null."""

    visit: UUID = Field(description="The number of the visit: also of the one you send")
    register_number: str
    kind: VisitKind
    level: Level | None = Field(description="Null for a visit by need, which names its items")
    items: list[str] = Field(description="Items of a visit by need; else those of its level")
    state: VisitState
    edition: str = Field(description="Edition of the items of the rule")
    jurisdiction: str
    firm: str | None
    use_unit: str | None
    due_on: date | None = Field(description="The last day by the rule")
    due_at: datetime | None
    planned_on: date | None
    place_in_route: int | None
    technician: str | None = Field(description="Who is to go, or who began")
    way: SignInWay | None
    begun_at: datetime | None
    begun_received_at: datetime | None
    longitude: float | None
    latitude: float | None
    accuracy_m: float | None
    signed_at: datetime | None
    signed_received_at: datetime | None
    counted_on: date | None = Field(description="The Shanghai day from which it counts")
    confirm_by: datetime | None
    answered_at: datetime | None
    waits_for_review: bool
    record_sha256: str | None = Field(description="SHA-256 of the kept record, letter by letter")
    void_reason: str


class CrewOut(BaseModel):
    """One technician of the crew; names and certificates with the scope `people` alone."""

    technician: str
    name: str
    certificate_number: str
    certificate_until: date | None
    key: UUID | None
    signed_at: datetime | None


class LineOut(BaseModel):
    """What was found of one item."""

    item: str
    words: str
    result: ItemResult | None
    value: str
    unit: str
    note: str
    photos: list[str] = Field(description="SHA-256 of each")


class PartOut(BaseModel):
    """A part that was replaced."""

    item: str
    name: str
    model: str
    serial_number: str
    quantity: int


class PhotoOut(BaseModel):
    """A photo by its SHA-256; its bytes: `/v1/visits/{visit}/photos/{sha256}`."""

    sha256: str
    item: str
    taken_at: datetime | None


class ToRepairOut(BaseModel):
    """What the crew found to be repaired."""

    item: str
    words: str
    urgency: Urgency | None


class AnswerOut(BaseModel):
    """What the use unit said of the record, or that it said nothing in time."""

    answer: VisitState
    way: ConfirmationWay | None
    reason: str
    at: datetime
    document_sha256: str


class NoteOut(BaseModel):
    """What the firm added after the signature."""

    kind: NoteKind
    about: str
    reads: str
    words: str
    at: datetime
    document_sha256: str


class EvidenceOut(BaseModel):
    """What speaks against a visit, 0 to 1; for the firm and for regulators."""

    score: float
    looks_thin: bool
    reasons: list[EvidenceReason]
    edition: str
    judged_at: datetime


class VisitWhole(VisitOut):
    """One visit with all that belongs to it."""

    crew: list[CrewOut]
    lines: list[LineOut]
    parts: list[PartOut]
    photos: list[PhotoOut]
    barrier_photo: str | None
    remark: str
    to_repair: list[ToRepairOut]
    repairs: list[str] = Field(description="Numbers of the repairs that it found or did")
    answers: list[AnswerOut]
    notes: list[NoteOut]
    evidence: EvidenceOut | None
    sent_by: str = Field(description="The program by which it came; empty: by our app")


def brief_of(*, row: Visit) -> dict[str, object]:
    """Return what lists answer of a visit; its elevator, firm, lead and record are loaded."""
    elevator = row.elevator
    return {
        "visit": row.uid, "register_number": elevator.register_number, "kind": row.kind,
        "level": row.level, "items": list(row.items), "state": row.state,
        "edition": row.edition, "jurisdiction": elevator.jurisdiction.code,
        "firm": organisation_ref(row.firm), "use_unit": organisation_ref(elevator.use_unit),
        "due_on": row.due_on, "due_at": row.due_at, "planned_on": row.planned_on,
        "place_in_route": row.place_in_route,
        "technician": person_ref(row.lead_id) if row.lead_id else None, "way": row.way,
        "begun_at": row.begun_at, "begun_received_at": row.begun_received_at,
        "longitude": row.longitude, "latitude": row.latitude, "accuracy_m": row.accuracy_m,
        "signed_at": row.signed_at, "signed_received_at": row.signed_received_at,
        "counted_on": row.counted_on, "confirm_by": row.confirm_by,
        "answered_at": row.answered_at,
        "waits_for_review": row.sheet.get("review") == "waiting",
        "record_sha256": row.record.sha256 if row.record else None,
        "void_reason": row.void_reason,
    }  # fmt: skip


def told_in_brief(*, row: Visit) -> VisitOut:
    """Return a visit as lists answer it."""
    return VisitOut.model_validate(brief_of(row=row))
