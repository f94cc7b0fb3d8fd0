"""What firms and use units do with elevators of the pilot: many at once, each judged by itself."""

from collections.abc import Callable, Sequence
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.ondemand.actions.checking import submit_elevators
from hoistway.ondemand.actions.consenting import consent_to_pilot, refuse_pilot, revoke_consent
from hoistway.ondemand.actions.moving import MOST_AT_ONCE, MovedReport
from hoistway.ondemand.actions.proposing import propose_elevators, withdraw_elevators
from hoistway.ondemand.queries.elevators import elevator_pilots
from hoistway.openapi.keys import acting
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

router = Router(tags=["pilot"])


class ElevatorsIn(BaseModel):
    """Which elevators; each is judged by itself."""

    register_numbers: list[Annotated[str, Field(max_length=64)]] = Field(
        min_length=1, max_length=MOST_AT_ONCE
    )


class ElevatorsSaid(ElevatorsIn):
    """Which elevators, and why."""

    words: str = Field(default="", max_length=1000)


class NotMovedOut(BaseModel):
    """An elevator with which this could not be done, and how to mend it."""

    register_number: str
    code: str
    detail: str


class MovedOut(BaseModel):
    """What came of one call."""

    moved: list[str] = Field(description="Register numbers")
    refused: list[NotMovedOut]


Act = Callable[[Sequence[int], UUID, Actor], MovedReport]


@router.post(
    "", response={201: MovedOut}, url_name="pilot-elevators", summary="Put elevators on the list"
)
def propose(request: HttpRequest, body: ElevatorsIn) -> HttpResponse:
    """Put elevators on the firm's list and ask their use units for consent."""
    by = acting(request=request, scope=Scope.PILOT_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        report = propose_elevators(
            register_numbers=body.register_numbers, form_id=form, now=clock.now(), by=by
        )
        return _told(report, ())

    return write_once(request=request, do=do)


@router.post(
    "/submissions", response={201: MovedOut}, url_name="pilot-submissions",
    summary="Hand elevators in to the district",
)  # fmt: skip
def submit(request: HttpRequest, body: ElevatorsIn) -> HttpResponse:
    """Hand elevators with consent in, for the firm; the district checks each in its days."""
    return _done(
        request, body,
        lambda keys, form, by: submit_elevators(
            pilot_ids=keys, form_id=form, now=clock.now(), by=by
        ),
    )  # fmt: skip


@router.post(
    "/withdrawals", response={201: MovedOut}, url_name="pilot-withdrawals",
    summary="Take elevators back",
)  # fmt: skip
def withdraw(request: HttpRequest, body: ElevatorsSaid) -> HttpResponse:
    """Take elevators off the firm's list or out of the pilot; they are on fixed intervals again."""
    return _done(
        request, body,
        lambda keys, form, by: withdraw_elevators(
            pilot_ids=keys, words=body.words, form_id=form, now=clock.now(), by=by
        ),
    )  # fmt: skip


@router.post(
    "/consents", response={201: MovedOut}, url_name="pilot-consents",
    summary="Consent to the pilot",
)  # fmt: skip
def consent(request: HttpRequest, body: ElevatorsIn) -> HttpResponse:
    """Consent for the use unit; each elevator's document says through which program, in whose name.

    The unit may take its consent back at any time.
    """
    return _done(
        request, body,
        lambda keys, form, by: consent_to_pilot(
            pilot_ids=keys, form_id=form, now=clock.now(), by=by
        ),
    )  # fmt: skip


@router.post(
    "/refusals", response={201: MovedOut}, url_name="pilot-refusals", summary="Refuse the pilot"
)
def refuse(request: HttpRequest, body: ElevatorsSaid) -> HttpResponse:
    """Say no for the use unit, with the reason; the way ends there."""
    return _done(
        request, body,
        lambda keys, form, by: refuse_pilot(
            pilot_ids=keys, words=body.words, form_id=form, now=clock.now(), by=by
        ),
    )  # fmt: skip


@router.post(
    "/revocations", response={201: MovedOut}, url_name="pilot-revocations",
    summary="Take consent back",
)  # fmt: skip
def revoke(request: HttpRequest, body: ElevatorsSaid) -> HttpResponse:
    """Take the use unit's consent back, with the reason; in the pilot the condition is lost."""
    return _done(
        request, body,
        lambda keys, form, by: revoke_consent(
            pilot_ids=keys, words=body.words, form_id=form, now=clock.now(), by=by
        ),
    )  # fmt: skip


def _done(request: HttpRequest, body: ElevatorsIn, act: Act) -> HttpResponse:
    by = acting(request=request, scope=Scope.PILOT_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        rows = (
            elevator_pilots(by=by)
            .filter(elevator__register_number__in=body.register_numbers)
            .order_by("pk")
        )
        newest = {number: key for key, number in rows.values_list(
            "pk", "elevator__register_number"
        )}  # fmt: skip
        report = act(list(newest.values()), form, by)
        return _told(report, [one for one in body.register_numbers if one not in newest])

    return write_once(request=request, do=do)


def _told(report: MovedReport, unknown: Sequence[str]) -> Answer:
    language = get_language() or "zh"
    refused = report.refused | {number: NotFound() for number in unknown}
    told = MovedOut(
        moved=sorted(one.elevator.register_number for one in report.moved),
        refused=[
            NotMovedOut(register_number=number, code=no.code, detail=no.sentence(language))
            for number, no in refused.items()
        ],
    )  # fmt: skip
    return told.model_dump(mode="json")
