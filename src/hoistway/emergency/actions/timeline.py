"""Write one step of a rescue: state, numbered entry and the pages that show it, together."""

from datetime import datetime

from hoistway.emergency.models import Incident, TimelineEntry
from hoistway.emergency.rules.lifecycle import state_after
from hoistway.emergency.vocabulary import Deed
from hoistway.foundation.actors import Actor
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
    TimelineEntry.objects.create(
        incident=incident, sequence=incident.entries, deed=deed, state=incident.state,
        at=at, recorded_at=now, by=by.as_json(), facts=facts or {},
    )  # fmt: skip
    touch(f"incident.{incident.pk}", f"elevator.{incident.elevator_id}", "board")
