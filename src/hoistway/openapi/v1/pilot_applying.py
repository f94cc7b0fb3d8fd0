"""A firm applies to the pilot: begins, writes its plan, seals it, names its page, takes it back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.ondemand import actions
from hoistway.ondemand.actions import Seal
from hoistway.ondemand.queries import firm_pilot_seen
from hoistway.openapi.files import attachment_of
from hoistway.openapi.keys import acting
from hoistway.openapi.said import WordsIn
from hoistway.openapi.v1.pilot_firms import ApplicationOut, router, told_of
from hoistway.openapi.values import Whole
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.ondemand.models import FirmPilot

__all__ = ["router"]


class FirmPlanIn(BaseModel):
    """Fields of the plan by name (`/v1/pilot-applications/plan-fields`); others stay as they are.

    `plan_file` is the SHA-256 of the sealed plan among the own attachments.
    """

    plan: dict[str, Annotated[str, Field(max_length=6000)] | Whole] = Field(max_length=60)


class SealIn(BaseModel):
    """Who commits the firm, and the scan that bears its seal."""

    signer: str = Field(min_length=1, max_length=60)
    position: str = Field(min_length=1, max_length=60)
    attachment: str = Field(min_length=1, max_length=64, description="SHA-256")
    agreed: Literal[True] = Field(description="That the firm commits itself to what it seals")


class FirmPageIn(BaseModel):
    """The address on which the firm's standard and promise are public."""

    address: str = Field(min_length=1, max_length=300)


class FirmPageCopyIn(BaseModel):
    """A copy of that page, where the platform cannot read it."""

    attachment: str = Field(min_length=1, max_length=64, description="SHA-256")
    declared: bool = Field(description="That it is the page as it stands")


@router.post(
    "", response={201: ApplicationOut}, url_name="pilot-applications",
    summary="Begin an application",
)  # fmt: skip
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the own firm's application to the period in force; there is one at a time."""
    by = acting(request=request, scope=Scope.PILOT_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        row = actions.draft_application(form_id=form, now=clock.now(), by=by)
        return _told(row.number, by)

    return write_once(request=request, do=do)


@router.post(
    "/{number}/plan", response=ApplicationOut, url_name="pilot-application-plan",
    summary="Write the plan",
)  # fmt: skip
def write_plan(request: HttpRequest, number: str, body: FirmPlanIn) -> HttpResponse:
    """Keep what is written of the plan so far; what is missing may wait until it is handed in."""

    def do(form: UUID, by: Actor) -> object:
        sealed = str(body.plan.get("plan_file", ""))
        if sealed:
            attachment_of(sha256=sealed, by=by)
        return actions.write_plan(number=number, plan=body.plan, now=clock.now(), by=by)

    return _done(request, number, do)


@router.post(
    "/{number}/submit", response=ApplicationOut, url_name="pilot-application-submit",
    summary="Hand an application in",
)  # fmt: skip
def submit(request: HttpRequest, number: str, body: SealIn) -> HttpResponse:
    """Seal the firm's commitment over the plan and hand both in to the city."""

    def do(form: UUID, by: Actor) -> "FirmPilot":
        file = attachment_of(sha256=body.attachment, by=by)
        seal = Seal(signer=body.signer, position=body.position, file=file)
        return actions.submit_application(
            number=number, seal=seal, form_id=form, now=clock.now(), by=by
        )

    return _done(request, number, do)


@router.post(
    "/{number}/page", response=ApplicationOut, url_name="pilot-application-page",
    summary="Name the firm's own page",
)  # fmt: skip
def name_page(request: HttpRequest, number: str, body: FirmPageIn) -> HttpResponse:
    """Name the page on which standard and promise are public; it is read in the background."""
    return _done(
        request, number,
        lambda form, by: actions.name_page(
            number=number, address=body.address, now=clock.now(), by=by
        ),
    )  # fmt: skip


@router.post(
    "/{number}/copy", response=ApplicationOut, url_name="pilot-application-copy",
    summary="Hand in a copy of the page",
)  # fmt: skip
def hand_in_copy(request: HttpRequest, number: str, body: FirmPageCopyIn) -> HttpResponse:
    """Hand in a copy that the firm made of its page; who declares it answers for it."""
    return _done(
        request, number,
        lambda form, by: actions.hand_in_copy(
            number=number, file=attachment_of(sha256=body.attachment, by=by),
            declared=body.declared, form_id=form, now=clock.now(), by=by,
        ),
    )  # fmt: skip


@router.post(
    "/{number}/withdraw", response=ApplicationOut, url_name="pilot-application-withdraw",
    summary="Take an application back",
)  # fmt: skip
def withdraw(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Take an application back, or leave the pilot as a listed firm.

    Every elevator of a listed firm is back on fixed intervals the same day.
    """
    return _done(
        request, number,
        lambda form, by: actions.withdraw_application(
            number=number, words=body.words, form_id=form, now=clock.now(), by=by
        ),
    )  # fmt: skip


def _done(
    request: HttpRequest, number: str, act: Callable[[UUID, Actor], object]
) -> HttpResponse:  # fmt: skip
    by = acting(request=request, scope=Scope.PILOT_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        act(form, by)
        return _told(number, by)

    return write_once(request=request, do=do, status=200)


def _told(number: str, by: Actor) -> Answer:
    row = firm_pilot_seen(by=by, number=number)
    return ApplicationOut(**told_of(row)).model_dump(mode="json")
