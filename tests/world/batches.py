"""Plates that wait to be made, many at once, and batches of them."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.parties.models import Jurisdiction
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.actions import BatchWish, Press, ask_batch, issue_plates
from hoistway.plates.models import PrintBatch
from hoistway.plates.vocabulary import BatchLayout
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import (
    Catalogue,
    Datum,
    ElevatorKind,
    PlaceKind,
    RunState,
    UseState,
)
from tests.world.emergency import acting
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member, fresh_number

PRESS = Press(
    keys={1: b"key"}, base_url="https://lift.example", fonts=Path(settings.FONTS)
)  # fmt: skip


def issued_plates(*, count: int, jurisdiction: Jurisdiction | None = None) -> list[int]:
    """Return the keys of new elevators whose plates are issued and not made yet."""
    district = jurisdiction or a_jurisdiction()
    rows = Elevator.objects.bulk_create(
        Elevator(
            register_number=f"31103101062011{fresh_number():06d}", name=f"{at + 1}号梯",
            address=f"长寿路{at + 1}号", estate="静安新邨", kind=ElevatorKind.TRACTION_PASSENGER,
            catalogue=Catalogue.C2014, use_state=UseState.IN_USE, datum=Datum.NONE,
            place_kind=PlaceKind.RESIDENTIAL, jurisdiction=district, recorded_at=NOW,
        )
        for at in range(count)
    )  # fmt: skip
    keys = [row.pk for row in rows]
    issue_plates(elevator_ids=keys, key_version=1, now=NOW)
    return keys


def a_regulator_of(jurisdiction: Jurisdiction) -> Actor:
    """Return who manages the plates of a district."""
    bureau = a_bureau(jurisdiction=jurisdiction)
    return acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))


def a_past_batch(*, jurisdiction: Jurisdiction, now: datetime) -> PrintBatch:
    """Return a batch whose file is no longer kept."""
    return PrintBatch.objects.create(
        form_id=uuid4(), number=f"ZP{fresh_number():012d}", jurisdiction=jurisdiction,
        layout=BatchLayout.SHEET, state=RunState.DONE, plates=12, plates_done=12, at=now,
        by=PLATFORM.as_json(), ended_at=now,
    )  # fmt: skip


def a_batch(
    *, count: int = 1, layout: BatchLayout = BatchLayout.SHEET,
    jurisdiction: Jurisdiction | None = None,
) -> PrintBatch:  # fmt: skip
    """Return a batch of new plates that waits to be drawn."""
    district = jurisdiction or a_jurisdiction()
    issued_plates(count=count, jurisdiction=district)
    wish = BatchWish(layout=layout, jurisdiction_code=district.code)
    return ask_batch(wish=wish, form_id=uuid4(), now=NOW, by=a_regulator_of(district))
