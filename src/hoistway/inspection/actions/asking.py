"""A use unit asks a body for an inspection or a test; the body names the day."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.inspection.events import InspectionAsked
from hoistway.inspection.models import InspectionRequest
from hoistway.inspection.queries.lists import requests
from hoistway.inspection.vocabulary import InspectionKind, RequestState
from hoistway.parties.queries import organisations, require
from hoistway.parties.vocabulary import Deed, OrganisationKind
from hoistway.registry.queries import elevators

_OPEN = (RequestState.ASKED, RequestState.AGREED)


class DayPast(Refusal):
    """Raised when an inspection is asked for, or agreed, on a day that has passed."""

    code = "inspection_day_past"
    zh = "日期不能早于今天 {today}。"
    en = "The day cannot lie before today, {today}."
    status = 422


class AskedBefore(Refusal):
    """Raised when the same inspection of an elevator is asked for twice."""

    code = "inspection_asked_before"
    zh = "该电梯的“{zh}”已申请，尚未完成。"
    en = "“{en}” of this elevator was asked for and is not done yet."


class RequestGone(Refusal):
    """Raised when a request is answered or taken back that has ended."""

    code = "request_gone"
    zh = "该申请已结束。"
    en = "This request has ended."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a use unit asks for: on which elevator, of whom, what, when."""

    elevator_id: int
    body_id: int
    kind: InspectionKind
    wished_on: date
    words: str = ""


@transaction.atomic
def ask_inspection(*, wish: Wish, form_id: UUID, now: datetime, by: Actor) -> InspectionRequest:
    """Ask a body for an inspection or a test; a form twice is one request.

    Announces: InspectionAsked. Raises: NotAllowed, NotFound, DayPast, AskedBefore.
    Source: 特种设备安全法 art. 40: one month before the last one runs out.
    """
    require(by=by, deed=Deed.ASK_INSPECTION)
    elevator = elevators(by=by).filter(pk=wish.elevator_id).first()
    bodies = organisations(kind=OrganisationKind.INSPECTION_BODY)
    body = bodies.filter(pk=wish.body_id).first()
    if elevator is None or elevator.use_unit_id is None or body is None:
        raise NotFound
    known = InspectionRequest.objects.filter(form_id=form_id, elevator=elevator).first()
    if known is not None:
        return known
    today = local_day(at=now)
    if wish.wished_on < today:
        raise DayPast(today=today)
    request = InspectionRequest(
        form_id=form_id, elevator=elevator, body=body, use_unit_id=elevator.use_unit_id,
        kind=wish.kind, wished_on=wish.wished_on, words=wish.words.strip()[:300], asked_at=now,
        asked_by=by.as_json(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        raise AskedBefore(zh=wish.kind.zh, en=wish.kind.en) from None
    _tell(request)
    return request


@transaction.atomic
def agree_day(*, request_id: int, agreed_on: date, now: datetime, by: Actor) -> InspectionRequest:
    """Keep the day on which the body will come. Announces: InspectionAsked.

    Raises: NotAllowed, NotFound, DayPast, RequestGone.
    """
    require(by=by, deed=Deed.RECORD_INSPECTION)
    request = _open_request(request_id, by)
    today = local_day(at=now)
    if agreed_on < today:
        raise DayPast(today=today)
    if request.agreed_on != agreed_on:
        request.state, request.agreed_on = RequestState.AGREED, agreed_on
        request.save(update_fields=["state", "agreed_on"])
        _tell(request)
    return request


@transaction.atomic
def drop_request(*, request_id: int, now: datetime, by: Actor) -> InspectionRequest:
    """Take a request back. Announces: InspectionAsked.

    Raises: NotAllowed, NotFound, RequestGone.
    """
    require(by=by, deed=Deed.ASK_INSPECTION)
    request = _open_request(request_id, by)
    request.state = RequestState.DROPPED
    request.save(update_fields=["state"])
    _tell(request)
    return request


def _open_request(request_id: int, by: Actor) -> InspectionRequest:
    seen = requests(by=by).filter(pk=request_id).values("pk")
    request = InspectionRequest.objects.filter(pk__in=seen).select_for_update(of=["self"]).first()
    if request is None:
        raise NotFound
    if request.state not in _OPEN:
        raise RequestGone
    return request


def _tell(request: InspectionRequest) -> None:
    announce(InspectionAsked(request_id=request.pk))
    touch("inspections", f"elevator.{request.elevator_id}")
