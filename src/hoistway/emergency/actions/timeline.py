"""Write one step of a rescue: state, numbered entry and the pages that show it, together."""

from datetime import datetime

from hoistway.emergency.events import IncidentMoved
from hoistway.emergency.models import Call, Incident, TimelineEntry
from hoistway.emergency.rules.lifecycle import state_after
from hoistway.emergency.vocabulary import CallState, Deed, IncidentState, RescueLevel
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import NotFound


def hold(*, incident_id: int) -> Incident:
    """Return the rescue with its row locked until the transaction ends.

    Raises: NotFound.
    """
    incident = (
        Incident.objects.select_for_update(of=("self",))
        .select_related("elevator")
        .filter(pk=incident_id)
        .first()
    )
    if incident is None:
        raise NotFound
    return incident


def leave(incident: Incident, call: Call) -> bool:
    """Undo the acceptance of a held rescue if nobody but this call comes; return whether it did.

    The caller moves the rescue by `Deed.WITHDRAWN`: it is open again, even if somebody who had
    signed in gives up on the spot.
    """
    taken = incident.state in {IncidentState.ACCEPTED, IncidentState.ARRIVED}
    if not taken or call.state is not CallState.ACCEPTED:
        return False
    same = Call.objects.filter(incident=incident, state=CallState.ACCEPTED)
    if same.exclude(pk=call.pk).exists():
        return False
    incident.accepted_at = incident.arrived_at = None
    return True


def release(
    incident: Incident, states: frozenset[CallState], *, but: Call | None, now: datetime,
    by: Actor, level: RescueLevel | None = None,
) -> None:  # fmt: skip
    """Stand down the calls of a held rescue that are in these states, except one."""
    calls = Call.objects.filter(incident=incident, state__in=sorted(states))
    if level is not None:
        calls = calls.filter(level=level)
    if but is not None:
        calls = calls.exclude(pk=but.pk)
    for call in calls.order_by("pk"):
        call.state, call.answered_at = CallState.STOOD_DOWN, call.answered_at or now
        call.save(update_fields=["state", "answered_at"])
        facts = {"call": call.pk, "technician": call.technician_id, "level": str(call.level)}
        step(incident, Deed.STOOD_DOWN, at=now, now=now, by=by, facts=facts)
        touch(f"person.{call.technician_id}")


def step(
    incident: Incident, deed: Deed, *, at: datetime, now: datetime, by: Actor,
    facts: dict[str, object] | None = None,
) -> None:  # fmt: skip
    """Move a held rescue by one deed and keep the step; the caller saves no column itself.

    Raises: WrongMoment when the deed does not fit the state.
    """
    incident.state = state_after(state=incident.state, deed=deed)
    incident.entries += 1
    incident.save()
    entry = TimelineEntry.objects.create(
        incident=incident, sequence=incident.entries, deed=deed, state=incident.state,
        at=at, recorded_at=now, by=by.as_json(), facts=facts or {},
    )  # fmt: skip
    announce(IncidentMoved(entry_id=entry.pk))
    touch(f"incident.{incident.pk}", f"elevator.{incident.elevator_id}", "board")
