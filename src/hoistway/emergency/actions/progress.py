"""Under way, on site, and what the passenger says meanwhile."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoistway.emergency.actions.timeline import hold, release, step
from hoistway.emergency.models import Call, Incident, TimelineEntry
from hoistway.emergency.rules.policy import policy_on
from hoistway.emergency.vocabulary import CallState, Deed, IncidentState
from hoistway.foundation.actors import Actor
from hoistway.foundation.geo import Point, distance_m
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed as RoleDeed
from hoistway.registry.queries import survivor_of


class NoProofOfPlace(Refusal):
    """Raised when neither the elevator's code nor a place near it proves that one is there."""

    code = "no_proof_of_place"
    zh = "无法确认您已到现场：请扫描或输入电梯码，或打开定位（需在 {fence} 米以内）。"
    en = "Nothing proves you are there: scan or type the code, or allow your place ({fence} m)."


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """What proves the presence: the elevator that the scanned code led to, and the place."""

    scanned_elevator_id: int
    place: Point | None
    accuracy_m: float | None


@transaction.atomic
def set_out(*, call_id: int, now: datetime, by: Actor) -> None:
    """Say that one is under way; saying it twice is once.

    Raises: NotAllowed, NotFound.
    """
    incident, call = _accepted_call(call_id, by)
    known = TimelineEntry.objects.filter(
        incident=incident, deed=Deed.UNDER_WAY, facts__call=call.pk
    )
    if not known.exists():
        facts: dict[str, object] = {"call": call.pk, "technician": by.person_id}
        step(incident, Deed.UNDER_WAY, at=now, now=now, by=by, facts=facts)


def _accepted_call(call_id: int, by: Actor) -> tuple[Incident, Call]:
    require(by=by, deed=RoleDeed.ANSWER_CALL)
    own = Call.objects.filter(pk=call_id, technician_id=by.person_id)
    incident_id = own.values_list("incident_id", flat=True).first()
    if incident_id is None:
        raise NotFound
    incident = hold(incident_id=incident_id)
    call = own.filter(state=CallState.ACCEPTED).first()
    if call is None:
        raise NotFound
    return incident, call


@transaction.atomic
def arrive(*, call_id: int, sign_in: SignIn, now: datetime, by: Actor) -> None:
    """Sign in at the elevator; whoever of another level is still on the way is stood down.

    Raises: NoProofOfPlace, WrongMoment, NotAllowed, NotFound.
    """
    incident, call = _accepted_call(call_id, by)
    if incident.state is IncidentState.ARRIVED:
        return
    policy = policy_on(day=local_day(at=incident.opened_at))
    elevator = incident.elevator
    metres = None
    if sign_in.place and elevator.longitude is not None and elevator.latitude is not None:
        metres = distance_m(sign_in.place, Point(elevator.longitude, elevator.latitude))
    scanned = sign_in.scanned_elevator_id in {elevator.pk, survivor_of(elevator_id=elevator.pk)}
    sharp = sign_in.accuracy_m is None or sign_in.accuracy_m <= policy.fence_m
    near = metres is not None and metres <= policy.fence_m and sharp
    if not scanned and not near:
        raise NoProofOfPlace(fence=round(policy.fence_m))
    incident.arrived_at, incident.next_look_at = now, None
    facts: dict[str, object] = {
        "call": call.pk, "technician": by.person_id, "code_scanned": scanned,
        "distance_m": None if metres is None else round(metres), "level": str(call.level),
        "accuracy_m": sign_in.accuracy_m,
    }  # fmt: skip
    step(incident, Deed.ARRIVED, at=now, now=now, by=by, facts=facts)
    release(incident, CallState.live_states(), but=call, now=now, by=by)


@transaction.atomic
def passenger_says(
    *, incident_id: int, key: str, facts: dict[str, object], now: datetime, by: Actor
) -> None:
    """Keep what the trapped person added; what was said last, said again, adds nothing.

    The part of the key before its last point names the question that is answered.

    Raises: NotFound.
    """
    incident = hold(incident_id=incident_id)
    about = key.rsplit(".", 1)[0]
    told = TimelineEntry.objects.filter(
        incident=incident, deed=Deed.TOLD, facts__key__startswith=about
    )
    last = told.order_by("-sequence").first()
    if last is not None and last.facts.get("key") == key:
        return
    people = facts.get("people")
    if isinstance(people, int) and incident.freed_at is None:
        incident.people = people
    step(incident, Deed.TOLD, at=now, now=now, by=by, facts={"key": key, **facts})
