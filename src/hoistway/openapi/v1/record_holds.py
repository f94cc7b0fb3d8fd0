"""`/v1/elevators/{n}/record-hold`: regulators keep an elevator's records beyond their time."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.ledger.actions import lift_hold, order_hold
from hoistway.ledger.queries import hold_of
from hoistway.openapi.answers import Out, answer_one
from hoistway.openapi.keys import acting
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.ledger.models import Hold

router = Router(tags=["elevators"])


class HoldIn(BaseModel):
    """Why the records are kept, or let go."""

    reason: str = Field(min_length=1, max_length=300)


class HoldOut(Out):
    """An order that all documents of an elevator are kept, those to come too."""

    register_number: str
    reason: str
    since: datetime
    lifted_at: datetime | None
    lifted_reason: str


@router.get(
    "/{register_number}/record-hold", response=HoldOut, url_name="record-hold",
    summary="Is an elevator's record held?",
)  # fmt: skip
def read_hold(request: HttpRequest, register_number: str) -> HttpResponse:
    """Answer the order in force, to regulators; 404 where none is."""
    by = acting(request=request, scope=Scope.MAINTENANCE)
    require(by=by, deed=Deed.HOLD_RECORDS)
    row = elevator_seen(by=by, register_number=register_number)
    held = hold_of(elevator_id=row.pk)
    if held is None:
        raise NotFound
    return answer_one(request=request, row=_told(held, row.register_number))


@router.post(
    "/{register_number}/record-hold", response={201: HoldOut}, url_name="record-hold",
    summary="Hold an elevator's records",
)  # fmt: skip
def hold(request: HttpRequest, register_number: str, body: HoldIn) -> HttpResponse:
    """Order, as a regulator, that the records of an elevator are kept until the order is lifted."""
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        row = elevator_seen(by=by, register_number=register_number)
        held = order_hold(
            form_id=form, elevator_id=row.pk, reason=body.reason, now=clock.now(), by=by
        )
        return _told(held, row.register_number).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.post(
    "/{register_number}/record-hold/lift", response=HoldOut, url_name="record-hold-lift",
    summary="Let an elevator's records go",
)  # fmt: skip
def lift(request: HttpRequest, register_number: str, body: HoldIn) -> HttpResponse:
    """Lift the order in force, as a regulator, with the reason."""
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)

    def do() -> Answer:
        require(by=by, deed=Deed.HOLD_RECORDS)
        row = elevator_seen(by=by, register_number=register_number)
        lifted = _lifted(row.pk, body.reason, by)
        return _told(lifted, row.register_number).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _lifted(elevator_id: int, reason: str, by: Actor) -> "Hold":
    held = hold_of(elevator_id=elevator_id)
    if held is None:
        raise NotFound
    return lift_hold(hold_id=held.pk, reason=reason, now=clock.now(), by=by)


def _told(row: "Hold", register_number: str) -> HoldOut:
    return HoldOut(
        register_number=register_number, reason=row.reason, since=row.since,
        lifted_at=row.lifted_at, lifted_reason=row.lifted_reason or "",
    )  # fmt: skip
