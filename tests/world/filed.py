"""Filings as they lie before a desk: laid down in the state that a test of the desk needs."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from hoistway.filings.models import ElevatorFiling, FirmFiling, Responsibility
from hoistway.filings.vocabulary import FilingKind, FilingState, UnitAnswer
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
