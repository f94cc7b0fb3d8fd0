"""A self-inspection as its reviewer sees it: read from the text that the inspector signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hoistway.dossier.elevator import ElevatorCard, cards_of
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.summaries import Summary, summary_of_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """One report that waits for its reviewer."""

    uid: UUID
    elevator: ElevatorCard
    summary: Summary


def review_rows(*, visits: Iterable[Visit]) -> list[ReviewRow]:
    """Return the lines of the list; a constant number of queries."""
    rows = list(visits)
    cards = cards_of(elevators=[row.elevator for row in rows])
    return [
        ReviewRow(
            uid=row.uid, elevator=card, summary=summary_of_text(text=row.sheet.get("content"))
        )
        for row, card in zip(rows, cards, strict=True)
    ]
