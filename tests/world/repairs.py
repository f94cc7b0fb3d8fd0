"""Builders of repairs, opened and moved by the same deeds as in life."""

import io
from datetime import datetime
from uuid import uuid4

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.attachments import keep
from hoistway.maintenance.actions.repairing import Solution, give_up_repair
from hoistway.maintenance.actions.repairs import open_repair
from hoistway.maintenance.models import Repair
from hoistway.maintenance.vocabulary.repairs import RepairSource, Urgency
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.parties import NOW, a_member


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


def a_repair_given_up(*, elevator: Elevator, now: datetime = NOW) -> Repair:
    """Return a repair that its firm cannot clear now and has said so in writing, with a file."""
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))
    repair = a_repair(elevator=elevator, now=now, by=office)
    letter = keep(upload=io.BytesIO(b"%PDF-1.4 solution"), now=now, by=office)
    return give_up_repair(
        repair_id=repair.pk, solution=Solution(words="等待主机厂供货", file=letter),
        form_id=uuid4(), now=now, by=office,
    )  # fmt: skip
