"""Builders of bindings of technicians to elevators."""

from datetime import datetime
from uuid import uuid4

from hoistway.filings.actions import PhoneDeed, bind
from hoistway.filings.models import Binding
from hoistway.parties.models import Membership
from hoistway.registry.models import Elevator
from tests.world.emergency import acting


def bound_on(*, elevator: Elevator, technician: Membership, now: datetime) -> Binding:
    """Bind a technician to an elevator of the same firm, by the technician."""
    return bind(
        elevator_id=elevator.pk, person_id=technician.person_id,
        deed=PhoneDeed(form_id=uuid4(), known_at=now), now=now, by=acting(membership=technician),
    )  # fmt: skip


def bound_here(*, elevator: Elevator) -> Binding:
    """Return the first binding to an elevator."""
    return Binding.objects.filter(elevator=elevator).order_by("pk")[0]
