"""Let confirmed requests come into force when their day has come."""

from datetime import datetime, time

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.foundation.refusal import Refusal
from hoistway.lifecycle.actions.moving import held_request, move
from hoistway.lifecycle.events import UseRequestSettled
from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.queries import due_requests
from hoistway.lifecycle.rules.filing import CHANGEABLE
from hoistway.lifecycle.rules.use_states import ScrappedForGood, WrongUseState, state_after
from hoistway.lifecycle.vocabulary import RequestDeed, UseRequestKind, UseRequestState
from hoistway.parties.actions import enrol
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.registry.actions import FieldValue, decide_fields
from hoistway.registry.vocabulary import Field


def bring_into_force(*, now: datetime, by: Actor = PLATFORM) -> int:
    """Bring every confirmed request into force whose day has come; return how many were settled.

    Each has its own transaction: one that fits no longer is returned, the others go on.
    """
    settled = 0
    for request_id in due_requests(on=local_day(at=now)):
        with transaction.atomic():
            request = held_request(request_id=request_id)
            if request.state is UseRequestState.CONFIRMED:
                settled += enter_if_due(request, now=now, by=by)
    return settled


def enter_if_due(request: UseRequest, *, now: datetime, by: Actor) -> bool:
    """Bring a held, confirmed request into force if its day has come; say whether it is settled.

    It holds from its day, or from its confirmation where that came later: never in arrears.
    """
    if request.effective_on > local_day(at=now):
        return False
    try:
        after = state_after(state=request.elevator.use_state, kind=request.kind)
    except (WrongUseState, ScrappedForGood) as refusal:
        _return(request, refusal, now=now)
        return True
    first_moment = datetime.combine(request.effective_on, time(), SHANGHAI)
    since = max(first_moment, request.checked_at or now)
    decided = _decide(request, str(after), now=now, by=by)
    move(request, RequestDeed.ENTER, in_force_at=since, claim_id=decided)
    _tell(request)
    return True


def _decide(request: UseRequest, after: str, *, now: datetime, by: Actor) -> int:
    """Write the decision into the register as a person's claim; return its key."""
    values: dict[str, FieldValue] = {str(Field.USE_STATE): after}
    if request.kind is UseRequestKind.CHANGE:
        values = {
            str(code): request.changes[str(code)]["after"]
            for code in CHANGEABLE
            if str(code) in request.changes
        }
        _enrol_new_unit(request)
    claims = decide_fields(
        elevator_id=request.elevator_id, values=values, now=now, by=by,
        reason=f"{request.kind.zh} {request.number}：{request.reason}",
        origin={"use_request": request.number, "filed_by": request.filed_by},
    )  # fmt: skip
    return claims[-1].pk


def _enrol_new_unit(request: UseRequest) -> None:
    """Enrol the use unit that takes over, unless its credit code is known already."""
    if str(Field.USE_UNIT) not in request.changes:
        return
    code = request.changes[str(Field.USE_UNIT_CODE)]["after"]
    units = organisations(kind=OrganisationKind.USE_UNIT)
    if not units.filter(credit_code=code).exists():
        enrol(
            kind=OrganisationKind.USE_UNIT, name=request.changes[str(Field.USE_UNIT)]["after"],
            name_en="", jurisdiction=request.elevator.jurisdiction, credit_code=code,
        )  # fmt: skip


def _return(request: UseRequest, refusal: Refusal, *, now: datetime) -> None:
    move(
        request, RequestDeed.RETURN, checked_at=now, checked_by=PLATFORM.as_json(),
        checked_reason=refusal.sentence("zh")[:300],
    )  # fmt: skip
    _tell(request)


def _tell(request: UseRequest) -> None:
    announce(UseRequestSettled(request_id=request.pk))
    touch(f"use_requests.{request.jurisdiction_id}")
