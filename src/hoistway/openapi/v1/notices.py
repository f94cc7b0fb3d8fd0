"""`/v1/notices`: what firms tell use units in writing, hazards among it, and what came of it."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.duties import actions
from hoistway.duties.models import Notice
from hoistway.duties.queries import (
    NoticeSearch,
    found_notices,
    needs_of,
    notice_seen,
    steps_of,
    waiting_for,
)
from hoistway.duties.vocabulary import (
    HazardGrade,
    NoticeDeed,
    NoticeKind,
    NoticeNeed,
    NoticeState,
)
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.doers import DoneBy, Fields, doers
from hoistway.openapi.files import attachment_of
from hoistway.openapi.handing_out import KEPT_TYPES, binary, kept_file
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.values import Day
from hoistway.openapi.writes import many, write_one_or_many
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

router = Router(tags=["notices"])


class NoticesAsked(Asked):
    """Which notices, and which page of them."""

    text: str = Field(default="", max_length=80, description="Words of number, place, bodies, text")
    kind: NoticeKind | None = None
    grade: HazardGrade | None = None
    state: NoticeState | None = None
    waiting: bool = Field(default=False, description="Only what waits for the own side")
    since: Day | None = Field(default=None, description="Issued on this day or later")
    until: Day | None = Field(default=None, description="Issued on this day or before")


class NoticeOut(Out):
    """One written notice; `needs` says whose word it still waits for."""

    number: str
    kind: NoticeKind
    grade: HazardGrade | None = Field(description="Of hazards alone")
    state: NoticeState
    register_number: str
    jurisdiction: str
    firm: str | None
    use_unit: str | None
    words: str
    file_sha256: str | None
    issued_at: datetime
    received_at: datetime | None = Field(description="The use unit's receipt")
    acknowledged_at: datetime | None = Field(description="The district's, of a serious hazard")
    ended_at: datetime | None
    needs: list[NoticeNeed]
    escalated: int = Field(description="How often the clock has escalated what is missing")
    due_at: datetime | None = Field(description="When it escalates next")
    edition: str


class NoticeStepOut(DoneBy):
    """One step of a notice; `document_sha256` is its place in the elevator's ledger."""

    deed: NoticeDeed
    at: datetime
    words: str
    file_sha256: str | None
    document_sha256: str | None


class NoticeWhole(NoticeOut):
    """One notice with its course, the oldest step first."""

    steps: list[NoticeStepOut]


class NoticeIn(BaseModel):
    """What the firm tells the use unit of one elevator."""

    register_number: str = Field(min_length=1, max_length=64)
    kind: NoticeKind
    grade: HazardGrade | None = Field(default=None, description="Of a hazard, and of nothing else")
    words: str = Field(min_length=1, max_length=2000)
    attachment: str = Field(default="", max_length=64, description="SHA-256 of a photo or paper")


@router.get("", response=Page[NoticeOut], url_name="notices", summary="List written notices")
def list_notices(request: HttpRequest, asked: Query[NoticesAsked]) -> HttpResponse:
    """Answer the notices that the program's person sees, the latest first."""
    by = _reader(request)
    search = NoticeSearch(
        text=asked.text, kind=asked.kind, grade=asked.grade, state=asked.state, first=asked.since,
        last=asked.until,
    )  # fmt: skip
    rows = narrowed(rows=found_notices(by=by, search=search), asked=asked)
    if asked.waiting:
        rows = rows.filter(pk__in=waiting_for(by=by).order_by().values("pk"))
    found, following = turn(
        rows=rows, order=("-issued_at", "-pk"), after=asked.after, limit=asked.limit
    )
    told = [NoticeOut(**_fields_of(row)) for row in found]
    return answer_page(request=request, rows=told, schema=NoticeOut, following=following)


@router.get("/{number}", response=NoticeWhole, url_name="notice", summary="Read a notice")
def read_notice(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one notice with its course."""
    by = _reader(request)
    return answer_one(request=request, row=_whole(request, notice_seen(number=number, by=by), by))


@router.get(
    "/{number}/files/{sha256}", url_name="notice-file", summary="Take a file of a notice",
    openapi_extra=binary(*KEPT_TYPES),
)  # fmt: skip
def take_file(request: HttpRequest, number: str, sha256: str) -> HttpResponse:
    """Give the bytes of a photo or paper that a step of the notice carries."""
    row = notice_seen(number=number, by=_reader(request))
    files = {step.file.sha256: step.file for step in steps_of(notice_id=row.pk) if step.file}
    if sha256 not in files:
        raise NotFound
    return kept_file(attachment=files[sha256], name=f"{row.number}-{sha256[:8]}")


@router.post(
    "", response={201: NoticeOut}, url_name="notices", summary="Tell a use unit in writing",
    openapi_extra=many(NoticeIn),
)  # fmt: skip
def issue(request: HttpRequest) -> HttpResponse:
    """Tell the use unit of an elevator something in writing; as NDJSON many at once.

    A hazard has a `grade`; a serious one goes to the district too.
    """
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    return write_one_or_many(
        request=request, schema=NoticeIn, do=lambda body, form: _issued(body, form, by)
    )


def _issued(body: NoticeIn, form: UUID, by: Actor) -> Answer:
    elevator, now = elevator_seen(by=by, register_number=body.register_number), clock.now()
    file = attachment_of(sha256=body.attachment, by=by) if body.attachment else None
    row: Notice
    if body.kind is NoticeKind.HAZARD and body.grade is not None:
        row = actions.report_hazard(
            form_id=form, elevator_id=elevator.pk, grade=body.grade, words=body.words, photo=file,
            now=now, by=by,
        )  # fmt: skip
    else:
        row = actions.issue_notice(
            form_id=form, elevator_id=elevator.pk, firm_id=by.organisation_id, kind=body.kind,
            words=body.words, file=file, now=now, by=by,
        )  # fmt: skip
    return told_again(number=row.number, by=by)


def _reader(request: HttpRequest) -> Actor:
    by = acting(request=request, scope=Scope.MAINTENANCE)
    if not any(may(by=by, deed=deed) for deed in (Deed.SEE_DUTIES, Deed.REPORT_HAZARD)):
        raise NotAllowed
    return by


def told_again(*, number: str, by: Actor) -> Answer:
    """Return what is answered of a notice after a write."""
    return NoticeOut(**_fields_of(notice_seen(number=number, by=by))).model_dump(mode="json")


def _fields_of(row: Notice) -> Fields:
    return {
        "number": row.number, "kind": row.kind, "grade": row.grade or None, "state": row.state,
        "register_number": row.elevator.register_number, "jurisdiction": row.jurisdiction.code,
        "firm": organisation_ref(row.firm), "use_unit": organisation_ref(row.use_unit),
        "words": row.words, "file_sha256": row.file.sha256 if row.file else None,
        "issued_at": row.issued_at, "received_at": row.received_at,
        "acknowledged_at": row.acknowledged_at, "ended_at": row.ended_at,
        "needs": list(needs_of(notice=row)), "escalated": row.level, "due_at": row.due_at,
        "edition": row.edition,
    }  # fmt: skip


def _whole(request: HttpRequest, row: Notice, by: Actor) -> NoticeWhole:
    steps = steps_of(notice_id=row.pk)
    done = doers(
        request=request, by=by, kept=[step.by for step in steps], subject=f"notice {row.number}"
    )
    return NoticeWhole(
        **_fields_of(row),
        steps=[
            NoticeStepOut(
                deed=step.deed, at=step.at, words=step.words,
                file_sha256=step.file.sha256 if step.file else None,
                document_sha256=step.document.sha256 if step.document else None, **who,
            )
            for step, who in zip(steps, done, strict=True)
        ],
    )  # fmt: skip
