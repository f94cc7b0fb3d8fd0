"""The order in which the rooms lay out the demo city."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.conf import settings
from django.db import transaction

from hoistway.bulletins import seed as bulletins
from hoistway.credit import seed as credit
from hoistway.duties import seed as duties
from hoistway.emergency import seed as emergency
from hoistway.faults import seed as faults
from hoistway.filings import seed as filings
from hoistway.inspection import seed as inspection
from hoistway.insurance import seed as insurance
from hoistway.ledger.actions import sign_digests
from hoistway.maintenance.actions.judging import judge_signed
from hoistway.maintenance.queries.evidence import hours_to_judge
from hoistway.maintenance.seed.answers import lay_out_answers
from hoistway.maintenance.seed.schedules import lay_out_schedules
from hoistway.maintenance.seed.visits import Firm, lay_out_visits
from hoistway.monitoring import seed as monitoring
from hoistway.ondemand import seed as pilot
from hoistway.ondemand.actions.outcome import work_out_outcome
from hoistway.parties import seed as parties
from hoistway.parties.models import Jurisdiction, Organisation
from hoistway.plates import seed as plates
from hoistway.quality import tasks as quality_tasks
from hoistway.reform import seed as reform
from hoistway.registry import seed as registry
from hoistway.registry.models import Elevator
from hoistway.riders.seed import matters as riders
from hoistway.safety import seed as safety
from hoistway.server.secrets import Secrets
from hoistway.supervision import seed as supervision
from hoistway.supervision.actions.weighing import weigh_firms
from hoistway.telemetry import seed as telemetry
from hoistway.telemetry.seed.beside import lay_out_beside
from hoistway.telemetry.seed.days import SILENT_DAYS, fall_silent, lay_out_days, parts_of
from hoistway.yearplans import seed as yearplans

PAST_LIMIT = 16
"""Days of silence of one pilot elevator. Chosen: just past the fifteen of the annex."""


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
    lay_out_days(elevators=rows, seed=seed, now=now, silent=False)
    filings.lay_out_firms(firms=cast.firms, elevators=rows, chance=chance, now=now)
    filings.lay_out_filings(elevators=rows, chance=chance, now=now)
    filings.lay_out_mismatches(elevators=rows, chance=chance, now=now)
    phones: dict[int, Firm] = {}
    lay_out_visits(elevators=rows, firms=phones, chance=Random(f"visits {seed}"), now=now)
    lay_out_answers(firms=phones, chance=Random(f"answers {seed}"), now=now)
    emergency.lay_out_rescues(cast=cast, elevators=rows, seed=seed, now=now)
    duties.lay_out(elevators=rows, chance=Random(f"duties {seed}"), now=now)
    insurance.lay_out(elevators=rows, chance=Random(f"insurance {seed}"), now=now)
    inspection.lay_out(elevators=rows, chance=Random(f"inspection {seed}"), now=now)
    riders.lay_out(elevators=rows, chance=Random(f"riders {seed}"), now=now)
    lay_out_schedules(firms=cast.firms, chance=Random(f"schedules {seed}"), now=now)
    faults.lay_out(elevators=rows, chance=Random(f"faults {seed}"), now=now)
    lay_out_pilot(firms=cast.firms, elevators=rows, seed=seed, now=now)
    supervision.lay_out_checks(elevators=rows, chance=Random(f"checks {seed}"), now=now)
    supervision.lay_out_orders(chance=Random(f"orders {seed}"), now=now)
    credit.lay_out(firms=list(cast.firms), chance=Random(f"credit {seed}"), now=now)
    safety.lay_out(elevators=rows, chance=Random(f"safety {seed}"), now=now)
    reform.lay_out_statements(now=now)
    _oversee(seed=seed, now=now)
    quality_tasks.examine_at_night.defer()
    reform.lay_out(chance=Random(f"reform {seed}"), now=now)
    return Guest(device=device, secret=secret, register_number=register_number)


def _oversee(*, seed: int, now: datetime) -> None:
    """Judge what was signed, then let the districts ask about what looks irregular.

    How often each firm is checked follows from both; then the day’s records are sealed.
    """
    lay_out_beside(
        windows=hours_to_judge(before=now), folder=settings.HISTORY,
        chance=Random(f"beside {seed}"),
    )  # fmt: skip
    judge_signed(history=settings.HISTORY, now=now)
    supervision.lay_out_oversight(chance=Random(f"oversight {seed}"), now=now)
    weigh_firms(now=now)
    sign_digests(now=now)


def lay_out_pilot(
    *, firms: Sequence[Organisation], elevators: Sequence[Elevator], seed: int, now: datetime
) -> None:
    """Lay the on-demand pilot out: who entered first, then what happened to it.

    Two elevators fall silent only after they entered: one is past the limit, one is near it.
    """
    first = elevators[0].firm_id or 0
    listed = pilot.lay_out_firms(
        firms=firms, first=first, chance=Random(f"pilot firms {seed}"), now=now
    )
    yearplans.lay_out(
        elevators=elevators, in_pilot={one.firm_id for one in listed},
        chance=Random(f"yearplans {seed}"), now=now,
    )  # fmt: skip
    chance = Random(f"pilot elevators {seed}")
    ways = pilot.lay_out_elevators(listed=listed, elevators=elevators, chance=chance, now=now)
    parts = parts_of(elevators=elevators)
    if parts.silent:
        fall_silent(elevator_id=parts.silent, days=SILENT_DAYS, parts=parts, now=now)
    others = [
        one for one in ways
        if one.firm_pilot.firm_id != first and one.elevator_id != parts.silent
    ]  # fmt: skip
    past = others[-1] if others else None
    if past is not None:
        fall_silent(elevator_id=past.elevator_id, days=PAST_LIMIT, now=now)
    monitoring.lay_out(elevators=elevators, now=now)
    scene = pilot.Scene(chance, now)
    rest = [one for one in ways if past is None or one.pk != past.pk]
    pilot.lay_out_exits(pilots=rest, scene=scene)
    pilot.lay_out_sample(pilots=ways, scene=scene)
    work_out_outcome(now=now)
