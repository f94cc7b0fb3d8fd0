"""Issue and void plates."""

import secrets
from datetime import datetime

from django.db import transaction

from hoistway.plates.models import Plate
from hoistway.plates.rules.rescue_number import SHANGHAI, number_for
from hoistway.plates.rules.token import ALPHABET, CODE_LENGTH
from hoistway.plates.vocabulary import PlateState


def _fresh_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


@transaction.atomic
def issue_plates(*, elevator_ids: list[int], key_version: int, now: datetime) -> int:
    """Give each elevator without a living plate a new code and number; return how many."""
    living = Plate.objects.exclude(state=PlateState.VOID).filter(elevator_id__in=elevator_ids)
    served = set(living.values_list("elevator_id", flat=True))
    fresh = [
        Plate(
            elevator_id=elevator_id, code=_fresh_code(), key_version=key_version,
            rescue_number=number_for(serial=elevator_id, policy=SHANGHAI),
            state=PlateState.POSTED, issued_at=now,
        )
        for elevator_id in elevator_ids
        if elevator_id not in served
    ]  # fmt: skip
    Plate.objects.bulk_create(fresh, batch_size=2000)
    return len(fresh)


def void_plate(*, plate_id: int, now: datetime) -> None:
    """Take a plate out of force; its code still leads to the elevator's SOS, and says so."""
    Plate.objects.filter(pk=plate_id).exclude(state=PlateState.VOID).update(
        state=PlateState.VOID, voided_at=now
    )
