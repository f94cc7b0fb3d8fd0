"""Repairs as lists show them, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.dossier.elevator import ElevatorCard, cards_of
from hoistway.foundation.actors import Actor
from hoistway.maintenance.models import Repair
from hoistway.maintenance.queries.repairs import open_repairs, stopped_repairs
from hoistway.maintenance.vocabulary.repairs import RepairSource, RepairState, Urgency
from hoistway.web.desk.shapes import Number
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

TONES: dict[RepairState, Tone] = {
    RepairState.OPEN: "caution", RepairState.UNDER_WAY: "active",
    RepairState.REPAIRED: "caution", RepairState.RETURNED: "safe",
    RepairState.CANNOT_CLEAR: "caution", RepairState.DROPPED: "quiet",
}  # fmt: skip
_DONE = frozenset({RepairState.REPAIRED, RepairState.RETURNED, RepairState.DROPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRow:
    """One repair in a list; `late` while it is due and not done, `stopped` while nobody rides."""

    number: str
    state: RepairState
    tone: Tone
    urgency: Urgency
    source: RepairSource
    item: str
    words: str
    elevator: ElevatorCard
    firm: str
    opened_at: datetime
    due_at: datetime
    late: bool
    stopped: bool
    stopped_at: datetime | None
    returned_at: datetime | None
    found_in: UUID | None
    done_in: UUID | None
    solution: str


def repair_rows(*, repairs: Iterable[Repair], now: datetime) -> list[RepairRow]:
    """Return the lines of a list; a constant number of queries."""
    rows = list(repairs)
    cards = cards_of(elevators=[row.elevator for row in rows])
    return [_row(row, card, now) for row, card in zip(rows, cards, strict=True)]


def _row(row: Repair, card: ElevatorCard, now: datetime) -> RepairRow:
    return RepairRow(
        number=row.number, state=row.state, tone=TONES[row.state], urgency=row.urgency,
        source=row.source, item=row.item, words=row.words, elevator=card,
        firm=spoken((row.firm.name, row.firm.name_en or row.firm.name)),
        opened_at=row.opened_at, due_at=row.due_at, solution=row.solution,
        late=now >= row.due_at and row.state not in _DONE,
        stopped=row.stopped_at is not None and row.returned_at is None,
        stopped_at=row.stopped_at, returned_at=row.returned_at,
        found_in=row.found_in.uid if row.found_in else None,
        done_in=row.done_in.uid if row.done_in else None,
    )  # fmt: skip


def repair_number(*, by: Actor) -> Number:
    """Return the figure of a first page: what is open, and how many elevators stand still."""
    stopped = stopped_repairs(by=by).count()
    return Number(
        label=_("未完成的修理"), value=open_repairs(by=by).count(),
        note=_("其中停用 %(n)s 台") % {"n": stopped} if stopped else "",
        tone="caution" if stopped else "quiet", url=reverse("repairs"),
    )  # fmt: skip
