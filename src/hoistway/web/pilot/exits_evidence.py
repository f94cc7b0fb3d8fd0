"""The evidence of an exit case in words and bars, and what was warned of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.foundation.terms import Term
from hoistway.ondemand.models import ExitWarning
from hoistway.ondemand.vocabulary import (
    EntryClause,
    EntryGround,
    ExitAnswer,
    ExitClause,
    ExitState,
)
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.parts.bars import bar

_TERMS: dict[str, type[Term]] = {
    "clause": EntryClause, "ground": EntryGround, "answer": ExitAnswer, "outcome": ExitState,
    "with": ExitClause,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One comparison: the bar illustrates, the text is the fact."""

    label: str
    drawing: SafeString
    text: str


def measures_of(*, facts: Mapping[str, Any]) -> list[Measure]:
    """Return what can be drawn: silence against its limit, rates, visits off plan."""
    found = []
    if "silent_hours" in facts:
        hours, limit = facts["silent_hours"], facts["limit_days"] * 24
        found.append(Measure(
            label=_("无数据时长"), drawing=bar(fraction=hours / limit, tone="caution"),
            text=_("%(days).1f 天，期限 %(limit)d 天") % {
                "days": hours / 24, "limit": facts["limit_days"],
            },
        ))  # fmt: skip
    for part, label in (("own", _("本台")), ("pool", _("同单位同品牌同小区"))):
        if part in facts:
            found += _rates(facts[part], label)
    if facts.get("visits"):
        share = facts["off_plan"] / facts["visits"]
        found.append(Measure(
            label=_("未按方案的维保"), drawing=bar(fraction=share, tone="caution"),
            text=_("%(off)d／%(all)d 次") % {"off": facts["off_plan"], "all": facts["visits"]},
        ))  # fmt: skip
    return found


def _rates(one: Mapping[str, Any], label: str) -> list[Measure]:
    top = max(one.get("rate_now") or 0, one.get("rate_before") or 0, 1e-9)
    return [
        Measure(
            label=f"{label} · {name}", drawing=bar(fraction=(rate or 0) / top, tone=tone),
            text=_("每年 %(rate)s 起（%(faults)d 起，%(days)d 天）") % {
                "rate": "—" if rate is None else f"{rate:.1f}", "faults": one[key],
                "days": one[f"{key}_days"],
            },
        )
        for key, name, rate, tone in (
            ("before", _("前一年度"), one.get("rate_before"), "quiet"),
            ("now", _("试点期间"), one.get("rate_now"), "caution"),
        )
    ]  # fmt: skip


def evidence_of(*, facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return facts in words: those of the case itself, then of each lost condition."""
    labels = {
        "failed_on": _("不合格日期"), "last_accepted": _("最后数据"), "days": _("查实日期"),
        "limit": _("件数界限"), "told_on": _("通知改正"), "correct_by": _("改正期限"),
        "words": _("立案事实"),
    }  # fmt: skip
    found = [(label, fact_words(name=name, value=facts[name])) for name, label in labels.items()
             if facts.get(name) not in (None, "", [])]  # fmt: skip
    if facts.get("bound") is False:
        found.append((word(EntryClause.ONLINE), word(EntryGround.NO_DEVICE)))
    for lost in facts.get("lost", ()):
        what = word(chosen(EntryClause, str(lost.get("clause", ""))))
        why = word(chosen(EntryGround, str(lost.get("ground", ""))))
        found.append((what, " · ".join(part for part in (why, str(lost.get("since", ""))) if part)))
    for part in ("own", "pool"):
        one = facts.get(part) or {}
        if one.get("p_value") is not None:
            found.append((
                _("检验（%(part)s）") % {"part": _("本台") if part == "own" else _("合并")},
                _("精确检验 p = %(p).4f；升高超界后验概率 %(post).3f；原因未定 %(open)d 起") % {
                    "p": one["p_value"], "post": one["posterior"], "open": one["open_now"],
                },
            ))  # fmt: skip
    return found


def fact_words(*, name: str, value: Any) -> str:
    """Return a fact of a step or of evidence in words."""
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    term = _TERMS.get(name)
    return word(chosen(term, str(value))) if term else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRow:
    """One warning in a list."""

    at: datetime
    clause: ExitClause
    what: str
    name: str
    address: str
    firm: str


def warning_rows(*, rows: Iterable[ExitWarning]) -> list[WarningRow]:
    """Return warnings as their list shows them."""
    return [_warning(row) for row in rows]


def _warning(row: ExitWarning) -> WarningRow:
    pilot = row.elevator_pilot
    firm_pilot = pilot.firm_pilot if pilot else row.firm_pilot
    firm = organisation_name(firm_pilot.firm if firm_pilot else None)
    return WarningRow(
        at=row.at, clause=row.clause, what=_what(row), firm=firm,
        name=pilot.elevator.name if pilot else firm,
        address=pilot.elevator.address if pilot else "",
    )  # fmt: skip


def _what(row: ExitWarning) -> str:
    if row.clause is ExitClause.SILENT:
        return _("已满 %(n)d 天") % {"n": row.mark}
    if "until" in row.facts:
        return _("至 %(day)s") % {"day": row.facts["until"]}
    if row.clause is ExitClause.COMPLAINTS:
        return _("%(n)d 件查实") % {"n": row.mark}
    if row.clause is ExitClause.FAULT_RATE:
        return word(ExitAnswer.CAUSES_OPEN)
    if row.clause is ExitClause.FIRM_OFF_PLAN:
        return _("已改正")
    return word(EntryGround.SHARE)
