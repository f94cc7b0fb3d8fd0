"""The district confirms a request or returns it with a reason."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.lifecycle.actions.force import enter_if_due
from hoistway.lifecycle.actions.moving import held_request, move
from hoistway.lifecycle.events import UseRequestSettled
from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.queries import out_of_use_since, requests
from hoistway.lifecycle.rules.filing import ReasonMissing
from hoistway.lifecycle.rules.use_states import inspection_comes_first, state_after
from hoistway.lifecycle.vocabulary import RequestDeed, UseRequestKind
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


class OtherDistrict(Refusal):
    """Raised when the bureau of another jurisdiction would check a request."""

    code = "other_district"
    zh = "该申请由电梯所在辖区的市场监管局核对。"
    en = "The bureau of the elevator's own jurisdiction checks this request."
    status = 403


class SamePerson(Refusal):
    """Raised when the one who filed a request would also check it."""

    code = "same_person"
    zh = "提交人和核对人不能是同一人。"
    en = "Whoever files a request may not check it."
    status = 403


class InspectionComesFirst(Refusal):
    """Raised when an elevator long out of use would run again without an inspection."""

    code = "inspection_comes_first"
    zh = "该电梯自 {since} 起停用已超过一年，启用前须先经定期检验合格。请核实后勾选。"
    en = "Out of use since {since}, more than a year: it must pass its periodic inspection first."
    clause = "TSG T7001-2023"
    status = 422


@transaction.atomic
def confirm_request(
    *, request_id: int, now: datetime, by: Actor, inspected: bool = False
) -> UseRequest:
    """Confirm that a request is right; it comes into force at once if its day has come.

    `inspected` says that the checker has seen the report where an inspection comes first.
    Raises: NotAllowed, NotFound, OtherDistrict, SamePerson, RequestMovedOn, WrongUseState,
    ScrappedForGood, InspectionComesFirst.
    """
    request = _at_hand(request_id, by)
    state_after(state=request.elevator.use_state, kind=request.kind)
    if request.kind is UseRequestKind.RESUME and not inspected:
        since = out_of_use_since(elevator_id=request.elevator_id)
        if since is not None and inspection_comes_first(out_since=since, on=request.effective_on):
            raise InspectionComesFirst(since=since)
    move(request, RequestDeed.CONFIRM, checked_at=now, checked_by=by.as_json())
    if not enter_if_due(request, now=now, by=by):
        _tell(request)
    return request


@transaction.atomic
def return_request(*, request_id: int, reason: str, now: datetime, by: Actor) -> UseRequest:
    """Give a request back to the use unit with the reason.

    Raises: NotAllowed, NotFound, OtherDistrict, SamePerson, ReasonMissing, RequestMovedOn.
    """
    request = _at_hand(request_id, by)
    if not reason.strip():
        raise ReasonMissing
    move(
        request, RequestDeed.RETURN, checked_at=now, checked_by=by.as_json(),
        checked_reason=reason.strip()[:300],
    )  # fmt: skip
    _tell(request)
    return request


def _at_hand(request_id: int, by: Actor) -> UseRequest:
    require(by=by, deed=Deed.CHECK_USE_REQUEST)
    if not requests(by=by).filter(pk=request_id).exists():
        raise NotFound
    request = held_request(request_id=request_id)
    if by.kind is ActorKind.PERSON:
        if request.elevator.jurisdiction_id != by.jurisdiction_id:
            raise OtherDistrict
        if request.filed_by.get("person") == by.person_id:
            raise SamePerson
    return request


def _tell(request: UseRequest) -> None:
    announce(UseRequestSettled(request_id=request.pk))
    touch(f"use_requests.{request.jurisdiction_id}")
