"""What the page of one filing shows to its reader: facts, who says what, days, decisions, acts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.dossier.elevator import card_of
from hoistway.filings.queries import (
    Outlook,
    decisions_about,
    maintainer_on,
    objections_of,
    outlook_of,
)
from hoistway.filings.vocabulary import FilingKind, UnitAnswer
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import certified_until, members, names_of
from hoistway.parties.vocabulary import CertificateKind, RoleKind
from hoistway.web.desk.shapes import word
from hoistway.web.filings.acts import Acts, acts_of
from hoistway.web.filings.decisions import DecisionLine, decision_lines, firms_in
from hoistway.web.filings.shown import (
    FaultLine,
    FilingRow,
    Holder,
    called,
    days_words,
    doer,
    fault_lines,
    filing_row,
    holder_of,
)
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

if TYPE_CHECKING:
    from hoistway.filings.models import ElevatorFiling, Objection

Names = dict[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Says:
    """What one side says of a filing."""

    who: str
    word: str
    tone: Tone
    at: datetime | None
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Technician:
    """Somebody named in a filing; the certificate is the one for repairing elevators."""

    name: str
    certified_until: date | None
    is_valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingPage:
    """Everything on the page of one filing."""

    row: FilingRow
    days: str
    promise_min: int
    remark: str
    technicians: tuple[Technician, ...]
    hidden_technicians: int
    contract_url: str
    faults: tuple[FaultLine, ...]
    says: tuple[Says, ...]
    waits: tuple[str, ...]
    objection_until: datetime | None
    answer_until: datetime | None
    holder: Holder
    decisions: tuple[DecisionLine, ...]
    edition: str
    acts: Acts
    is_end: bool


def filing_page(*, filing: "ElevatorFiling", by: Actor, now: datetime) -> FilingPage:
    """Return the page of a filing for this reader; a constant number of queries."""
    outlook = outlook_of(filing=filing, now=now)
    objections = list(objections_of(filing_ids=[filing.pk]))
    decisions = list(decisions_about(filing_ids=[filing.pk]))
    maintainer = maintainer_on(elevator_id=filing.elevator_id, day=local_day(at=now))
    firms = {filing.firm_id, *filing.rivals, maintainer.firm_id or 0, *firms_in(decisions)}
    names = names_of(organisation_ids=firms - {0})
    inner = _reads_inside(filing, by)
    return FilingPage(
        row=filing_row(filing=filing, card=card_of(elevator=filing.elevator)),
        days=days_words(since=filing.period.lower, until=filing.period.upper),
        promise_min=filing.promise_min, remark=filing.remark,
        technicians=_technicians(filing, now) if inner else (),
        hidden_technicians=0 if inner else len(filing.technicians),
        contract_url=contract_url(filing=filing, by=by),
        faults=fault_lines(faults=filing.faults),
        says=_says(filing, objections, names, by),
        waits=tuple(word(ground) for ground in outlook.verdict.grounds) if outlook else (),
        objection_until=outlook.objection_until if outlook else None,
        answer_until=_answer_until(filing, outlook),
        holder=holder_of(maintainer=maintainer, names=names),
        decisions=decision_lines(decisions=decisions, names=names, by=by),
        edition=filing.edition, is_end=filing.kind is FilingKind.END,
        acts=acts_of(
            filing=filing, outlook=outlook, decisions=decisions, by=by,
            has_objected=any(one.organisation_id == by.organisation_id for one in objections),
        ),
    )  # fmt: skip


def contract_url(*, filing: "ElevatorFiling", by: Actor) -> str:
    """Return where the contract is read; a rival firm and an inspector have no business in it."""
    if filing.contract_file_id is None or not may_read_contract(filing=filing, by=by):
        return ""
    return reverse("filing-contract", args=[filing.number])


def may_read_contract(*, filing: "ElevatorFiling", by: Actor) -> bool:
    """Return whether somebody who sees the filing may read its contract."""
    return _reads_inside(filing, by) and by.role != str(RoleKind.INSPECTOR)


def _reads_inside(filing: "ElevatorFiling", by: Actor) -> bool:
    return by.role != str(RoleKind.FIRM_OFFICE) or filing.firm_id == by.organisation_id


def _answer_until(filing: "ElevatorFiling", outlook: Outlook | None) -> datetime | None:
    if outlook is None or filing.unit_answer is not UnitAnswer.ASKED:
        return None
    return outlook.answer_until


def _technicians(filing: "ElevatorFiling", now: datetime) -> tuple[Technician, ...]:
    staff = members(organisation_id=filing.firm_id, role=RoleKind.TECHNICIAN, at=now)
    names = {one.person_id: one.person.name for one in staff}
    until = certified_until(person_ids=list(filing.technicians), kind=CertificateKind.T)
    today = local_day(at=now)
    return tuple(
        Technician(
            name=names.get(key, _("已不在本单位")), certified_until=until.get(key),
            is_valid=key in until and until[key] >= today and key in names,
        )
        for key in filing.technicians
    )  # fmt: skip


def _says(
    filing: "ElevatorFiling", objections: list["Objection"], names: Names, by: Actor
) -> tuple[Says, ...]:
    objected = {one.organisation_id: one for one in objections}
    agreed = {int(str(one["organisation"])): one for one in filing.consents}
    unit = filing.elevator.use_unit
    said = [
        Says(called(filing.firm), word(filing.kind), "active", filing.filed_at, filing.remark),
        Says(
            called(unit) or _("使用单位"), word(filing.unit_answer), _unit_tone(filing),
            filing.answered_at, filing.answered_reason,
        ),
    ]  # fmt: skip
    for firm_id in filing.rivals:
        name = spoken(names[firm_id])
        if firm_id in objected:
            said.append(_objects(name, filing, objected.pop(firm_id), by))
        elif firm_id in agreed:
            at = datetime.fromisoformat(str(agreed[firm_id]["at"]))
            said.append(Says(name, _("同意移交"), "safe", at))
        else:
            said.append(Says(name, _("未表态"), "quiet", None))
    said += [_objects(called(one.organisation), filing, one, by) for one in objected.values()]
    return (*said, _district(filing, by))


def _unit_tone(filing: "ElevatorFiling") -> Tone:
    tones: dict[UnitAnswer, Tone] = {
        UnitAnswer.CONFIRMED: "safe", UnitAnswer.DENIED: "caution", UnitAnswer.ASKED: "active",
    }  # fmt: skip
    return tones.get(filing.unit_answer, "quiet")


def _objects(name: str, filing: "ElevatorFiling", one: "Objection", by: Actor) -> Says:
    """Say an objection; whoever is a party to the case may read its evidence."""
    url = ""
    if one.evidence_id and by.role != str(RoleKind.INSPECTOR):
        url = reverse("filing-evidence", args=[filing.number, one.pk])
    return Says(name, _("提出异议"), "caution", one.at, one.reason, url)


def _district(filing: "ElevatorFiling", by: Actor) -> Says:
    area = filing.jurisdiction
    who = _("%(district)s市场监管局") % {"district": spoken((area.name_zh, area.name_en))}
    if filing.checked_at is None:
        return Says(who, _("未核对"), "quiet", None)
    tone: Tone = "caution" if filing.checked_reason else "safe"
    text = " · ".join(filter(None, (doer(actor=filing.checked_by, by=by), filing.checked_reason)))
    return Says(who, word(filing.state), tone, filing.checked_at, text)
