"""Health and deviations as pages show them, in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import get_language

from hoistway.dossier.elevator import ElevatorCard, cards_of
from hoistway.foundation.actors import Actor
from hoistway.maintenance.queries.regimes import regimes
from hoistway.maintenance.queries.targeted import next_dues
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.monitoring.models import Deviation, Health
from hoistway.monitoring.queries import amount, open_deviations, told
from hoistway.monitoring.vocabulary import DeviationState, HealthState, IndicatorKind
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.parts.tones import Tone

READERS = (
    RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR,
    RoleKind.CITY_REGULATOR,
)  # fmt: skip
STATES: dict[DeviationState, Tone] = {
    DeviationState.OPEN: "caution", DeviationState.ORDERED: "active",
    DeviationState.DONE: "active", DeviationState.SETTLED: "safe",
    DeviationState.DISMISSED: "quiet",
}  # fmt: skip
HEALTH: dict[HealthState, Tone] = {
    HealthState.NORMAL: "safe", HealthState.WATCHED: "active", HealthState.DEVIATING: "caution",
    HealthState.UNKNOWN: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationRow:
    """One deviation in a list; `words` say what it was and is."""

    number: str
    state: DeviationState
    tone: Tone
    kind: IndicatorKind
    words: str
    safety: bool
    items: tuple[str, ...]
    elevator: ElevatorCard
    found_at: datetime
    due_at: datetime
    overdue: bool
    visit: UUID | None
    done_at: datetime | None
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetRow:
    """One elevator of the fleet: how it stands, what stands out, by what it is maintained."""

    elevator: ElevatorCard
    state: HealthState
    tone: Tone
    kind: IndicatorKind | None
    score: float | None
    words: str
    days_known: int
    coverage: float | None
    regime: Regime
    due_on: date | None
    deviations: int


WHOLE_CAR = -1000
"""Floor of an indicator that is told of the car as a whole."""


def is_english() -> bool:
    """Return whether the page speaks English."""
    return (get_language() or "zh").startswith("en")


def base_of(actor: Actor) -> str:
    """Return the frame of a reader's pages: a technician reads on the phone."""
    return "base_phone.html" if actor.role == RoleKind.TECHNICIAN else "base_console.html"


def words_of(row: Deviation) -> str:
    """Return what a deviation was and is, in one line."""
    zh, en = told(of=[(row.kind, row.floor, row.evidence)])
    return f"{en[0].upper()}{en[1:]}" if is_english() else zh


def deviation_rows(*, rows: Sequence[Deviation], now: datetime) -> list[DeviationRow]:
    """Return the lines of a list; a constant number of queries."""
    cards = cards_of(elevators=[row.elevator for row in rows])
    return [
        DeviationRow(
            number=row.number, state=row.state, tone=STATES[row.state], kind=row.kind,
            words=words_of(row), safety=row.safety, items=tuple(row.items), elevator=card,
            found_at=row.found_at, due_at=row.due_at, visit=row.visit.uid if row.visit else None,
            overdue=row.state in DeviationState.open_states() and row.due_at < now,
            done_at=row.done_at, settled_at=row.settled_at,
        )
        for row, card in zip(rows, cards, strict=True)
    ]  # fmt: skip


def fleet_rows(*, rows: Sequence[Health]) -> list[FleetRow]:
    """Return the lines of the fleet; a constant number of queries."""
    keys = [row.pk for row in rows]
    cards = cards_of(elevators=[row.elevator for row in rows])
    named, dues = regimes(elevator_ids=keys), next_dues(elevator_ids=keys)
    open_rows = open_deviations(elevator_ids=keys)
    return [
        FleetRow(
            elevator=card, state=row.state, tone=HEALTH[row.state], kind=_stands_out(row),
            score=row.worst_score, words=_worst(row), days_known=row.days_known,
            coverage=row.coverage, regime=named[row.pk].regime, due_on=dues.get(row.pk),
            deviations=len(open_rows.get(row.pk, ())),
        )
        for row, card in zip(rows, cards, strict=True)
    ]  # fmt: skip


def _stands_out(row: Health) -> IndicatorKind | None:
    """Return what stands out; of an elevator that is as in its past nothing does."""
    calm = row.state in (HealthState.NORMAL, HealthState.UNKNOWN)
    return None if calm else row.worst_kind or None


def _worst(row: Health) -> str:
    if _stands_out(row) is None:
        return ""
    said = next((one for one in row.indicators if one["kind"] == str(row.worst_kind)), None)
    return values_words(said=said, unit=UNITS[row.worst_kind]) if said and row.worst_kind else ""


def values_words(*, said: Mapping[str, float | None], unit: str) -> str:
    """Return baseline and value of an indicator in the language of the page."""
    was, now = (
        amount(value=said[name], unit=unit, english=is_english()) for name in ("baseline", "value")
    )
    return f"{was} → {now}"


UNITS: dict[IndicatorKind, str] = {
    IndicatorKind.DOOR_OPENING: "ms", IndicatorKind.DOOR_CLOSING: "ms",
    IndicatorKind.RUN_TIME: "ms", IndicatorKind.DOOR_REVERSALS: "%",
    IndicatorKind.DOOR_BLOCKED: "%", IndicatorKind.RELEVELLING: "%",
    IndicatorKind.STOPS_OFF_LEVEL: "%", IndicatorKind.STARTS: "times",
    IndicatorKind.SIGNALS: "times",
}  # fmt: skip


def floor_words(*, floor: int, labels: Sequence[str]) -> str:
    """Return a floor as its elevator names it; empty for the car as a whole."""
    if floor == WHOLE_CAR:
        return ""
    return labels[floor] if 0 <= floor < len(labels) else str(floor + 1)
