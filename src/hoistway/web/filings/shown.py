"""Filings as lists show them, and the small words that all their pages share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from hoistway.dossier.elevator import ElevatorCard, cards_of
from hoistway.filings.models import ElevatorFiling
from hoistway.filings.queries import Maintainer
from hoistway.filings.vocabulary import Basis, Fault, FilingKind, FilingState, UnitAnswer
from hoistway.foundation.actors import Actor
from hoistway.parties.models import Organisation
from hoistway.parties.queries import Reach, reach_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.vocabulary import ElevatorKind, UseState
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

TONES: dict[FilingState, Tone] = {
    FilingState.FILED: "active", FilingState.DISPUTED: "caution", FilingState.CHECKED: "safe",
    FilingState.RETURNED: "caution", FilingState.REFUSED: "caution",
    FilingState.WITHDRAWN: "quiet", FilingState.REPLACED: "quiet",
}  # fmt: skip
ANSWERS: dict[UnitAnswer, Tone] = {
    UnitAnswer.ASKED: "active", UnitAnswer.CONFIRMED: "safe", UnitAnswer.DENIED: "caution",
    UnitAnswer.NOBODY: "quiet",
}  # fmt: skip
BASES: dict[Basis, Tone] = {
    Basis.FILED: "safe", Basis.REGISTER: "caution", Basis.NOBODY: "caution",
    Basis.UNKNOWN: "quiet",
}  # fmt: skip
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingRow:
    """One filing in a list."""

    pk: int
    number: str
    kind: FilingKind
    state: FilingState
    tone: Tone
    elevator: ElevatorCard
    firm: str
    contract_number: str
    first_day: date
    last_day: date | None
    unit_answer: UnitAnswer
    unit_tone: Tone
    faults: int
    blocked: bool
    is_checked: bool
    filed_at: datetime


def filing_rows(*, filings: Iterable[ElevatorFiling]) -> list[FilingRow]:
    """Return the lines of a list; one query more than the filings took."""
    rows = list(filings)
    cards = cards_of(elevators=[row.elevator for row in rows])
    return [filing_row(filing=row, card=card) for row, card in zip(rows, cards, strict=True)]


def filing_row(*, filing: ElevatorFiling, card: ElevatorCard) -> FilingRow:
    """Return one filing as a line."""
    return FilingRow(
        pk=filing.pk, number=filing.number, kind=filing.kind, state=filing.state,
        tone=TONES[filing.state], elevator=card, firm=called(filing.firm),
        contract_number=filing.contract_number, first_day=filing.period.lower,
        last_day=last_day(filing.period.upper), unit_answer=filing.unit_answer,
        unit_tone=ANSWERS[filing.unit_answer], faults=len(filing.faults),
        blocked=any(one["blocking"] for one in filing.faults),
        is_checked=filing.checked_at is not None, filed_at=filing.filed_at,
    )  # fmt: skip


def last_day(until: date | None) -> date | None:
    """Return the last day of a half-open stretch."""
    return None if until is None else until - _A_DAY


def called(organisation: Organisation | None) -> str:
    """Say an organisation's name in the language of the page."""
    if organisation is None:
        return ""
    return spoken((organisation.name, organisation.name_en or organisation.name))


def days_words(*, since: date, until: date | None) -> str:
    """Say a half-open stretch of days by its first and last day."""
    last = last_day(until)
    return f"{since:%Y-%m-%d} – {last:%Y-%m-%d}" if last else _("%(day)s 起") % {"day": since}


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One thing that the machine found, with what it is measured by and its clause."""

    text: str
    detail: str
    clause: str
    blocks: bool


def fault_lines(*, faults: Sequence[Mapping[str, object]]) -> tuple[FaultLine, ...]:
    """Return what the machine found in the language of the page."""
    lines = []
    for one in faults:
        fault = Fault(str(one["fault"]))
        ours = fault.source.startswith(("house", "requirements"))
        clause = "" if ours else fault.source.replace(" (M)", "")
        detail = _detail(fault, str(one.get("about", "")))
        lines.append(FaultLine(word(fault), detail, clause, bool(one["blocking"])))
    return tuple(lines)


def _detail(fault: Fault, about: str) -> str:
    """Say with what of a filing something is wrong."""
    fields = {"contract_number": _("合同编号"), "technicians": _("维保人员")}
    if fault is Fault.NOT_IN_USE:
        return word(UseState(about))
    if fault is Fault.PROMISE_TOO_LONG:
        return _("承诺 %(given)s 分钟") % {"given": about}
    if fault in {Fault.LICENCE_ENDS, Fault.CERTIFICATE_ENDS}:
        return _("有效至 %(day)s") % {"day": about}
    if fault in {Fault.LEVEL_TOO_LOW, Fault.ITEM_NOT_COVERED, Fault.NO_LICENCE} and about:
        kind = chosen(ElevatorKind, about)
        return word(kind) if kind else f"{about} m/s"
    return fields.get(about, about)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who maintains an elevator on a day, in words."""

    basis: Basis
    tone: Tone
    name: str
    since: date | None

    @property
    def sentence(self) -> str:
        """The firm, or that nobody does."""
        return self.name or word(self.basis)


def holder_of(*, maintainer: Maintainer, names: Mapping[int, tuple[str, str]]) -> Holder:
    """Return the answer for a page; `names` are those of the firms by key."""
    name = spoken(names[maintainer.firm_id]) if maintainer.firm_id else ""
    return Holder(maintainer.basis, BASES[maintainer.basis], name, maintainer.since)


def doer(*, actor: Mapping[str, object] | None, by: Actor) -> str:
    """Return who did a step: names for regulators and for people of the same organisation."""
    if not actor:
        return _("平台")
    role = next((word(role) for role in RoleKind if str(role) == actor.get("role")), "")
    own = actor.get("organisation") == by.organisation_id
    sees_names = reach_of(by=by) in {Reach.ALL, Reach.JURISDICTION}
    if role and (own or sees_names):
        return f"{actor.get('name')} · {role}"
    return role or _("平台")
