"""Applications, clauses and steps as pages show them, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.ondemand.models import FirmPilot, PilotPeriod
from hoistway.ondemand.queries import (
    BY_CODE,
    FirmVerdict,
    PlanFault,
    PlanPart,
    commitment_holds,
    commitment_sentences,
    fields_of,
    kept_verdicts,
    plan_faults,
    steps_of,
)
from hoistway.ondemand.vocabulary import EntryClause, FirmPilotState, PilotDeed
from hoistway.parties.models import Organisation
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english, spoken
from hoistway.web.lifecycle.shown import Step
from hoistway.web.parts.bars import bar
from hoistway.web.parts.tones import Tone

TONES: dict[FirmPilotState, Tone] = {
    FirmPilotState.DRAFT: "quiet", FirmPilotState.SUBMITTED: "active",
    FirmPilotState.RETURNED: "caution", FirmPilotState.LISTED: "safe",
    FirmPilotState.EXITED: "quiet", FirmPilotState.WITHDRAWN: "quiet",
    FirmPilotState.ENDED: "quiet",
}  # fmt: skip


A_LINE = 200
"""Signs of a field that is written in one line. Chosen: a name, a place, a position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotRow:
    """One application in a list."""

    number: str
    firm: str
    credit_code: str
    area: str
    state: FirmPilotState
    tone: Tone
    submitted_at: datetime | None
    answer_by: date | None
    late: bool
    listed_at: datetime | None
    published_at: datetime | None
    lacking: tuple[str, ...]
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A share against its limit: words, and the drawing of both."""

    words: str
    drawing: SafeString


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """How one clause stands: its source, the deciding fact in words, what was measured."""

    verdict: FirmVerdict
    tone: Tone
    measures: tuple[Measure, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing of a plan as it was written."""

    label: str
    text: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class PlanPartShown:
    """One part of a plan."""

    title: str
    fields: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCopy:
    """What is known of the firm's own page."""

    address: str
    waiting: bool
    handed_in: bool
    says_both: bool
    standard: float | None
    promise: float | None
    unread: str
    at: datetime | None
    has_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotPage:
    """What the page of one application shows."""

    row: PilotRow
    period: PilotPeriod
    clauses: tuple[ClauseShown, ...]
    holds: bool
    parts: tuple[PlanPartShown, ...]
    faults: tuple[str, ...]
    copy: PageCopy
    steps: tuple[Step, ...]
    returned: str
    sealed_sha256: str
    sealed_true: bool
    sentences: tuple[str, ...]
    has_plan_file: bool
    has_seal_file: bool


def named(firm: Organisation) -> str:
    """Name a firm in the language of the page."""
    return spoken((firm.name, firm.name_en or firm.name))


def pilot_rows(*, pilots: Iterable[FirmPilot], today: date) -> list[PilotRow]:
    """Return the lines of a list; no query of its own."""
    return [_row(pilot, today) for pilot in pilots]


def pilot_page(*, pilot: FirmPilot, today: date, verdicts: tuple[FirmVerdict, ...]) -> PilotPage:
    """Return the page of an application; two queries."""
    steps = list(steps_of(pilot=pilot))
    returned = next((one.words for one in steps if one.deed is PilotDeed.RETURNED), "")
    is_returned = pilot.state is FirmPilotState.RETURNED
    return PilotPage(
        row=_row(pilot, today), period=pilot.period,
        clauses=clauses_shown(verdicts=verdicts),
        holds=bool(verdicts) and all(one.holds for one in verdicts),
        parts=plan_parts(plan=pilot.plan), faults=fault_words(faults=plan_faults(plan=pilot.plan)),
        copy=page_copy(pilot=pilot), returned=returned if is_returned else "",
        steps=tuple(
            Step(one.at, word(one.deed), str(one.by.get("name", "")), one.words) for one in steps
        ),
        sealed_sha256=str((pilot.commitment or {}).get("sha256", "")),
        sealed_true=commitment_holds(pilot=pilot),
        sentences=tuple(commitment_sentences(english=english())),
        has_plan_file=bool(pilot.plan.get("plan_file")),
        has_seal_file=pilot.commitment_file_id is not None,
    )  # fmt: skip


def clauses_shown(*, verdicts: Iterable[FirmVerdict]) -> tuple[ClauseShown, ...]:
    """Return how each clause stands, in words and drawings."""
    return tuple(_clause(one) for one in verdicts)


def fault_words(*, faults: Iterable[PlanFault]) -> tuple[str, ...]:
    """Say what a plan lacks."""
    return tuple(
        f"{BY_CODE[one.code].en} {one.en}" if english() else f"{BY_CODE[one.code].zh}：{one.zh}"
        for one in faults
    )


def plan_parts(*, plan: dict[str, object], public: bool = False) -> tuple[PlanPartShown, ...]:
    """Return a plan as it was written; to the public its standard and its promise."""
    titles = {
        PlanPart.STANDARD: _("维保工作标准"), PlanPart.PROMISE: _("服务质量承诺"),
        PlanPart.QUALITY: _("质量管理体系"), PlanPart.SYSTEMS: _("平台与记录"),
    }  # fmt: skip
    shown = (PlanPart.STANDARD, PlanPart.PROMISE) if public else tuple(titles)
    return tuple(PlanPartShown(titles[part], _said(plan, part)) for part in shown)


def _said(plan: dict[str, object], part: PlanPart) -> tuple[Said, ...]:
    found = []
    for one in fields_of(part=part):
        text = str(plan.get(one.code, "") or "")
        if one.choices:
            text = next((spoken((zh, en)) for code, zh, en in one.choices if code == text), text)
        if text and one.unit:
            text = f"{text} {spoken(one.unit)}"
        is_long = one.unit is None and not one.choices and one.most > A_LINE
        found.append(Said(spoken((one.zh, one.en)), text or "—", is_long))
    return tuple(found)


def _row(pilot: FirmPilot, today: date) -> PilotRow:
    area = pilot.firm.jurisdiction
    waits = pilot.state is FirmPilotState.SUBMITTED
    return PilotRow(
        number=pilot.number, firm=named(pilot.firm), credit_code=pilot.firm.credit_code,
        area=spoken((area.name_zh, area.name_en)), state=pilot.state, tone=TONES[pilot.state],
        submitted_at=pilot.submitted_at, answer_by=pilot.answer_by if waits else None,
        late=bool(waits and pilot.answer_by and pilot.answer_by < today),
        listed_at=pilot.listed_at, published_at=pilot.published_at,
        lacking=tuple(word(one.clause) for one in kept_verdicts(pilot=pilot) if not one.holds),
        checked_on=pilot.checked_on,
    )  # fmt: skip


def page_copy(*, pilot: FirmPilot) -> PageCopy:
    """Return what is known of the firm's own page."""
    read = pilot.website_read
    at = read.get("at")
    return PageCopy(
        address=pilot.website, waiting=bool(pilot.website and not at),
        handed_in=bool(read.get("handed_in")), says_both=bool(read.get("says_both")),
        standard=read.get("standard"), promise=read.get("promise"),
        unread=str(read.get("en" if english() else "zh", "")),
        at=datetime.fromisoformat(at) if at else None, has_copy=pilot.website_copy_id is not None,
    )  # fmt: skip


def _clause(verdict: FirmVerdict) -> ClauseShown:
    says = _SAYS[verdict.clause]
    measures, lines = says(verdict)
    return ClauseShown(verdict, "safe" if verdict.holds else "caution", measures, lines)


Told = tuple[tuple[Measure, ...], tuple[str, ...]]


def _of_period(verdict: FirmVerdict) -> Told:
    facts = verdict.facts
    if not facts.get("first"):
        return (), ()
    return (), (f"{facts['document']} · {facts['first']} – {facts['last']}",)


def _of_monitoring(verdict: FirmVerdict) -> Told:
    facts = verdict.facts
    if not facts.get("named"):
        return (), ()
    measures = [
        _measure(
            _("%(reporting)s / %(named)s 台电梯在 24 小时内有数据") % facts,
            facts["completeness"], facts["least_completeness"],
        )
    ]  # fmt: skip
    if facts.get("online_share") is not None:
        days = {"days": facts["days_known"], "wanted": facts["days_wanted"]}
        words = _("平均在线率，已统计 %(days)s 天（要求 %(wanted)s 天）") % days
        measures.append(_measure(words, facts["online_share"], facts["least_online_share"]))
    longest = _("单台最长中断 %(longest_gap_hours)s 小时") % facts
    return tuple(measures), (longest,)


def _of_paperless(verdict: FirmVerdict) -> Told:
    facts = verdict.facts
    if not facts.get("due"):
        return (), ()
    words = _("自 %(since)s 起到期 %(due)s 次，其中 %(recorded)s 次有签名的电子记录") % facts
    return (_measure(words, facts["share"], facts["least_share"]),), ()


def _of_plan(verdict: FirmVerdict) -> Told:
    lacks = str(verdict.facts.get("lacks") or "").split()
    names = [spoken((BY_CODE[code].zh, BY_CODE[code].en)) for code in lacks if code in BY_CODE]
    day = verdict.facts.get("committed_on")
    committed = (_("自我承诺书提交于 %(day)s") % {"day": day},) if day else ()
    return (), (*([" · ".join(names)] if names else []), *committed)


def _of_credit(verdict: FirmVerdict) -> Told:
    facts = verdict.facts
    if not facts.get("grade"):
        return (), (_("尚无已公布的信用等级；试点要求不是 %(refused)s") % facts,)
    return (), (_("%(round)s：%(grade)s 级；试点要求不是 %(refused)s") % facts,)


def _measure(words: str, share: object, least: object) -> Measure:
    value, limit = float(str(share or 0)), float(str(least or 0))
    text = _("%(words)s：%(share).1f%%（要求不低于 %(limit).0f%%）") % {
        "words": words, "share": value * 100, "limit": limit * 100
    }  # fmt: skip
    tone = "safe" if value >= limit else "caution"
    return Measure(text, bar(fraction=value, tone=tone, mark=limit))


_SAYS = {
    EntryClause.PERIOD: _of_period, EntryClause.FIRM_MONITORING: _of_monitoring,
    EntryClause.FIRM_PAPERLESS: _of_paperless, EntryClause.FIRM_PLAN: _of_plan,
    EntryClause.FIRM_CREDIT: _of_credit,
}  # fmt: skip
