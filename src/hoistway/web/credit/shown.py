"""What pages show of rounds, scores and objections: words, figures, tones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.credit.models import CreditRound, CreditScore, CreditStep, Objection
from hoistway.credit.queries import bands_of, edition_said
from hoistway.credit.vocabulary import (
    CreditDeed,
    Family,
    Grade,
    ObjectionKind,
    ObjectionState,
    PointReason,
    RoundState,
    Scale,
    SubjectKind,
    Unit,
    Veto,
)
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.credit.drawn import Spread, spread_of
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english, spoken
from hoistway.web.parts.tones import Tone

READERS = (RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR, RoleKind.FIRM_OFFICE)

ROUND_TONES: dict[RoundState, Tone] = {
    RoundState.ASKED: "active", RoundState.FROZEN: "active", RoundState.SCORED: "caution",
    RoundState.PREVIEW: "caution", RoundState.PUBLISHED: "safe", RoundState.DROPPED: "quiet",
}  # fmt: skip
GRADE_TONES: dict[Grade, Tone] = {
    Grade.A: "safe", Grade.B: "active", Grade.C: "caution", Grade.D: "caution",
    Grade.UNRATED: "quiet",
}  # fmt: skip
OBJECTION_TONES: dict[ObjectionState, Tone] = {
    ObjectionState.OPEN: "caution", ObjectionState.UPHELD: "safe", ObjectionState.PARTLY: "safe",
    ObjectionState.REFUSED: "quiet", ObjectionState.WITHDRAWN: "quiet",
}  # fmt: skip


def edition_words(edition: str) -> str:
    """Return the name of an edition in the language of the page."""
    return spoken(edition_said(edition=edition).name)


def points_words(value: float | None) -> str:
    """Write points or a total with at most two places; a dash where there is none."""
    return "—" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def name_of(score: CreditScore) -> str:
    """Return the name of who is scored."""
    body = score.organisation
    return spoken((body.name, body.name_en or body.name))


def veto_words(said: Mapping[str, Any]) -> str:
    """Return a veto as a score keeps it."""
    return word(Veto(str(said["veto"])))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One score in a list."""

    key: int
    name: str
    round_number: str
    subject: SubjectKind
    fleet: int
    total: str
    grade: Grade
    tone: Tone
    vetoes: Sequence[str]
    waits: bool
    version: int

    @property
    def rated(self) -> bool:
        """Whether there is a grade; without one the public reads no total either."""
        return self.grade is not Grade.UNRATED


def score_row(*, score: CreditScore) -> ScoreRow:
    """Return the row of a score."""
    harsh = score.grade in {Grade.C, Grade.D} or bool(score.vetoes)
    return ScoreRow(
        key=score.organisation_id, name=name_of(score), round_number=score.round.number,
        subject=score.subject, fleet=score.fleet, total=points_words(score.total),
        grade=score.grade, tone=GRADE_TONES[score.grade],
        vetoes=[veto_words(one) for one in score.vetoes],
        waits=harsh and score.confirmed_at is None, version=score.version,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PointLine:
    """One indicator of a score in words and figures."""

    key: str
    family: Family
    name: str
    points: str
    most: str
    fraction: float
    tone: Tone
    value: str
    counts: str
    reason: PointReason
    notes: Sequence[str]
    source: str
    named: bool = False


def point_line(*, said: Mapping[str, Any]) -> PointLine:
    """Return the line of one point as a score keeps it."""
    most, points = said.get("most"), float(said["points"])
    fraction = points / most if most else 0.0
    reason = PointReason(str(said["reason"]))
    tone: Tone = "safe" if fraction >= 0.9 else "active" if fraction >= 0.6 else "caution"
    return PointLine(
        key=str(said["key"]), family=Family(str(said["family"])),
        name=spoken((str(said["zh"]), str(said["en"]))),
        points=points_words(points) if said["applies"] else "—",
        most="" if most is None else points_words(float(most)), fraction=max(0.0, fraction),
        tone="quiet" if most is None or not said["applies"] else tone, value=_value(said),
        counts=_counts(said), reason=reason, notes=_notes(said), source=str(said["source"]),
    )  # fmt: skip


def _value(said: Mapping[str, Any]) -> str:
    if said["value"] is None:
        return "—"
    unit, value = Unit(str(said["unit"])), float(said["value"])
    if unit is Unit.SHARE:
        return f"{value * 100:.1f}%"
    return f"{value:,.2f}".rstrip("0").rstrip(".") + f" {word(unit)}"


def _counts(said: Mapping[str, Any]) -> str:
    top, bottom = float(said["numerator"]), float(said["denominator"])
    if not bottom:
        return _("%(count)s 次") % {"count": _figure(top)}
    return f"{_figure(top)} / {_figure(bottom)}"


def _figure(value: float) -> str:
    return f"{value:,.1f}".rstrip("0").rstrip(".")


def _notes(said: Mapping[str, Any]) -> list[str]:
    notes = []
    if said.get("pulled") and said.get("raw") is not None and said["raw"] != said["value"]:
        raw = _value({**said, "value": said["raw"]})
        notes.append(
            _("本单位实际值 %(raw)s；样本较少时按经验贝叶斯法向全市均值靠拢。") % {"raw": raw}
        )
    if said.get("pooled"):
        notes.append(_("电梯在关联单位之间转移，按合并数据计算。"))
    for also in said.get("also", ()):
        notes.append(spoken((also["zh"], also["en"])))
    note = spoken((str(said.get("note_zh", "")), str(said.get("note_en", ""))))
    return [*notes, note] if note else notes


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRow:
    """One objection in a list."""

    number: str
    kind: ObjectionKind
    state: ObjectionState
    tone: Tone
    name: str
    key: int
    round_number: str
    words: str
    decide_by: date
    late: bool
    answer: str
    indicators: Sequence[str]
    records: int
    files: Sequence[str]
    at: datetime
    decided_at: datetime | None
    struck: int


def objection_row(*, objection: Objection, today: date) -> ObjectionRow:
    """Return the row of an objection."""
    score, open_ = objection.score, objection.state is ObjectionState.OPEN
    names = {str(one["key"]): spoken((str(one["zh"]), str(one["en"]))) for one in score.points} | {
        str(one["key"]): veto_words(one) for one in score.vetoes if "veto" in one
    }
    return ObjectionRow(
        number=objection.number, kind=objection.kind, state=objection.state,
        tone=OBJECTION_TONES[objection.state], name=name_of(score), key=score.organisation_id,
        round_number=score.round.number, words=objection.words, decide_by=objection.decide_by,
        late=open_ and today > objection.decide_by, answer=objection.answer,
        indicators=[names.get(str(one), str(one)) for one in objection.indicators],
        records=len(objection.records), files=[str(one) for one in objection.files],
        at=objection.at, decided_at=objection.decided_at, struck=len(objection.struck),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step in the course of a round or a score."""

    at: datetime
    deed: CreditDeed
    doer: str
    words: str
    hash: str


def step_rows(*, steps: Sequence[CreditStep]) -> list[StepRow]:
    """Return the course; of officers the organisation's role is said, not more than their name."""
    return [
        StepRow(
            at=step.at, deed=step.deed, words=step.words,
            doer="" if step.by.get("kind") == "system" else str(step.by.get("name", "")),
            hash=str(step.facts.get("sha256", "")),
        )
        for step in steps
    ]  # fmt: skip


def spread_drawn(
    *, round_: CreditRound, totals: Sequence[float], mine: float | None = None
) -> SafeString:
    """Draw how the totals of a round are spread; on a scale of demerits less is better."""
    if not totals:
        return SafeString("")
    said = edition_said(edition=round_.edition)
    if said.scale is Scale.BASE:
        return SafeString("")
    bands = bands_of(edition=round_.edition)
    return spread_of(
        spread=Spread(totals, bands, mine), label=_("得分分布"),
        words=_("%(low)s–%(high)s 分：%(count)s 家"),
    )  # fmt: skip


def model_notes(*, edition: str) -> list[str]:
    """Return what an edition says of itself."""
    said = edition_said(edition=edition)
    return [spoken(said.label), *(said.notes_en if english() else said.notes_zh)]
