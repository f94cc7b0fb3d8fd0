"""Mismatches as lists show them, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.dossier.elevator import ElevatorCard, card_of, cards_of
from hoistway.filings.models import Mismatch
from hoistway.filings.queries.mismatches import (
    open_mismatches,
    overdue_mismatches,
    unanswered_by,
)
from hoistway.filings.vocabulary import MismatchField, MismatchState
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Organisation
from hoistway.web.desk.shapes import Number
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

TONES: dict[MismatchState, Tone] = {
    MismatchState.OPEN: "caution", MismatchState.ANSWERED: "active",
    MismatchState.CLOSED: "safe", MismatchState.DISMISSED: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MismatchRow:
    """One mismatch in a list; `until` is the last day before the clock escalates it."""

    number: str
    state: MismatchState
    tone: Tone
    field: MismatchField
    filed: str
    found: str
    words: str
    level: int
    elevator: ElevatorCard
    firm: str
    use_unit: str
    reporter: str
    found_on: date
    opened_at: datetime
    closed_at: datetime | None
    until: date | None


def asked_number(*, by: Actor) -> Number:
    """Return the figure of a firm's or use unit's first page: what waits for its answer."""
    waiting = unanswered_by(by=by).count()
    return Number(
        label=_("现场不一致待答复"), value=waiting, tone="caution" if waiting else "quiet",
        url=f"{reverse('mismatches')}?tab=mine",
    )  # fmt: skip


def open_number(*, by: Actor) -> Number:
    """Return the figure of a regulator's first page: what is open, and how much is overdue."""
    late = overdue_mismatches(by=by).count()
    return Number(
        label=_("现场不一致"), value=open_mismatches(by=by).count(),
        note=_("其中已升级 %(n)s 起") % {"n": late}, tone="caution" if late else "quiet",
        url=reverse("mismatches"),
    )  # fmt: skip


def mismatch_rows(*, mismatches: Iterable[Mismatch]) -> list[MismatchRow]:
    """Return the lines of a list; a constant number of queries."""
    rows = list(mismatches)
    cards = cards_of(elevators=[row.elevator for row in rows])
    return [_row(row, card) for row, card in zip(rows, cards, strict=True)]


def mismatch_row(*, mismatch: Mismatch) -> MismatchRow:
    """Return one mismatch as its page shows it."""
    return _row(mismatch, card_of(elevator=mismatch.elevator))


def organisation_name(body: Organisation | None) -> str:
    """Return the name of an organisation in the language of the page, empty where there is none."""
    return spoken((body.name, body.name_en or body.name)) if body else ""


def _row(row: Mismatch, card: ElevatorCard) -> MismatchRow:
    until = local_day(at=row.due_at - timedelta(seconds=1)) if row.due_at else None
    return MismatchRow(
        number=row.number, state=row.state, tone=TONES[row.state], field=row.field,
        filed=row.filed, found=row.found, words=row.words, level=row.level, elevator=card,
        firm=organisation_name(row.firm), use_unit=organisation_name(row.use_unit),
        reporter=organisation_name(row.reporter), found_on=row.found_on,
        opened_at=row.opened_at, closed_at=row.closed_at, until=until,
    )  # fmt: skip
