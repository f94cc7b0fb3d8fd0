"""A small city whose code pages are asked for and whose elevators are reported."""

from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties import seed as parties
from hoistway.plates.actions import issue_plates
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry import seed as registry
from hoistway.telemetry.actions.devices import open_feed


def lay_out(*, elevators: int, seed: int, key: str) -> dict[str, Any]:
    """Return the paths printed on the plates by register number, and which have a car.

    The platform `bench` may send telemetry of all of them under the key.
    """
    chance, now = Random(seed), clock.now()
    with transaction.atomic():
        cast = parties.lay_out(elevators=elevators, chance=chance, now=now)
        rows = registry.lay_out(cast=cast, elevators=elevators, chance=chance, now=now)
        keys = [row.pk for row in rows]
        issue_plates(
            elevator_ids=keys, key_version=settings.PLATE_KEY_VERSION, now=now, posted=True
        )
        for firm in cast.firms:
            open_feed(
                name=f"bench-{firm.pk}", organisation_id=firm.pk, key=f"{key}-{firm.pk}",
                now=now, by=PLATFORM,
            )  # fmt: skip
    living = living_plates(elevator_ids=keys)
    paths = {
        row.register_number: address_of(plate=living[row.pk], keys=settings.PLATE_KEYS)
        for row in rows
    }
    lifts: dict[str, list[str]] = {}
    for row in rows:
        if row.firm_id and str(row.kind).startswith("31"):
            lifts.setdefault(f"{key}-{row.firm_id}", []).append(row.register_number)
    return {"paths": paths, "lifts": lifts}


def counted() -> dict[str, Any]:
    """Return the form numbers of the reports that stand, and how many photos they have."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT form_id::text FROM riders_publicreport")
        forms = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT count(*) FROM riders_reportphoto")
        return {"forms": forms, "photos": cursor.fetchone()[0]}
