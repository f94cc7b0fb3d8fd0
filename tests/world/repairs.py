"""Builders of repairs, opened and moved by the same deeds as in life."""

from datetime import datetime
from uuid import uuid4

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.maintenance.actions.repairs import open_repair
from hoistway.maintenance.models import Repair
from hoistway.maintenance.vocabulary.repairs import RepairSource, Urgency
from hoistway.registry.models import Elevator
from tests.world.parties import NOW


def a_repair(
    *, elevator: Elevator, urgency: Urgency = Urgency.SOON, words: str = "门锁触点接触不良",
    now: datetime = NOW, by: Actor = PLATFORM,
) -> Repair:  # fmt: skip
    """Return a repair of a reported fault that waits to be begun by the elevator's firm."""
    assert elevator.firm_id is not None
    return open_repair(
        form_id=uuid4(), elevator_id=elevator.pk, firm_id=elevator.firm_id, urgency=urgency,
        source=RepairSource.FAULT, words=words, now=now, by=by,
    )  # fmt: skip
