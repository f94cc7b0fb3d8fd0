"""What is done with a filing: the use unit answers, a rival firm agrees or objects, its firm ends.

What the district decides is decided by hand, on the pages.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from hoistway.filings.actions import (
    agree_to_hand_over,
    answer_filing,
    object_to_filing,
    withdraw_filing,
)
from hoistway.filings.queries import filing_seen
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.openapi.files import attachment_of
from hoistway.openapi.keys import acting
from hoistway.openapi.v1.filings import FilingOut, told_of
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

router = Router(tags=["filings"])


class UnitAnswerIn(BaseModel):
    """What the use unit says: that the firm maintains its elevator, or with a reason not."""

    confirms: bool
    reason: str = Field(default="", max_length=300, description="Needed where it is denied")


class ObjectionIn(BaseModel):
    """Why a filing is wrong; from then on the district rules."""

    reason: str = Field(min_length=1, max_length=500)
    evidence: str = Field(
        default="", max_length=64, description="SHA-256 that /v1/attachments answered"
    )


@router.post(
    "/{number}/answer", response={201: FilingOut}, url_name="filing-answer",
    summary="Confirm or deny a filing",
)  # fmt: skip
def answer(request: HttpRequest, number: str, body: UnitAnswerIn) -> HttpResponse:
    """Keep what the elevator's use unit says of a filing; it may say otherwise until decided."""

    def deed(key: int, by: Actor) -> object:
        return answer_filing(
            filing_id=key, confirms=body.confirms, reason=body.reason, now=clock.now(), by=by
        )

    return _done(request, number, deed)


@router.post(
    "/{number}/objections", response={201: FilingOut}, url_name="filing-objections",
    summary="Object to a filing",
)  # fmt: skip
def object_(request: HttpRequest, number: str, body: ObjectionIn) -> HttpResponse:
    """Keep that the firm whose days are claimed, or the use unit, says that a filing is wrong."""
    form_id = form_of(request=request)

    def deed(key: int, by: Actor) -> object:
        evidence = attachment_of(sha256=body.evidence, by=by).pk if body.evidence else None
        return object_to_filing(
            filing_id=key, reason=body.reason, evidence_id=evidence, form_id=form_id,
            now=clock.now(), by=by,
        )  # fmt: skip

    return _done(request, number, deed)


@router.post(
    "/{number}/consent", response={201: FilingOut}, url_name="filing-consent",
    summary="Agree to hand an elevator over",
)  # fmt: skip
def consent(request: HttpRequest, number: str) -> HttpResponse:
    """Keep that the firm which held the days agrees to give them up."""

    def deed(key: int, by: Actor) -> object:
        return agree_to_hand_over(filing_id=key, now=clock.now(), by=by)

    return _done(request, number, deed)


@router.post(
    "/{number}/withdraw", response={201: FilingOut}, url_name="filing-withdraw",
    summary="Take a filing back",
)  # fmt: skip
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take the firm's own filing back while it is open."""

    def deed(key: int, by: Actor) -> object:
        return withdraw_filing(filing_id=key, now=clock.now(), by=by)

    return _done(request, number, deed)


def _done(
    request: HttpRequest, number: str, deed: Callable[[int, Actor], object]
) -> HttpResponse:  # fmt: skip
    by = acting(request=request, scope=Scope.FILINGS_WRITE)

    def do() -> Answer:
        deed(filing_seen(number=number, by=by).pk, by)
        told = told_of(filing_seen(number=number, by=by), by=by)
        return told.model_dump(mode="json")

    return write_once(request=request, do=do)
