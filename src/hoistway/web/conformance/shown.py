"""Examinations in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoistway.conformance.queries import policy_on
from hoistway.conformance.vocabulary import Origin, Topic, Unit
from hoistway.foundation.periods import local_day
from hoistway.registry.vocabulary import RunState
from hoistway.web.desk.shapes import BarRow, Number
from hoistway.web.parts.columns import strip
from hoistway.web.parts.tones import Tone

if TYPE_CHECKING:
    from hoistway.conformance.models import Examination, ExaminedRow

MOST_BARS = 12
"""Kinds of fault drawn. Chosen: one screen; the file of rows holds all."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an examination ended, in a word."""

    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """One figure with its limit."""

    label: str
    value: str
    limit: str
    clause: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ShownKind:
    """One kind of fault, how often, and how to mend it."""

    code: str
    rows: int
    mend: str
    refused: bool


@dataclass(frozen=True, slots=True)
class ShownExamination:
    """One examination for list and page."""

    id: int
    firm: str
    topic: Topic
    origin: Origin
    name: str
    at: datetime
    ended_at: datetime | None
    by: str
    mapping: str
    edition: str
    state: RunState
    is_open: bool
    said: str
    verdict: Verdict
    numbers: tuple[Number, ...]
    measures: tuple[ShownMeasure, ...]
    kinds: tuple[ShownKind, ...]
    bars: tuple[BarRow, ...]
    unknown: tuple[tuple[str, int], ...]
    days: SafeString | None


def shown_examination(*, row: "Examination") -> ShownExamination:
    """Return an examination for list and page."""
    report = row.report or {}
    kinds = tuple(_kind(one) for one in report.get("codes", ()))
    english = _english()
    return ShownExamination(
        id=row.pk, firm=(row.organisation.name_en if english else "") or row.organisation.name,
        topic=row.topic, origin=row.origin, name=row.file_name, at=row.at, ended_at=row.ended_at,
        by=str(row.by.get("name", "")), mapping=row.mapping, edition=row.edition,
        state=row.state, is_open=row.state in RunState.open_states(), said=row.said,
        verdict=_verdict(row), numbers=_numbers(row, report, kinds),
        measures=tuple(_measure(one) for one in report.get("measures", ())), kinds=kinds,
        bars=_bars(kinds, row.rows),
        unknown=tuple((one["code"], one["count"]) for one in report.get("unknown", ())[:50]),
        days=_days(row, report),
    )  # fmt: skip


def _english() -> bool:
    return (get_language() or "zh").startswith("en")


def _verdict(row: "Examination") -> Verdict:
    if row.state in RunState.open_states():
        return Verdict(_("检验中"), "active")
    if row.state is not RunState.DONE:
        return Verdict(_("没有完成"), "caution")
    return Verdict(_("符合"), "safe") if row.passed else Verdict(_("未达到"), "caution")


def _numbers(
    row: "Examination", report: Mapping[str, Any], kinds: Sequence[ShownKind]
) -> tuple[Number, ...]:
    refused = int(report.get("refused", 0))
    doubts = sum(one.rows for one in kinds if not one.refused)
    label = _("看过的行")
    if row.origin is Origin.FEED:
        label = _("接入过的电梯") if row.topic is Topic.TELEMETRY else _("到期的维保")
    return (
        Number(label=label, value=row.rows),
        Number(label=_("会被拒收"), value=refused, tone="caution" if refused else "safe"),
        Number(label=_("可疑"), value=doubts, tone="active" if doubts else "quiet"),
    )


def _kind(one: Mapping[str, Any]) -> ShownKind:
    mend = one["mend_en"] if _english() else one["mend_zh"]
    return ShownKind(one["code"], int(one["rows"]), mend, bool(one["refused"]))


def _bars(kinds: Sequence[ShownKind], rows: int) -> tuple[BarRow, ...]:
    return tuple(
        BarRow(
            label=one.code, fraction=min(1.0, one.rows / max(1, rows)), text=str(one.rows),
            tone="caution" if one.refused else "active",
        )
        for one in kinds[:MOST_BARS]
    )  # fmt: skip


def _measure(one: Mapping[str, Any]) -> ShownMeasure:
    kept = one["kept"]
    verdict = Verdict(_("只作说明"), "quiet")
    if one["value"] is None:
        verdict = Verdict(_("无法判断"), "quiet")
    elif kept is not None:
        verdict = Verdict(_("符合"), "safe") if kept else Verdict(_("未达到"), "caution")
    unit = Unit(one["unit"])
    limit = ""
    if one["limit"] is not None:
        sign = "≥" if one["at_least"] else "≤"
        limit = f"{sign} {_figure(one['limit'], unit)}"
    return ShownMeasure(
        label=one["en"] if _english() else one["zh"], value=_figure(one["value"], unit),
        limit=limit, clause=one["clause"], verdict=verdict,
    )  # fmt: skip


def _figure(value: float | None, unit: Unit) -> str:
    if value is None:
        return "—"
    if unit is Unit.SHARE:
        return f"{100 * value:.1f}%"
    number = f"{value:,.1f}".removesuffix(".0")
    if unit is Unit.SECONDS:
        return _("%(n)s 秒") % {"n": number}
    return _("%(n)s 小时") % {"n": number} if unit is Unit.HOURS else number


def _days(row: "Examination", report: Mapping[str, Any]) -> SafeString | None:
    days = report.get("days", ())
    if not days:
        return None
    steady = policy_on(day=local_day(at=row.at)).cadence_share
    told = [
        (str(one["day"])[5:], one["share"], f"{one['day']} {_figure(one['share'], Unit.SHARE)}")
        for one in days
    ]
    return strip(days=told, label=_("每日上报的完整程度"), steady=steady)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A row in which something is wrong."""

    row: int
    code: str
    thing: str
    words: str
    mend: str
    raw: str
    refused: bool


def shown_line(*, line: "ExaminedRow") -> ShownLine:
    """Return a row in the language of the page."""
    tongue = "en" if _english() else "zh"
    return ShownLine(
        row=line.row, code=line.code, thing=line.thing, words=str(line.words.get(tongue, "")),
        mend=str(line.words.get(f"mend_{tongue}", "")), raw=line.raw, refused=line.refused,
    )  # fmt: skip
