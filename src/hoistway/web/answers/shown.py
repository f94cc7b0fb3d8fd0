"""What was said of a visit after the signature, and what this reader may say, as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.dossier.elevator import ElevatorCard, cards_of
from hoistway.foundation.actors import Actor
from hoistway.maintenance.models import Confirmation, Visit, VisitNote
from hoistway.maintenance.queries.answers import (
    answers_of,
    is_of_crew,
    may_answer,
    notes_of,
    waiting_visits,
)
from hoistway.maintenance.queries.summaries import Summary, summary_of
from hoistway.maintenance.vocabulary import ConfirmationWay, VisitState
from hoistway.maintenance.vocabulary.answers import NoteKind
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.desk.shapes import Number, word
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

TONES: dict[VisitState, Tone] = {
    VisitState.PLANNED: "quiet", VisitState.UNDER_WAY: "active", VisitState.SIGNED: "caution",
    VisitState.CONFIRMED: "safe", VisitState.OBJECTED: "caution",
    VisitState.UNCONFIRMED: "caution", VisitState.VOID: "quiet",
}  # fmt: skip
_NAMED_TO = {
    str(role) for role in (RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR)
}
"""Who reads the name of the use unit's person: its colleagues and the regulators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """One thing that was said: what, by whom, how proven, with which words, kept as what."""

    said: str
    tone: Tone
    who: str
    at: datetime
    words: str
    about: str = ""
    reads: str = ""
    way: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """The card «what the use unit says» for one reader; empty deeds where there is none."""

    uid: UUID
    state: VisitState
    tone: Tone
    until: datetime | None
    lines: tuple[SaidLine, ...]
    may_confirm: bool
    may_object: bool
    may_reply: bool
    may_correct: bool
    code_url: str
    form_id: UUID

    @property
    def anything(self) -> bool:
        """Whether there is anything to show."""
        return self.state in VisitState.counted_states()


def answer_view(*, visit: Visit, by: Actor) -> AnswerView:
    """Return what was said of a visit and what this reader may say; three queries."""
    signed = visit.state in VisitState.counted_states()
    unit = may(by=by, deed=Deed.CONFIRM_MAINTENANCE)
    unit = unit and visit.elevator.use_unit_id == by.organisation_id
    firm = may(by=by, deed=Deed.DO_MAINTENANCE) or may(by=by, deed=Deed.PLAN_MAINTENANCE)
    firm = firm and visit.firm_id == by.organisation_id
    confirmable = signed and may_answer(state=visit.state, answer=VisitState.CONFIRMED)
    by_code = confirmable and by.role == str(RoleKind.TECHNICIAN)
    by_code = by_code and is_of_crew(visit_id=visit.pk, by=by)
    return AnswerView(
        uid=visit.uid, state=visit.state, tone=TONES[visit.state], lines=_lines(visit, by),
        until=visit.confirm_by if visit.state is VisitState.SIGNED else None,
        may_confirm=unit and confirmable,
        may_object=unit and signed
        and may_answer(state=visit.state, answer=VisitState.OBJECTED),
        may_reply=firm and visit.state is VisitState.OBJECTED, may_correct=firm and signed,
        code_url=reverse("technician-confirm-here", args=[visit.uid]) if by_code else "",
        form_id=uuid4(),
    )  # fmt: skip


def _lines(visit: Visit, by: Actor) -> tuple[SaidLine, ...]:
    said = [_answered(row, visit, by) for row in answers_of(visit_ids=[visit.pk])]
    said += [_noted(row, by) for row in notes_of(visit_ids=[visit.pk])]
    return tuple(sorted(said, key=lambda line: line.at, reverse=True))


def _answered(row: Confirmation, visit: Visit, by: Actor) -> SaidLine:
    unit = visit.elevator.use_unit
    who = spoken((unit.name, unit.name_en or unit.name)) if unit and row.person else _("平台")
    if row.person is not None and by.role in _NAMED_TO:
        who = f"{who} · {row.person.name}"
    return SaidLine(
        said=word(row.answer), tone=TONES[row.answer], who=who, at=row.at, words=row.reason,
        way=_way(row), sha256=row.document.sha256,
    )  # fmt: skip


def _way(row: Confirmation) -> str:
    if row.way is None:
        return _("平台查明逾期未答复，不代表使用单位签字")
    if row.way is ConfirmationWay.PHONE_CODE:
        return _("%(way)s，在维保人员手机上输入") % {"way": word(row.way)}
    return word(row.way)


def _noted(row: VisitNote, by: Actor) -> SaidLine:
    role = next((word(one) for one in RoleKind if str(one) == row.by.get("role")), "")
    own = row.by.get("organisation") == by.organisation_id or by.role in _NAMED_TO
    return SaidLine(
        said=word(row.kind), tone="caution" if row.kind is NoteKind.CORRECTION else "active",
        who=f"{row.by.get('name')} · {role}" if own else role, at=row.at, words=row.words,
        about=row.about, reads=row.reads, sha256=row.document.sha256,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One signed visit in the use unit's list."""

    uid: UUID
    state: VisitState
    tone: Tone
    kind: str
    level: str
    elevator: ElevatorCard
    firm: str
    day: date | None
    summary: Summary
    until: datetime | None
    answered_at: datetime | None
    sha256: str


def answer_rows(*, visits: Iterable[Visit]) -> list[AnswerRow]:
    """Return the lines of a list; a constant number of queries."""
    rows = list(visits)
    cards = cards_of(elevators=[row.elevator for row in rows])
    return [_row(row, card) for row, card in zip(rows, cards, strict=True)]


def _row(row: Visit, card: ElevatorCard) -> AnswerRow:
    return AnswerRow(
        uid=row.uid, state=row.state, tone=TONES[row.state], kind=word(row.kind),
        level=word(row.level) if row.level else "", elevator=card, day=row.counted_on,
        firm=spoken((row.firm.name, row.firm.name_en or row.firm.name)),
        summary=summary_of(visit=row), answered_at=row.answered_at,
        until=row.confirm_by if row.state is VisitState.SIGNED else None,
        sha256=row.record.sha256 if row.record else "",
    )  # fmt: skip


def to_confirm_number(*, by: Actor) -> Number:
    """Return the figure of a use unit's first page: what waits for its word."""
    waiting = waiting_visits(by=by).count()
    return Number(
        label=_("维保待确认"), value=waiting, tone="caution" if waiting else "quiet",
        url=reverse("use-unit-maintenance"),
    )  # fmt: skip
