"""Faults as lists show them, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hoistway.dossier.elevator import ElevatorCard, card_of, cards_of
from hoistway.faults.models import Fault
from hoistway.faults.queries import appeal_pending
from hoistway.faults.vocabulary import FaultCause, FaultGroup, FaultKind, FaultState
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.parts.tones import Tone

READERS = (
    RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISPATCHER,
    RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR, RoleKind.INSPECTOR,
)  # fmt: skip
TONES: dict[FaultState, Tone] = {
    FaultState.OPEN: "caution", FaultState.UNDER_REPAIR: "active", FaultState.MENDED: "safe",
    FaultState.CLOSED: "safe", FaultState.FALSE: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRow:
    """One fault in a list; `lasted` is in seconds, None while it is there."""

    number: str
    kind: FaultKind
    group: FaultGroup
    state: FaultState
    tone: Tone
    stopped: bool
    elevator: ElevatorCard
    firm: str
    use_unit: str
    began_at: datetime
    mended_at: datetime | None
    lasted: float | None
    sightings: int
    repair: str
    cause: FaultCause | None
    verified: bool
    appealed: bool


def base_of(actor: Actor) -> str:
    """Return the frame of a reader's pages: a technician reads on the phone."""
    return "base_phone.html" if actor.role == RoleKind.TECHNICIAN else "base_console.html"


def fault_rows(*, faults: Iterable[Fault]) -> list[FaultRow]:
    """Return the lines of a list; a constant number of queries."""
    rows = list(faults)
    cards = cards_of(elevators=[row.elevator for row in rows])
    return [_row(row, card) for row, card in zip(rows, cards, strict=True)]


def fault_row(*, fault: Fault) -> FaultRow:
    """Return one fault as its page shows it."""
    return _row(fault, card_of(elevator=fault.elevator))


def _row(row: Fault, card: ElevatorCard) -> FaultRow:
    return FaultRow(
        number=row.number, kind=row.kind, group=row.group, state=row.state, tone=TONES[row.state],
        stopped=row.stopped, elevator=card, firm=organisation_name(row.firm),
        use_unit=organisation_name(row.use_unit), began_at=row.began_at, mended_at=row.mended_at,
        lasted=(row.mended_at - row.began_at).total_seconds() if row.mended_at else None,
        sightings=row.sightings, repair=row.repair.number if row.repair else "",
        cause=FaultCause(row.cause) if row.cause else None, verified=row.verified,
        appealed=appeal_pending(fault=row),
    )  # fmt: skip
