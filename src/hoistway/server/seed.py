"""The order in which the rooms lay out the demo city."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.conf import settings
from django.db import transaction

from hoistway.bulletins import seed as bulletins
from hoistway.duties import seed as duties
from hoistway.emergency import seed as emergency
from hoistway.faults import seed as faults
from hoistway.filings import seed as filings
from hoistway.inspection import seed as inspection
from hoistway.insurance import seed as insurance
from hoistway.ledger.actions import sign_digests
from hoistway.maintenance.seed.answers import lay_out_answers
from hoistway.maintenance.seed.schedules import lay_out_schedules
from hoistway.maintenance.seed.visits import Firm, lay_out_visits
from hoistway.parties import seed as parties
from hoistway.parties.models import Jurisdiction
from hoistway.plates import seed as plates
from hoistway.quality import tasks as quality_tasks
from hoistway.registry import seed as registry
from hoistway.riders.seed import matters as riders
from hoistway.server.secrets import Secrets
from hoistway.telemetry import seed as telemetry


@dataclass(frozen=True, slots=True)
class Guest:
    """The device that visitors may play: its login and the topic that is its own."""

    device: str
    secret: str
    register_number: str


@transaction.atomic
def lay_out_city(*, elevators: int, seed: int, secrets: Secrets, now: datetime) -> Guest | None:
    """Lay out the whole demo city, or nothing; return None where a city stands already."""
    if Jurisdiction.objects.exists():
        return None
    chance = Random(seed)
    cast = parties.lay_out(elevators=elevators, chance=chance, now=now)
    rows = registry.lay_out(cast=cast, elevators=elevators, chance=chance, now=now)
    plates.lay_out(
        elevators=rows, chance=Random(f"plates {seed}"), key_version=settings.PLATE_KEY_VERSION,
        now=now,
    )  # fmt: skip
    emergency.lay_out(cast=cast, elevators=rows, chance=chance, now=now)
    bulletins.lay_out(elevators=rows, chance=chance, now=now)
    device, secret, register_number = telemetry.lay_out(
        elevators=rows, key=secrets.device_token_key, now=now
    )
    filings.lay_out_firms(firms=cast.firms, elevators=rows, chance=chance, now=now)
    filings.lay_out_filings(elevators=rows, chance=chance, now=now)
    filings.lay_out_mismatches(elevators=rows, chance=chance, now=now)
    phones: dict[int, Firm] = {}
    lay_out_visits(elevators=rows, firms=phones, chance=Random(f"visits {seed}"), now=now)
    lay_out_answers(firms=phones, chance=Random(f"answers {seed}"), now=now)
    duties.lay_out(elevators=rows, chance=Random(f"duties {seed}"), now=now)
    insurance.lay_out(elevators=rows, chance=Random(f"insurance {seed}"), now=now)
    inspection.lay_out(elevators=rows, chance=Random(f"inspection {seed}"), now=now)
    riders.lay_out(elevators=rows, chance=Random(f"riders {seed}"), now=now)
    lay_out_schedules(firms=cast.firms, chance=Random(f"schedules {seed}"), now=now)
    faults.lay_out(elevators=rows, chance=Random(f"faults {seed}"), now=now)
    sign_digests(now=now)
    quality_tasks.examine_at_night.defer()
    return Guest(device=device, secret=secret, register_number=register_number)
