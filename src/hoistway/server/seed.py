"""The order in which the rooms lay out the demo city."""

from datetime import datetime
from random import Random

from django.conf import settings
from django.db import transaction

from hoistway.emergency import seed as emergency
from hoistway.parties import seed as parties
from hoistway.parties.models import Jurisdiction
from hoistway.plates.actions import issue_plates
from hoistway.registry import seed as registry
from hoistway.telemetry import seed as telemetry


@transaction.atomic
def lay_out_city(*, elevators: int, seed: int, now: datetime) -> bool:
    """Lay out the whole demo city, or nothing; return False where a city stands already."""
    if Jurisdiction.objects.exists():
        return False
    chance = Random(seed)  # noqa: S311 -- an invented city, not a secret
    cast = parties.lay_out(elevators=elevators, chance=chance, now=now)
    rows = registry.lay_out(cast=cast, elevators=elevators, chance=chance, now=now)
    keys = [row.pk for row in rows]
    issue_plates(elevator_ids=keys, key_version=settings.PLATE_KEY_VERSION, now=now)
    emergency.lay_out(cast=cast, elevators=rows, chance=chance, now=now)
    telemetry.lay_out(elevators=rows, now=now)
    return True
