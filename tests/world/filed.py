"""Filings as they lie before a desk: laid down in the state that a test of the desk needs."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from hoistway.filings.models import (
    Draw,
    ElevatorFiling,
    FirmFiling,
    Responsibility,
    SpotCheck,
    Urging,
)
from hoistway.filings.rules.drawing import population_sha256
from hoistway.filings.vocabulary import FilingKind, FilingState, UnitAnswer, UrgeReason
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.models import Organisation
from hoistway.registry.models import Elevator
from tests.world.parties import NOW, fresh_number

FIRST_DAY = date(2026, 1, 1)
AFTER_LAST = date(2028, 1, 1)


def a_laid_filing(
    *, elevator: Elevator, state: FilingState = FilingState.CHECKED, filed_at: datetime = NOW,
    first: date = FIRST_DAY, after: date | None = AFTER_LAST,
    answer: UnitAnswer = UnitAnswer.CONFIRMED,
) -> ElevatorFiling:  # fmt: skip
    """Return a filing of the elevator's firm; a checked one has its responsibility beside it."""
    checked = None if state in FilingState.open_states() else filed_at
    filing = ElevatorFiling.objects.create(
        form_id=uuid4(), number=f"T{fresh_number():08d}", elevator=elevator, firm=elevator.firm,
        jurisdiction=elevator.jurisdiction, kind=FilingKind.START, state=state,
        contract_number="HT-1", period=(first, after), edition="test", unit_answer=answer,
        filed_at=filed_at, filed_by=PLATFORM.as_json(), checked_at=checked,
    )  # fmt: skip
    if state is FilingState.CHECKED:
        Responsibility.objects.create(
            elevator=elevator, firm=elevator.firm, filing=filing, period=(first, after),
            decided_at=filed_at,
        )  # fmt: skip
    return filing


def a_laid_firm_filing(
    *, firm: Organisation, state: FilingState = FilingState.CHECKED, filed_at: datetime = NOW
) -> FirmFiling:
    """Return what a firm has filed of itself."""
    return FirmFiling.objects.create(
        form_id=uuid4(), number=f"F{fresh_number():08d}", firm=firm,
        jurisdiction=firm.jurisdiction, state=state, content={}, edition="test",
        filed_at=filed_at, filed_by=PLATFORM.as_json(),
        checked_at=None if state in FilingState.open_states() else filed_at + timedelta(hours=1),
    )  # fmt: skip


def a_laid_draw(*, elevator: Elevator, now: datetime) -> SpotCheck:
    """Return the only spot-check of a draw in the elevator's district, and urge its firm."""
    filing = a_laid_filing(elevator=elevator, state=FilingState.REPLACED, filed_at=now)
    draw = Draw.objects.create(
        form_id=uuid4(), jurisdiction=elevator.jurisdiction, seed="7", population=1,
        population_sha256=population_sha256(keys=[filing.number]),
        population_keys=[filing.number], size=1, edition="test", at=now, by=PLATFORM.as_json(),
    )  # fmt: skip
    assert elevator.firm is not None
    Urging.objects.create(
        key=f"test.{draw.pk}", reason=UrgeReason.ELEVATOR_NOT_FILED, organisation=elevator.firm,
        jurisdiction=elevator.jurisdiction, days=1, at=now, by=PLATFORM.as_json(),
    )  # fmt: skip
    return SpotCheck.objects.create(draw=draw, filing=filing, position=1)
