"""Exit cases as lists and pages show them, in the language of the page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.ondemand.models import ExitCase, ExitStep
from hoistway.ondemand.queries.exits import (
    appeal_waits,
    decides,
    exit_steps,
    heard,
    is_ripe,
    may_appeal,
    settles,
    sides_of,
)
from hoistway.ondemand.vocabulary import ExitClause, ExitDeed, ExitState
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.desk.shapes import word
from hoistway.web.frame import spoken
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.parts.tones import Tone
from hoistway.web.pilot.exits_evidence import Measure, evidence_of, fact_words, measures_of

READERS = (
    RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
)  # fmt: skip
TONES: dict[ExitState, Tone] = {
    ExitState.OPEN: "caution", ExitState.ANSWERED: "active", ExitState.EXITED: "quiet",
    ExitState.STAYS: "safe", ExitState.MENDED: "safe",
}  # fmt: skip
_REGULATORS = {str(RoleKind.DISTRICT_REGULATOR), str(RoleKind.CITY_REGULATOR)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitRow:
    """One case in a list; `name` is the elevator's or the firm's."""

    number: str
    clause: ExitClause
    state: ExitState
    tone: Tone
    name: str
    address: str
    register_number: str
    jurisdiction: str
    firm: str
    unit: str
    found_on: date
    answer_by: date
    at_once: bool
    late: bool
    appealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitLine:
    """One step; `file` is empty, «photo» or «paper»."""

    pk: int
    at: datetime
    deed: ExitDeed
    doer: str
    words: str
    facts: tuple[tuple[str, str], ...]
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitPage:
    """What the page of one case shows to this reader; `may` are the deeds that make sense."""

    row: ExitRow
    measures: tuple[Measure, ...]
    facts: tuple[tuple[str, str], ...]
    steps: tuple[ExitLine, ...]
    may: frozenset[str]
    unheard: tuple[str, ...]
    appeal_by: date | None
    edition: str


def exit_row(*, case: ExitCase, today: date) -> ExitRow:
    """Return one case as a list shows it."""
    pilot = case.elevator_pilot
    elevator = pilot.elevator if pilot else None
    firm_pilot = pilot.firm_pilot if pilot else case.firm_pilot
    firm = organisation_name(firm_pilot.firm if firm_pilot else None)
    pending = case.state in ExitState.pending()
    return ExitRow(
        number=case.number, clause=case.clause, state=case.state, tone=TONES[case.state],
        name=elevator.name if elevator else firm, address=elevator.address if elevator else "",
        register_number=elevator.register_number if elevator else "",
        jurisdiction=_area(case), firm=firm,
        unit=organisation_name(elevator.use_unit if elevator else None), found_on=case.found_on,
        answer_by=case.answer_by, at_once=case.at_once and pending,
        late=pending and today > case.answer_by, appealed=appeal_waits(case=case),
    )  # fmt: skip


def _area(case: ExitCase) -> str:
    area = case.jurisdiction
    return spoken((area.name_zh, area.name_en))


def exit_page(*, case: ExitCase, by: Actor, now: datetime) -> ExitPage:
    """Return the page of a case for this reader."""
    today = local_day(at=now)
    steps = [_line(step, by) for step in exit_steps(case_id=case.pk)]
    return ExitPage(
        row=exit_row(case=case, today=today), measures=tuple(measures_of(facts=case.evidence)),
        facts=tuple(evidence_of(facts=case.evidence)), steps=tuple(reversed(steps)),
        may=frozenset(_deeds(case, by, now)), unheard=_unheard(case), appeal_by=case.appeal_by,
        edition=case.edition,
    )  # fmt: skip


def _unheard(case: ExitCase) -> tuple[str, ...]:
    missing = sides_of(case=case) - heard(case=case)
    pilot, firm_pilot = case.elevator_pilot, case.firm_pilot
    bodies = [firm_pilot.firm] if firm_pilot else []
    if pilot is not None:
        bodies += [pilot.firm_pilot.firm]
        bodies += [pilot.elevator.use_unit] if pilot.elevator.use_unit else []
    return tuple(organisation_name(body) for body in bodies if body.pk in missing)


def _deeds(case: ExitCase, by: Actor, now: datetime) -> set[str]:
    pending = case.state in ExitState.pending()
    own = by.organisation_id in sides_of(case=case) and may(by=by, deed=Deed.ANSWER_EXIT)
    found = {
        "answer": pending and own,
        "decide": decides(case=case, by=by) and is_ripe(case=case, now=now),
        "appeal": may_appeal(case=case, by=by, day=local_day(at=now)),
        "settle": settles(case=case, by=by),
    }
    return {deed for deed, sensible in found.items() if sensible}


def _line(step: ExitStep, by: Actor) -> ExitLine:
    file = ""
    if step.file is not None:
        file = "photo" if step.file.media_type == "image/jpeg" else "paper"
    labels = {"outcome": _("决定"), "with": _("一并结案"), "edition": _("规则版本")}
    facts = tuple(
        (label, fact_words(name=name, value=step.facts[name]))
        for name, label in labels.items() if step.facts.get(name)
    )  # fmt: skip
    return ExitLine(
        pk=step.pk, at=step.at, deed=step.deed, doer=_doer(step, by), words=step.words,
        facts=facts, file=file,
    )  # fmt: skip


def _doer(step: ExitStep, by: Actor) -> str:
    """Return who did a step: names for regulators and for people of the same organisation."""
    if step.by.get("kind") == "system":
        return _("平台自动")
    role = next((word(role) for role in RoleKind if str(role) == step.by.get("role")), "")
    own = step.by.get("organisation") == by.organisation_id
    return f"{step.by.get('name')} · {role}" if own or by.role in _REGULATORS else role
