"""File a request of a use unit, and take it back."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.lifecycle.actions.moving import held_request, move
from hoistway.lifecycle.events import UseRequestFiled
from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.queries import open_request
from hoistway.lifecycle.rules.filing import Wish, require_sound
from hoistway.lifecycle.rules.use_states import state_after
from hoistway.lifecycle.vocabulary import RequestDeed, UseRequestKind
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import Field


class OneAtATime(Refusal):
    """Raised when another request for the elevator is still open."""

    code = "one_request_at_a_time"
    zh = "该电梯已有未办结的申请 {number}。请等待结果或先撤回。"
    en = "Request {number} for this elevator is still open. Wait for it or withdraw it first."


@transaction.atomic
def file_request(
    *, elevator_id: int, wish: Wish, form_id: UUID, now: datetime, by: Actor
) -> UseRequest:
    """Keep what the elevator's use unit asks for; the same form twice is one request.

    Only the use unit of that very elevator may ask, never a firm, and never in arrears.
    Raises: NotAllowed, NotFound, OneAtATime, ScrappedForGood, WrongUseState, and the refusals
    of `rules.filing`.
    """
    require(by=by, deed=Deed.FILE_USE_REQUEST)
    _lock(elevator_id)
    known = UseRequest.objects.filter(form_id=form_id, use_unit_id=by.organisation_id).first()
    if known is not None:
        return known
    elevator = elevators(by=by).select_related("use_unit").filter(pk=elevator_id).first()
    if elevator is None or elevator.use_unit_id is None:
        raise NotFound
    held = held_facts(elevator=elevator)
    changes = require_sound(wish=wish, today=local_day(at=now), held=held)
    state_after(state=elevator.use_state, kind=wish.kind)
    waiting = open_request(elevator_id=elevator_id)
    if waiting is not None:
        raise OneAtATime(number=waiting.number)
    return _file(elevator, wish, changes, form_id=form_id, now=now, by=by)


def held_facts(*, elevator: Elevator) -> dict[str, str]:
    """Return what is held of the facts that a use unit may ask to change."""
    unit = elevator.use_unit
    return {
        str(Field.USE_UNIT): unit.name if unit else "",
        str(Field.USE_UNIT_CODE): unit.credit_code if unit else "",
        str(Field.NAME): elevator.name, str(Field.UNIT_NUMBER): elevator.unit_number,
        str(Field.ESTATE): elevator.estate, str(Field.BUILDING): elevator.building,
    }  # fmt: skip


def _lock(elevator_id: int) -> None:
    """Let one filing at a time look at an elevator; 287 is this room's number for such locks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(287, %s)", [elevator_id])


def _file(
    elevator: Elevator, wish: Wish, changes: dict[str, str], *, form_id: UUID, now: datetime,
    by: Actor,
) -> UseRequest:  # fmt: skip
    key = fresh_key(table="lifecycle_userequest")
    held = held_facts(elevator=elevator)
    request = UseRequest(
        pk=key, form_id=form_id, number=f"SQ{local_day(at=now):%y%m%d}{key:06d}",
        elevator=elevator, use_unit_id=by.organisation_id,
        jurisdiction_id=elevator.jurisdiction_id, kind=wish.kind,
        effective_on=wish.effective_on,
        until=wish.until if wish.kind is UseRequestKind.SUSPEND else None,
        changes={
            code: {"before": held.get(code, ""), "after": value}
            for code, value in changes.items()
        },
        reason=wish.reason.strip()[:300], filed_at=now, filed_by=by.as_json(),
    )  # fmt: skip
    request.save(force_insert=True)
    announce(UseRequestFiled(request_id=key))
    touch(f"use_requests.{elevator.jurisdiction_id}")
    return request


@transaction.atomic
def withdraw_request(*, request_id: int, now: datetime, by: Actor) -> UseRequest:
    """Take a request back while it is not in force; only the use unit that filed it may.

    Raises: NotAllowed, NotFound, RequestMovedOn.
    """
    require(by=by, deed=Deed.FILE_USE_REQUEST)
    request = held_request(request_id=request_id)
    if request.use_unit_id != by.organisation_id:
        raise NotFound
    move(request, RequestDeed.WITHDRAW)
    touch(f"use_requests.{request.jurisdiction_id}")
    return request
