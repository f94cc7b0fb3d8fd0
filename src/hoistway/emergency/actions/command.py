"""What the dispatcher does over the head of the automatic dispatch; all of it is kept."""

from datetime import datetime

from django.db import transaction

from hoistway.emergency.actions.dispatch import call_next, look_at
from hoistway.emergency.actions.timeline import hold, leave, release, step
from hoistway.emergency.events import FireServiceNeeded
from hoistway.emergency.models import Call
from hoistway.emergency.rules.lifecycle import WrongMoment
from hoistway.emergency.rules.policy import policy_on
from hoistway.emergency.vocabulary import CallState, Deed, IncidentState, RescueLevel
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed as RoleDeed


@transaction.atomic
def escalate(*, incident_id: int, level: RescueLevel, note: str, now: datetime, by: Actor) -> None:
    """Raise the rescue to a level at once; a level that is reached already is left alone.

    Raises: WrongMoment, NotAllowed, NotFound.
    """
    require(by=by, deed=RoleDeed.COMMAND_RESCUE)
    incident = hold(incident_id=incident_id)
    _require_open(incident.state, Deed.ESCALATED)
    if str(level) <= str(incident.level):
        return
    incident.level, incident.next_look_at = level, now
    facts: dict[str, object] = {"level": str(level), "note": note[:2000]}
    step(incident, Deed.ESCALATED, at=now, now=now, by=by, facts=facts)
    if level is RescueLevel.FIRE:
        announce(FireServiceNeeded(incident_id=incident.pk))
    look_at(incident_id=incident_id, now=now, by=by)


def _require_open(state: IncidentState, deed: Deed) -> None:
    if state not in IncidentState.open_states():
        raise WrongMoment(state_zh=state.zh, deed_zh=deed.zh, state_en=state.en, deed_en=deed.en)


@transaction.atomic
def call_technician(*, incident_id: int, level: RescueLevel, now: datetime, by: Actor) -> None:
    """Pass over whoever is being called at this level and call the next now.

    Raises: WrongMoment, NotAllowed, NotFound.
    """
    require(by=by, deed=RoleDeed.COMMAND_RESCUE)
    incident = hold(incident_id=incident_id)
    _require_open(incident.state, Deed.CALLED)
    ringing = frozenset({CallState.RINGING})
    release(incident, ringing, but=None, level=level, now=now, by=by)
    policy = policy_on(day=local_day(at=incident.opened_at))
    call_next(incident, level, now=now, by=by, policy=policy)
    incident.next_look_at = now
    incident.save(update_fields=["next_look_at"])


@transaction.atomic
def stand_down(*, incident_id: int, call_id: int, now: datetime, by: Actor, note: str = "") -> None:
    """Take one call back, and say why; the rescue looks for another if nobody else comes.

    Raises: WrongMoment, NotAllowed, NotFound.
    """
    require(by=by, deed=RoleDeed.COMMAND_RESCUE)
    incident = hold(incident_id=incident_id)
    _require_open(incident.state, Deed.STOOD_DOWN)
    call = Call.objects.filter(pk=call_id, incident=incident).first()
    if call is None:
        raise NotFound
    if call.state not in CallState.live_states():
        return
    facts = {
        "call": call.pk, "technician": call.technician_id, "level": str(call.level),
        "note": note[:2000],
    }  # fmt: skip
    deed = Deed.WITHDRAWN if leave(incident, call) else Deed.STOOD_DOWN
    step(incident, deed, at=now, now=now, by=by, facts=facts)
    call.state, call.answered_at = CallState.STOOD_DOWN, now
    call.save(update_fields=["state", "answered_at"])
    touch(f"person.{call.technician_id}")
    look_at(incident_id=incident_id, now=now, by=by)


@transaction.atomic
def note(*, incident_id: int, text: str, now: datetime, by: Actor) -> None:
    """Add a line of the desk to the course of the rescue. Raises: NotAllowed, NotFound."""
    require(by=by, deed=RoleDeed.COMMAND_RESCUE)
    incident = hold(incident_id=incident_id)
    step(incident, Deed.NOTED, at=now, now=now, by=by, facts={"note": text[:2000]})
