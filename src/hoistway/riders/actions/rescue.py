"""A passenger asks for rescue, adds what matters, and says when it is over."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from hoistway.emergency.actions import Sighting, open_incidents, passenger_says
from hoistway.emergency.vocabulary import IncidentKind, IncidentSource
from hoistway.foundation.actors import A_PASSENGER, Actor
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevator_at_hand
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.riders.actions.origins import blurred_origin
from hoistway.riders.models import CallerNumber, RiderRequest, UnplacedCall
from hoistway.riders.queries.rescue import caller_number
from hoistway.riders.rules.throttle import WINDOW_S, suspicion_of
from hoistway.riders.vocabulary import AskerKind, Need, Suspicion


@dataclass(frozen=True, slots=True, kw_only=True)
class Cry:
    """One pressed button: where, from which form, by whom, and whether the code was genuine."""

    elevator_id: int
    has_car: bool
    form_id: UUID
    asker: AskerKind
    genuine_code: bool
    origin: str


class NoAddress(Refusal):
    """Raised when a call without a code gives no address either."""

    code = "no_address"
    zh = "请写下您所在的地址（路名、门牌、楼号），或直接拨打 110。"
    en = "Write where you are (road, number, building), or dial 110."
    status = 422


def _token() -> str:
    return secrets.token_urlsafe(16)


@transaction.atomic
def ask_for_rescue(*, cry: Cry, now: datetime) -> RiderRequest:
    """Open or join the rescue of this elevator; the same form again returns the same request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [cry.form_id.hex])
    known = RiderRequest.objects.filter(form_id=cry.form_id).first()
    if known is not None:
        return known
    origin = blurred_origin(origin=cry.origin, now=now)
    lately = RiderRequest.objects.filter(
        origin_hash=origin, made_at__gte=now - timedelta(seconds=WINDOW_S)
    ).exclude(elevator_id=cry.elevator_id)
    elsewhere = lately.values("elevator_id").distinct().count()
    suspicion = suspicion_of(genuine_code=cry.genuine_code, elevators_lately=elsewhere + 1)
    (incident_id,) = open_incidents(
        sightings=[
            Sighting(
                elevator_id=cry.elevator_id, source=IncidentSource.RIDER,
                kind=IncidentKind.ENTRAPMENT if cry.has_car else IncidentKind.INJURY,
                began_at=now, seen_at=now, key=f"rider.{cry.form_id.hex}",
                facts={"asker": str(cry.asker), "suspicion": str(suspicion)},
            )
        ],
        now=now, by=A_PASSENGER,
    )  # fmt: skip
    return RiderRequest.objects.create(
        token=_token(), form_id=cry.form_id, elevator_id=cry.elevator_id, incident_id=incident_id,
        asker=cry.asker, suspicion=suspicion, origin_hash=origin, made_at=now,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """What a passenger may add; every answer stands alone and any may be missing."""

    key: str
    people: int | None = None
    needs: tuple[Need, ...] = ()
    phone: str = ""
    is_out: bool = False
    is_worse: bool = False
    words: str = ""


def _leave_number(*, incident_id: int, phone: str, now: datetime) -> None:
    """Keep a telephone number apart from the course of the rescue, which can never be erased."""
    left = phone.strip()[:32]
    if left and left != caller_number(incident_id=incident_id):
        CallerNumber.objects.create(incident_id=incident_id, phone=left, told_at=now)


@transaction.atomic
def tell_more(*, token: str, more: More, now: datetime) -> None:
    """Add what the passenger says to the rescue.

    Raises: NotFound.
    """
    request = RiderRequest.objects.filter(token=token).first()
    if request is None:
        raise NotFound
    facts = _facts(more)
    _leave_number(incident_id=request.incident_id, phone=more.phone, now=now)
    if facts:
        key = f"{request.pk}.{more.key}"
        passenger_says(
            incident_id=request.incident_id, key=key, facts=facts, now=now, by=A_PASSENGER
        )


def _facts(more: More) -> dict[str, object]:
    """Return what was said, without what was left open."""
    said: dict[str, object] = {
        "people": None if more.people is None else max(0, min(more.people, 60)),
        "needs": [str(need) for need in more.needs],
        "phone_left": bool(more.phone.strip()),
        "is_out": more.is_out,
        "is_worse": more.is_worse,
        "words": more.words[:500],
    }
    left_open = (None, False)
    return {
        name: value
        for name, value in said.items()
        if not any(value is nothing for nothing in left_open) and value not in ("", [])
    }


@transaction.atomic
def call_without_code(
    *, form_id: UUID, typed_code: str, address: str, phone: str, now: datetime
) -> UnplacedCall:
    """Keep a call for help whose code leads nowhere and put it before the desk.

    Raises: NoAddress.
    """
    if len(address.strip()) < 3:
        raise NoAddress
    call, fresh = UnplacedCall.objects.get_or_create(
        form_id=form_id,
        defaults={
            "token": _token(), "typed_code": typed_code[:80], "address": address.strip()[:300],
            "phone": phone[:32], "made_at": now,
        },
    )  # fmt: skip
    if fresh:
        touch("board")
    return call


@transaction.atomic
def place_call(*, call_id: int, elevator_id: int, now: datetime, by: Actor) -> int:
    """Give a call by address its elevator and open the rescue; return the rescue.

    Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=Deed.COMMAND_RESCUE)
    call = UnplacedCall.objects.select_for_update().filter(pk=call_id).first()
    if call is None:
        raise NotFound
    if call.incident_id is not None:
        return int(call.incident_id)
    elevator = elevator_at_hand(elevator_id=elevator_id)
    shut_in = elevator.kind not in ElevatorKind.without_riders()
    (incident_id,) = open_incidents(
        sightings=[
            Sighting(
                elevator_id=elevator_id, source=IncidentSource.RIDER,
                kind=IncidentKind.ENTRAPMENT if shut_in else IncidentKind.INJURY,
                began_at=call.made_at, seen_at=call.made_at,
                key=f"unplaced.{call.pk}", facts={"address": call.address},
            )
        ],
        now=now, by=by,
    )  # fmt: skip
    call.incident_id, call.settled_at = incident_id, now
    call.save(update_fields=["incident", "settled_at"])
    RiderRequest.objects.create(
        token=call.token, form_id=call.form_id, elevator_id=elevator_id, incident_id=incident_id,
        asker=AskerKind.INSIDE if shut_in else AskerKind.AT_ESCALATOR, suspicion=Suspicion.NONE,
        origin_hash="", made_at=call.made_at,
    )  # fmt: skip
    _leave_number(incident_id=incident_id, phone=call.phone, now=now)
    touch("board")
    return incident_id


@transaction.atomic
def settle_call(*, call_id: int, note: str, now: datetime, by: Actor) -> None:
    """End a call by address without a rescue, with the reason. Raises: NotAllowed."""
    require(by=by, deed=Deed.COMMAND_RESCUE)
    UnplacedCall.objects.filter(pk=call_id, settled_at__isnull=True).update(
        settled_at=now, note=note[:500]
    )
    touch("board")


def forget_caller_numbers(*, before: datetime) -> int:
    """Delete telephone numbers that were left before an instant; return how many."""
    return CallerNumber.objects.filter(told_at__lt=before).delete()[0]


def forget_unplaced_calls(*, before: datetime) -> int:
    """Delete calls by address that were settled before an instant; return how many.

    The rescue that one of them opened keeps its own report of it.
    """
    return UnplacedCall.objects.filter(settled_at__lt=before).delete()[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenReport:
    """What somebody reports for others: by telephone to the desk, or as the elevator's use unit."""

    elevator_id: int
    source: IncidentSource
    kind: IncidentKind
    form_id: UUID
    people: int | None = None
    phone: str = ""
    needs: tuple[Need, ...] = ()
    words: str = ""
    began_at: datetime | None = None


@transaction.atomic
def report_rescue(*, report: SpokenReport, now: datetime, by: Actor) -> int:
    """Open or join the rescue of an elevator; the same form again changes nothing.

    Raises: NotAllowed, NobodyIsShutIn.
    """
    require(by=by, deed=Deed.CALL_RESCUE)
    key = f"{report.source}.{report.form_id.hex}"
    (incident_id,) = open_incidents(
        sightings=[
            Sighting(
                elevator_id=report.elevator_id, source=report.source, kind=report.kind,
                began_at=min(report.began_at or now, now), seen_at=now, key=key, facts={},
            )
        ],
        now=now, by=by,
    )  # fmt: skip
    more = More(
        key=key, people=report.people, needs=report.needs, phone=report.phone, words=report.words
    )
    _leave_number(incident_id=incident_id, phone=report.phone, now=now)
    said = _facts(more)
    if said:
        passenger_says(incident_id=incident_id, key=key, facts=said, now=now, by=by)
    return incident_id
