"""Public reports as lists show them, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.dossier.elevator import ElevatorCard, card_of, cards_of
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.riders.models import PublicReport
from hoistway.riders.queries import waiting_counts
from hoistway.riders.vocabulary import Desk, ReportKind, ReportState, Topic
from hoistway.web.desk.shapes import Number
from hoistway.web.frame import spoken
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.parts.remaining import remaining
from hoistway.web.parts.tones import Tone

TONES: dict[ReportState, Tone] = {
    ReportState.OPEN: "active", ReportState.ANSWERED: "safe", ReportState.CLOSED: "safe",
    ReportState.OUTSIDE: "quiet", ReportState.HIDDEN: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One report in a list; `left` draws the time that remains, `joined` names the first one."""

    number: str
    kind: ReportKind
    topic: Topic
    state: ReportState
    tone: Tone
    words: str
    erased: bool
    hidden: bool
    desk: Desk
    holder: str
    level: int
    people: int
    elevator: ElevatorCard
    jurisdiction: str
    firm: str
    use_unit: str
    made_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    late: bool
    left: SafeString
    outside_number: str
    left_s: float

    @property
    def overdue_s(self) -> float:
        """Seconds since the moment for an answer passed."""
        return -self.left_s


def reports_number(*, by: Actor, now: datetime) -> Number:
    """Return the figure of a first page: which reports wait for this side."""
    counts = waiting_counts(by=by, now=now)
    return Number(
        label=_("待办理的公众反映"), value=counts.waiting,
        tone="caution" if counts.waiting else "quiet",
        note=_("%(n)s 件已逾期") % {"n": counts.overdue} if counts.overdue else "",
        url=f"{reverse('reports')}?tab=mine",
    )  # fmt: skip


def report_rows(*, reports: Iterable[PublicReport], by: Actor, now: datetime) -> list[ReportRow]:
    """Return the lines of a list; a constant number of queries."""
    rows = list(reports)
    cards = cards_of(elevators=[row.elevator for row in rows])
    return [_row(row, card, by, now) for row, card in zip(rows, cards, strict=True)]


def report_row(*, report: PublicReport, by: Actor, now: datetime) -> ReportRow:
    """Return one report as its page shows it."""
    return _row(report, card_of(elevator=report.elevator), by, now)


def reads_hidden(*, by: Actor) -> bool:
    """Return whether the reader may see what was hidden."""
    return may(by=by, deed=Deed.MODERATE_REPORT)


def _row(row: PublicReport, card: ElevatorCard, by: Actor, now: datetime) -> ReportRow:
    hidden = row.hidden_at is not None
    late = row.due_at is not None and row.due_at <= now
    where = row.jurisdiction
    return ReportRow(
        number=row.number, kind=row.kind, topic=row.topic, state=row.state,
        tone="caution" if late else TONES[row.state],
        words="" if hidden and not reads_hidden(by=by) else row.words,
        erased=row.erased_at is not None, hidden=hidden, desk=row.desk,
        holder=organisation_name(row.holder), level=row.level, people=1 + row.also,
        elevator=card,
        jurisdiction=spoken((where.name_zh, where.name_en)), firm=organisation_name(row.firm),
        use_unit=organisation_name(row.use_unit), made_at=row.made_at, due_at=row.due_at,
        answered_at=row.answered_at, closed_at=row.closed_at, late=late, left=_left(row, now),
        outside_number=row.outside_number,
        left_s=_whole_minutes((row.due_at - now).total_seconds()) if row.due_at else 0.0,
    )  # fmt: skip


def _whole_minutes(seconds: float) -> float:
    return round(seconds / 60) * 60.0


def _left(row: PublicReport, now: datetime) -> SafeString:
    if row.due_at is None:
        return SafeString("")
    return remaining(since=row.made_at, until=row.due_at, now=now)
