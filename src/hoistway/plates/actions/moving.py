"""Hold plates, move them by the one table and keep each step."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connection

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.plates.models import Plate, PlateEntry
from hoistway.plates.rules.life import state_after, states_before
from hoistway.plates.vocabulary import PlateDeed, PlateState
from hoistway.registry.queries import elevators, survivor_of

_INSTANT: dict[PlateDeed, str] = {
    PlateDeed.PRINT: "printed_at", PlateDeed.POST: "posted_at", PlateDeed.VOID: "voided_at",
    PlateDeed.REPORT_DAMAGED: "reported_at", PlateDeed.REPORT_LOST: "reported_at",
}  # fmt: skip
"""Deed → column that keeps when it was last done."""

Facts = Mapping[str, object]


def lock_elevator(*, elevator_id: int) -> None:
    """Let one deed at a time look at an elevator's plates; 386 is this room's number for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(386, %s)", [elevator_id])


def held_plate(*, plate_id: int, by: Actor) -> Plate:
    """Return a plate that nobody else can move until the transaction ends.

    Raises: NotFound where it stands on an elevator that this actor may not see.
    """
    found = Plate.objects.select_for_update(of=("self",)).filter(pk=plate_id)
    plate = found.select_related("elevator").first()
    if plate is None:
        raise NotFound
    today = survivor_of(elevator_id=plate.elevator_id)
    if not elevators(by=by).filter(pk=today).exists():
        raise NotFound
    return plate


def move(
    plate: Plate, deed: PlateDeed, *, now: datetime, by: Actor, facts: Facts | None = None
) -> None:
    """Move a held plate and keep the step.

    Raises: PlateMovedOn.
    """
    plate.state = state_after(state=plate.state, deed=deed)
    columns = ["state"]
    if deed in _INSTANT:
        setattr(plate, _INSTANT[deed], now)
        columns.append(_INSTANT[deed])
    plate.save(update_fields=columns)
    keep_entries(plate_ids=[plate.pk], deed=deed, facts=facts or {}, now=now, by=by)


def move_all(
    *, plate_ids: Collection[int], deed: PlateDeed, now: datetime, by: Actor,
    facts: Facts | None = None,
) -> list[int]:  # fmt: skip
    """Move those of these plates whose state allows it, and return their keys in order."""
    moved: list[int] = []
    for before, after in states_before(deed=deed).items():
        fitting = Plate.objects.select_for_update().filter(pk__in=plate_ids, state=before)
        keys = list(fitting.exclude(pk__in=moved).order_by("pk").values_list("pk", flat=True))
        columns: dict[str, object] = {"state": after}
        if deed in _INSTANT:
            columns[_INSTANT[deed]] = now
        Plate.objects.filter(pk__in=keys).update(**columns)
        moved += keys
    keep_entries(plate_ids=sorted(moved), deed=deed, facts=facts or {}, now=now, by=by)
    return sorted(moved)


def keep_entries(
    *, plate_ids: Collection[int], deed: PlateDeed, facts: Facts, now: datetime, by: Actor
) -> None:
    """Keep one step of each of these plates."""
    doer = by.as_json()
    PlateEntry.objects.bulk_create(
        [
            PlateEntry(plate_id=key, deed=deed, at=now, by=doer, facts=dict(facts))
            for key in plate_ids
        ],
        batch_size=2000,
    )


def void_replaced(*, plate: Plate, now: datetime, by: Actor) -> None:
    """Make the plates void that this one came to replace on its elevator."""
    old = Plate.objects.filter(elevator_id=plate.elevator_id, state=PlateState.REPLACED)
    keys = list(old.exclude(pk=plate.pk).values_list("pk", flat=True))
    move_all(plate_ids=keys, deed=PlateDeed.VOID, now=now, by=by, facts={"replaced_by": plate.code})
