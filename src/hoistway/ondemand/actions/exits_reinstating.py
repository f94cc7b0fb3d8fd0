"""A firm whose exit was overturned is back in the pilot, with what elevators may be."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.ondemand.actions.exits_leaving import (
    ConditionStillLost,
    NewWayBegun,
    come_back,
    held_ways,
)
from hoistway.ondemand.actions.firm_steps import stepped as firm_stepped
from hoistway.ondemand.models import ElevatorPilot, FirmPilot
from hoistway.ondemand.vocabulary import (
    ElevatorPilotState,
    ExitClause,
    FirmPilotState,
    PilotDeed,
)


def reinstate_firm(*, firm_pilot: FirmPilot, now: datetime, by: Actor) -> int:
    """List a firm again and bring its elevators back; return how many came.

    An elevator that has lost a condition, or is on a new way by now, stays out: it applies anew.
    """
    left_at = firm_pilot.ended_at
    firm_pilot.state, firm_pilot.ended_at = FirmPilotState.LISTED, None
    firm_pilot.save(update_fields=["state", "ended_at"])
    firm_stepped(pilot=firm_pilot, deed=PilotDeed.RESUMED, form_id=uuid4(), now=now, by=by)
    rows = ElevatorPilot.objects.filter(
        firm_pilot=firm_pilot, state=ElevatorPilotState.EXITED, ended_at=left_at,
        ended_clause=ExitClause.FIRM_EXITED, listed_at__isnull=False,
    )  # fmt: skip
    pilots = held_ways(pilot_ids=list(rows.values_list("pk", flat=True)))
    return sum(_tried(pilot, now, by) for pilot in pilots)


def _tried(pilot: ElevatorPilot, now: datetime, by: Actor) -> bool:
    try:
        with transaction.atomic():
            come_back(pilot=pilot, now=now, by=by)
    except (ConditionStillLost, NewWayBegun):
        return False
    return True
