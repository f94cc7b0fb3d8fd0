"""What each side says to a written notice: receipt, cleared, taken up, gone, not gone."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from hoistway.duties import actions
from hoistway.duties.queries import notice_seen
from hoistway.duties.vocabulary import NoticeKind
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.openapi.files import attachment_of
from hoistway.openapi.keys import acting
from hoistway.openapi.said import WordsIn
from hoistway.openapi.v1.notices import NoticeOut, told_again
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.duties.models import Notice

router = Router(tags=["notices"])


class ClearIn(BaseModel):
    """How it was cleared."""

    words: str = Field(min_length=1, max_length=2000)
    attachment: str = Field(default="", max_length=64, description="SHA-256 of what shows it")


@router.post(
    "/{number}/receive", response=NoticeOut, url_name="notice-receive", summary="Sign for a notice"
)
def receive(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Keep, for the use unit, that it has the notice, with what it says to it."""
    return _said(
        request, number,
        lambda row, form, by: actions.receive_notice(
            notice_id=row.pk, form_id=form, words=body.words, now=clock.now(), by=by
        ),
    )  # fmt: skip


@router.post(
    "/{number}/clear", response=NoticeOut, url_name="notice-clear", summary="Report it cleared"
)
def clear(request: HttpRequest, number: str, body: ClearIn) -> HttpResponse:
    """Report, as the firm, that it is done; a serious hazard then waits for the district's look."""

    def do(row: "Notice", form: UUID, by: Actor) -> None:
        file = attachment_of(sha256=body.attachment, by=by) if body.attachment else None
        if row.kind is NoticeKind.HAZARD:
            actions.clear_hazard(
                hazard_id=row.pk, form_id=form, words=body.words, photo=file, now=clock.now(),
                by=by,
            )  # fmt: skip
        else:
            actions.end_notice(
                notice_id=row.pk, form_id=form, words=body.words, file=file, now=clock.now(), by=by
            )

    return _said(request, number, do)


@router.post(
    "/{number}/acknowledge", response=NoticeOut, url_name="notice-acknowledge",
    summary="Take up a serious hazard",
)  # fmt: skip
def acknowledge(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Keep, for the district, that it has taken up a serious hazard, with what it asks for."""
    return _looked(request, number, body, actions.acknowledge_hazard)


@router.post(
    "/{number}/verify", response=NoticeOut, url_name="notice-verify", summary="Find a hazard gone"
)
def verify(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Keep, for the district, that a serious hazard is gone, which ends it."""
    return _looked(request, number, body, actions.verify_hazard)


@router.post(
    "/{number}/reopen", response=NoticeOut, url_name="notice-reopen", summary="Send a hazard back"
)
def reopen(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Send back, for the district, a hazard that was reported cleared and is not; say why."""
    return _looked(request, number, body, actions.reopen_hazard)


def _looked(
    request: HttpRequest, number: str, body: WordsIn, act: Callable[..., object]
) -> HttpResponse:
    return _said(
        request, number,
        lambda row, form, by: act(
            hazard_id=row.pk, form_id=form, words=body.words, now=clock.now(), by=by
        ),
    )  # fmt: skip


def _said(
    request: HttpRequest, number: str, act: Callable[["Notice", UUID, Actor], object]
) -> HttpResponse:
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        act(notice_seen(number=number, by=by), form, by)
        return told_again(number=number, by=by)

    return write_once(request=request, do=do, status=200)
