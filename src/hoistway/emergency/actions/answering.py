"""The technician's answer to a call, and where the technician is."""

from datetime import datetime, timedelta

from django.db import transaction

from hoistway.emergency.actions.dispatch import look_at
from hoistway.emergency.actions.timeline import hold, leave, step
from hoistway.emergency.models import Call, Incident, Position
from hoistway.emergency.vocabulary import CallState, DeclineReason, Deed, IncidentState
from hoistway.foundation.actors import Actor
from hoistway.foundation.geo import Point
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed as RoleDeed


class CallIsOver(Refusal):
    """Raised when a technician answers a call that has passed to somebody else."""

    code = "call_is_over"
    zh = "此单已超时或已转派他人，无需前往。如您就在现场，请联系应急处置中心。"
    en = "This call has passed to someone else; you need not go. If you are there, phone the desk."


def _own_call(call_id: int, by: Actor) -> tuple[Incident, Call]:
    """Return the technician's own call with its rescue held. Raises: NotAllowed, NotFound."""
    require(by=by, deed=RoleDeed.ANSWER_CALL)
    call = Call.objects.filter(pk=call_id, technician_id=by.person_id).first()
    if call is None:
        raise NotFound
    incident = hold(incident_id=call.incident_id)
    return incident, Call.objects.get(pk=call_id)


@transaction.atomic
def accept_call(*, call_id: int, now: datetime, by: Actor) -> Call:
    """Take the rescue; accepting twice is one acceptance.

    Raises: CallIsOver, NotAllowed, NotFound.
    """
    incident, call = _own_call(call_id, by)
    if call.state is CallState.ACCEPTED:
        return call
    over = call.state is not CallState.RINGING or now >= call.answer_by
    if over or incident.state not in IncidentState.open_states():
        raise CallIsOver
    call.state, call.answered_at = CallState.ACCEPTED, now
    call.save(update_fields=["state", "answered_at"])
    if incident.accepted_at is None:
        incident.accepted_at = now
    arrives = now + timedelta(seconds=call.travel_s)
    incident.next_look_at = now
    facts = {
        "call": call.pk, "technician": by.person_id, "firm": call.firm_id,
        "level": str(call.level), "arrives_at": arrives.isoformat(),
    }  # fmt: skip
    step(incident, Deed.ACCEPTED, at=now, now=now, by=by, facts=facts)
    touch(f"person.{by.person_id}")
    return call


@transaction.atomic
def decline_call(*, call_id: int, reason: DeclineReason, now: datetime, by: Actor) -> None:
    """Say that one cannot go, before or after accepting or arriving; the next is called at once.

    Raises: CallIsOver, NotAllowed, NotFound.
    """
    incident, call = _own_call(call_id, by)
    if call.state is CallState.DECLINED:
        return
    over = call.state not in CallState.live_states()
    if over or incident.state not in IncidentState.open_states():
        raise CallIsOver
    deed = Deed.WITHDRAWN if leave(incident, call) else Deed.DECLINED
    call.state, call.answered_at, call.reason = CallState.DECLINED, now, str(reason)
    call.save(update_fields=["state", "answered_at", "reason"])
    facts = {
        "call": call.pk, "technician": by.person_id, "reason": str(reason),
        "level": str(call.level),
    }  # fmt: skip
    step(incident, deed, at=now, now=now, by=by, facts=facts)
    touch(f"person.{by.person_id}")
    look_at(incident_id=incident.pk, now=now, by=by)


@transaction.atomic
def move_position(*, place: Point, accuracy_m: float, now: datetime, by: Actor) -> None:
    """Keep where the technician is now, and let the pages that wait for one know."""
    require(by=by, deed=RoleDeed.ANSWER_CALL)
    Position.objects.update_or_create(
        person_id=by.person_id,
        defaults={
            "longitude": place.longitude, "latitude": place.latitude,
            "accuracy_m": accuracy_m, "at": now,
        },
    )  # fmt: skip
    live = Call.objects.filter(technician_id=by.person_id, state=CallState.ACCEPTED)
    touch(*(f"incident.{key}" for key in live.values_list("incident_id", flat=True)))
