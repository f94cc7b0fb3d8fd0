"""Issue plates, replace one, take one out of force."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.plates.actions.moving import held_plate, keep_entries, lock_elevator, move
from hoistway.plates.models import Plate
from hoistway.plates.queries.missing import bare_elevators
from hoistway.plates.rules.rescue_number import free_number, policy_of
from hoistway.plates.rules.token import ALPHABET, CODE_LENGTH
from hoistway.plates.vocabulary import PlateDeed, PlateState
from hoistway.registry.queries import elevators

_PART = 2000
"""Elevators whose plates are issued in one transaction. Chosen: a second of work."""

_REASON = 300
"""Signs of a reason. Chosen: as elsewhere in the house."""


class ReasonNeeded(Refusal):
    """Raised when somebody replaces or voids a plate without saying why."""

    code = "plate_reason_needed"
    zh = "请写明原因。"
    en = "Say why."
    status = 422


def _fresh_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


@transaction.atomic
def issue_plates(
    *, elevator_ids: Collection[int], key_version: int, now: datetime, by: Actor = PLATFORM,
    posted: bool = False,
) -> int:  # fmt: skip
    """Give each elevator without a living plate a new code and number; return how many.

    With `posted` the plates hang at once, as in a city that had them before this platform.
    Raises: NotAllowed, NumbersUsedUp, NotFound for an elevator out of the actor's reach.
    """
    require(by=by, deed=Deed.MANAGE_PLATES)
    wanted = set(elevator_ids)
    if elevators(by=by).filter(pk__in=wanted).count() != len(wanted) and by != PLATFORM:
        raise NotFound
    living = Plate.objects.filter(state__in=_codes(PlateState.living()), elevator_id__in=wanted)
    bare = sorted(wanted - set(living.values_list("elevator_id", flat=True)))
    numbers = _numbers(bare)
    fresh = Plate.objects.bulk_create(
        [
            Plate(
                elevator_id=key, code=_fresh_code(), key_version=key_version,
                rescue_number=numbers[key], issued_at=now,
                state=PlateState.POSTED if posted else PlateState.ISSUED,
                posted_at=now if posted else None,
            )
            for key in bare
        ],
        batch_size=2000,
    )  # fmt: skip
    keys = [plate.pk for plate in fresh]
    keep_entries(plate_ids=keys, deed=PlateDeed.ISSUE, facts={}, now=now, by=by)
    if posted:
        keep_entries(plate_ids=keys, deed=PlateDeed.POST, facts={}, now=now, by=by)
    return len(fresh)


def issue_missing(
    *, jurisdiction_code: str, estate: str, key_version: int, now: datetime, by: Actor
) -> int:
    """Issue plates for all visible elevators of an area that have none; return how many.

    Some thousands at a time, each part whole: a district of 30,000 never holds the table long.
    Raises: NotAllowed, NumbersUsedUp.
    """
    require(by=by, deed=Deed.MANAGE_PLATES)
    keys = bare_elevators(by=by, jurisdiction_code=jurisdiction_code, estate=estate)
    return sum(
        issue_plates(
            elevator_ids=keys[start : start + _PART], key_version=key_version, now=now, by=by
        )
        for start in range(0, len(keys), _PART)
    )


def _codes(states: Collection[PlateState]) -> list[str]:
    return sorted(str(state) for state in states)


def _numbers(elevator_ids: list[int]) -> dict[int, str]:
    """Return a free number for each elevator: the one it had before, else that of its key."""
    rows = elevators(by=PLATFORM).filter(pk__in=elevator_ids)
    cities = dict(rows.values_list("pk", "jurisdiction__city__code"))
    lengths = {key: policy_of(city_code=cities.get(key) or "").length for key in elevator_ids}
    older = Plate.objects.filter(elevator_id__in=elevator_ids).order_by("pk")
    had = dict(older.values_list("elevator_id", "rescue_number"))
    first = {
        key: free_number(wanted=had.get(key, ""), serial=key, taken=(), length=lengths[key])
        for key in elevator_ids
    }
    living = Plate.objects.filter(state__in=_codes(PlateState.living()))
    alone = len(set(first.values())) == len(first)
    if alone and not living.filter(rescue_number__in=first.values()).exists():
        return first
    taken = set(living.values_list("rescue_number", flat=True))
    for key in elevator_ids:
        first[key] = free_number(
            wanted=had.get(key, ""), serial=key, taken=taken, length=lengths[key]
        )
        taken.add(first[key])
    return first


@transaction.atomic
def replace_plate(
    *, plate_id: int, reason: str, key_version: int, now: datetime, by: Actor
) -> Plate:
    """Issue a new plate with the same rescue number in place of this one, and return it.

    The old one is «being replaced» and leads to the elevator until the new one hangs; then it
    becomes void. What is being replaced already gives the plate that is under way.
    Raises: NotAllowed, NotFound, PlateMovedOn, ReasonNeeded.
    """
    require(by=by, deed=Deed.MANAGE_PLATES)
    words = given_reason(reason=reason)
    plate = held_plate(plate_id=plate_id, by=by)
    lock_elevator(elevator_id=plate.elevator_id)
    under_way = Plate.objects.filter(replaces=plate).first()
    if under_way is not None and under_way.state in PlateState.living():
        return under_way
    move(plate, PlateDeed.REPLACE, now=now, by=by, facts={"reason": words})
    number = _numbers([plate.elevator_id])[plate.elevator_id]
    fresh = Plate.objects.create(
        elevator_id=plate.elevator_id, code=_fresh_code(), key_version=key_version,
        rescue_number=number, state=PlateState.ISSUED, issued_at=now, replaces=plate,
    )  # fmt: skip
    keep_entries(
        plate_ids=[fresh.pk], deed=PlateDeed.ISSUE, facts={"replaces": plate.code}, now=now, by=by
    )
    return fresh


@transaction.atomic
def void_plate(*, plate_id: int, reason: str, now: datetime, by: Actor) -> None:
    """Take a plate out of force; its code still leads to the elevator's SOS, and says so.

    A plate that is void already stays as it is. Raises: NotAllowed, NotFound, ReasonNeeded.
    """
    require(by=by, deed=Deed.MANAGE_PLATES)
    words = given_reason(reason=reason)
    plate = held_plate(plate_id=plate_id, by=by)
    if plate.state is not PlateState.VOID:
        move(plate, PlateDeed.VOID, now=now, by=by, facts={"reason": words})


def given_reason(*, reason: str) -> str:
    """Return the words of a reason.

    Raises: ReasonNeeded.
    """
    words = reason.strip()[:_REASON]
    if not words:
        raise ReasonNeeded
    return words
