"""After the signature: the use unit's word, the firm's answer and corrections, the review."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.maintenance.actions import review_visit
from hoistway.maintenance.actions.answers import confirm_visit, object_to_visit
from hoistway.maintenance.actions.notes import Correction, correct_record, reply_to_objection
from hoistway.maintenance.queries.visit import visit_seen
from hoistway.maintenance.vocabulary import VisitState
from hoistway.openapi.keys import acting
from hoistway.openapi.v1.visits.router import router
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope


class ReasonIn(BaseModel):
    """Why."""

    reason: str = Field(min_length=1, max_length=500)


class WordsIn(BaseModel):
    """What is answered."""

    words: str = Field(min_length=1, max_length=500)


class CorrectionIn(BaseModel):
    """Which item or field of a record is wrong, what it should read, and why."""

    about: str = Field(min_length=1, max_length=60)
    reads: str = Field(min_length=1, max_length=300)
    words: str = Field(min_length=1, max_length=500)


class Standing(BaseModel):
    """Where the visit stands after the write."""

    visit: UUID
    state: VisitState
    answered_at: datetime | None


def _done(request: HttpRequest, visit: UUID, do: Callable[[Actor], object]) -> HttpResponse:
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)

    def written() -> Answer:
        do(by)
        row = visit_seen(uid=visit, by=by)
        told = Standing(visit=row.uid, state=row.state, answered_at=row.answered_at)
        return told.model_dump(mode="json")

    return write_once(request=request, do=written)


@router.post(
    "/{visit}/confirmation", response={201: Standing}, url_name="visit-confirmation",
    summary="Confirm the record of a visit",
)  # fmt: skip
def confirm(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Confirm a signed record for the use unit; repairs that the visit did return to service.

    The record says that it was confirmed through the unit's own system, in whose name.
    """
    form = form_of(request=request)
    return _done(
        request, visit,
        lambda by: confirm_visit(visit_uid=visit, form_id=form, now=clock.now(), by=by),
    )  # fmt: skip


@router.post(
    "/{visit}/objection", response={201: Standing}, url_name="visit-objection",
    summary="Object to the record of a visit",
)  # fmt: skip
def object_to(request: HttpRequest, visit: UUID, body: ReasonIn) -> HttpResponse:
    """Object to a signed record for the use unit, with the reason; the visit still counts."""
    form = form_of(request=request)
    return _done(
        request, visit,
        lambda by: object_to_visit(
            visit_uid=visit, reason=body.reason, form_id=form, now=clock.now(), by=by
        ),
    )  # fmt: skip


@router.post(
    "/{visit}/replies", response={201: Standing}, url_name="visit-replies",
    summary="Answer an objection",
)  # fmt: skip
def reply(request: HttpRequest, visit: UUID, body: WordsIn) -> HttpResponse:
    """Answer the use unit's objection for the firm; the unit may then confirm after all."""
    form = form_of(request=request)
    return _done(
        request, visit,
        lambda by: reply_to_objection(
            visit_uid=visit, words=body.words, form_id=form, now=clock.now(), by=by
        ),
    )  # fmt: skip


@router.post(
    "/{visit}/corrections", response={201: Standing}, url_name="visit-corrections",
    summary="Correct a signed record",
)  # fmt: skip
def correct(request: HttpRequest, visit: UUID, body: CorrectionIn) -> HttpResponse:
    """Append a correction for the firm; the signed record itself stays letter by letter."""
    form, said = form_of(request=request), Correction(**body.model_dump())
    return _done(
        request, visit,
        lambda by: correct_record(
            visit_uid=visit, correction=said, form_id=form, now=clock.now(), by=by
        ),
    )  # fmt: skip


@router.post(
    "/{visit}/review", response={201: Standing}, url_name="visit-review",
    summary="Review a self-inspection",
)  # fmt: skip
def review(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Complete a signed self-inspection by the word of another person of the firm: the key's."""
    return _done(request, visit, lambda by: review_visit(visit_uid=visit, now=clock.now(), by=by))
