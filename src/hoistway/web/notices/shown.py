"""Written notices as lists show them, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.dossier.elevator import ElevatorCard, card_of, cards_of
from hoistway.duties.models import Notice
from hoistway.duties.queries import needs_of, waiting_counts
from hoistway.duties.vocabulary import HazardGrade, NoticeKind, NoticeNeed, NoticeState
from hoistway.foundation.actors import Actor
from hoistway.foundation.terms import Term
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.web.desk.shapes import Number
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.parts.tones import Tone

TONES: dict[NoticeState, Tone] = {
    NoticeState.OPEN: "caution", NoticeState.CLEARED: "active", NoticeState.ENDED: "safe",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One notice in a list; `called` is the grade of a hazard, else the kind."""

    number: str
    kind: NoticeKind
    called: Term
    serious: bool
    state: NoticeState
    tone: Tone
    words: str
    level: int
    needs: tuple[NoticeNeed, ...]
    elevator: ElevatorCard
    firm: str
    use_unit: str
    issued_at: datetime
    received_at: datetime | None
    acknowledged_at: datetime | None
    ended_at: datetime | None
    due_at: datetime | None


def waiting_number(*, by: Actor) -> Number:
    """Return the figure of a first page: which notices wait for this side."""
    waiting, serious = waiting_counts(by=by)
    labels = (
        (Deed.ACKNOWLEDGE_NOTICE, _("待签收的告知")),
        (Deed.SETTLE_HAZARD, _("待收悉或复核的严重隐患")),
    )
    label = next((words for deed, words in labels if may(by=by, deed=deed)), _("未办结的告知"))
    return Number(
        label=label, value=waiting, tone="caution" if waiting else "quiet",
        note=_("严重事故隐患 %(n)s 起未办结") % {"n": serious} if serious else "",
        url=f"{reverse('notices')}?tab=mine",
    )  # fmt: skip


def notice_rows(*, notices: Iterable[Notice]) -> list[NoticeRow]:
    """Return the lines of a list; a constant number of queries."""
    rows = list(notices)
    cards = cards_of(elevators=[row.elevator for row in rows])
    return [_row(row, card) for row, card in zip(rows, cards, strict=True)]


def notice_row(*, notice: Notice) -> NoticeRow:
    """Return one notice as its page shows it."""
    return _row(notice, card_of(elevator=notice.elevator))


def _row(row: Notice, card: ElevatorCard) -> NoticeRow:
    return NoticeRow(
        number=row.number, kind=row.kind, called=row.grade or row.kind,
        serious=row.grade is HazardGrade.SERIOUS, state=row.state, tone=TONES[row.state],
        words=row.words, level=row.level, needs=needs_of(notice=row), elevator=card,
        firm=organisation_name(row.firm), use_unit=organisation_name(row.use_unit),
        issued_at=row.issued_at, received_at=row.received_at,
        acknowledged_at=row.acknowledged_at, ended_at=row.ended_at, due_at=row.due_at,
    )  # fmt: skip
