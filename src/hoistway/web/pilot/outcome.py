"""成效评估: pilot elevators beside matched ones, with intervals, as page, table and PDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.ondemand.models import PilotOutcome
from hoistway.ondemand.queries.outcome import outcomes
from hoistway.ondemand.vocabulary import Effect, OutcomeKind
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports, word
from hoistway.web.frame import english
from hoistway.web.lifecycle.typeset import typeset
from hoistway.web.parts.forest import ForestRow, forest
from hoistway.web.parts.tones import Tone
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in
from hoistway.web.templatetags.house import plain_day

TEMPLATE = Path(__file__).parent / "outcome.typ"
_LESS_IS_BETTER = frozenset({OutcomeKind.FAULTS, OutcomeKind.ENTRAPMENTS, OutcomeKind.HOURS_OUT})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLine:
    """One outcome in words and figures."""

    kind: OutcomeKind
    unit: str
    pilot: str
    fixed: str
    ratio: str
    before: str
    adjusted: str
    effect: Effect
    tone: Tone


def _units() -> dict[OutcomeKind, str]:
    return {
        OutcomeKind.FAULTS: _("每台年"), OutcomeKind.ENTRAPMENTS: _("每台年"),
        OutcomeKind.HOURS_OUT: _("小时每台年"), OutcomeKind.VISITS: _("次每台年"),
        OutcomeKind.FINDINGS: _("每次到场"),
    }  # fmt: skip


def outcome_lines(*, results: Iterable[dict[str, Any]]) -> list[OutcomeLine]:
    """Return the outcomes of a comparison as they are said."""
    return [_line(said) for said in results]


def _line(said: dict[str, Any]) -> OutcomeLine:
    kind, effect = OutcomeKind(said["kind"]), Effect(said["effect"])
    return OutcomeLine(
        kind=kind, unit=_units()[kind], pilot=_rate(said["pilot"], said["pilot_rate"]),
        fixed=_rate(said["fixed"], said["fixed_rate"]), ratio=_ratio(said["ratio"]),
        before=_ratio(said["before"]), adjusted=_ratio(said["adjusted"]), effect=effect,
        tone=_tone(kind, effect),
    )  # fmt: skip


def _rate(side: dict[str, Any], rate: float | None) -> str:
    if rate is None:
        return "—"
    return f"{rate:.2f}（{side['events']:,.0f} ÷ {side['base']:,.1f}）"


def _ratio(ratio: dict[str, float] | None) -> str:
    if ratio is None:
        return "—"
    return f"{ratio['value']:.2f}（{ratio['low']:.2f}–{ratio['high']:.2f}）"


def _tone(kind: OutcomeKind, effect: Effect) -> Tone:
    if effect in {Effect.NONE_SHOWN, Effect.TOO_FEW}:
        return "quiet"
    if kind not in _LESS_IS_BETTER:
        return "active"
    return "safe" if effect is Effect.LOWER else "caution"


def _drawn(found: PilotOutcome, lines: list[OutcomeLine]) -> SafeString:
    rows = []
    for said, line in zip(found.results, lines, strict=True):
        ratio = said["adjusted"] or {"value": None, "low": 1.0, "high": 1.0}
        rows.append(
            ForestRow(
                word(line.kind), ratio["value"], ratio["low"], ratio["high"], line.tone
            )
        )  # fmt: skip
    return forest(rows=rows, label=_("试点与固定周期的比值及区间，1 为没有差别"))


@require_safe
@signed_in(*REGULATORS)
def outcome(request: HttpRequest) -> HttpResponseBase:
    """Show the latest comparison, or give it as a file."""
    found = outcomes(by=by(request)).first()
    lines = outcome_lines(results=found.results) if found else []
    if found is not None:
        file = handed_out(request, _sheet(found, lines))
        if file is not None:
            return file
    facts = {
        "found": found, "lines": lines, "exports": exports(request) if found else (),
        "drawing": _drawn(found, lines) if found and lines else "",
    }  # fmt: skip
    return render(request, "pilot/outcome.html", facts)


def _sheet(found: PilotOutcome, lines: list[OutcomeLine]) -> Sheet:
    head = [
        _("指标"), _("单位"), _("试点"), _("固定周期"), _("比值（区间）"),
        _("进入试点前的比值"), _("扣除原有差别"), _("结论"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            one.kind, one.unit, one.pilot, one.fixed, one.ratio, one.before, one.adjusted,
            one.effect,
        ]
        for one in lines
    ]  # fmt: skip
    return Sheet(name=f"pilot-outcome-{found.day}", head=head, rows=rows)


@require_safe
@signed_in(*REGULATORS)
def paper(request: HttpRequest) -> HttpResponse:
    """Give the latest comparison as a PDF; without one it says so. Raises: NoFont."""
    found = outcomes(by=by(request)).first()
    lines = outcome_lines(results=found.results) if found else []
    data = {
        "lang": "en" if english() else "zh", "region": "GB" if english() else "CN",
        "title": _("按需维保试点成效评估"), "author": _("慧梯"),
        "period": f"{plain_day(found.first_day)} – {plain_day(found.day)}" if found else "",
        "who": _who(found) if found else _("还没有评估"),
        "head": [
            _("指标"), _("试点"), _("固定周期"), _("比值"), _("此前"), _("扣除原有差别"), _("结论"),
        ],
        "rows": [
            [
                f"{word(one.kind)}（{one.unit}）", one.pilot, one.fixed, one.ratio, one.before,
                one.adjusted, word(one.effect),
            ]
            for one in lines
        ],
        "notes": _notes(), "method": found.method if found else "",
    }  # fmt: skip
    pdf = typeset(template=TEMPLATE, data=data, fonts=settings.FONTS)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="pilot-outcome.pdf"'
    return answer


def _who(found: PilotOutcome) -> str:
    said = _("试点 %(pilots)s 台，匹配的固定周期 %(controls)s 台，无匹配未计入 %(left)s 台")
    return said % {"pilots": found.pilots, "controls": found.controls, "left": found.left_out}


def _notes() -> list[str]:
    return [
        _(
            "匹配：同种类、同场所、同梯龄段、同层站段，每台试点电梯最多四台固定周期电梯，按当日签号抽取，比较同一段日子。"
        ),
        _("比值：Mantel-Haenszel 分层比值，区间以电梯为单位（同一台的多次故障算作一组）。"),
        _("扣除原有差别：同一批电梯进入试点前同样长的日子先比一次；原来就有的差别不算成效。"),
        _("结论：五项指标合在一起，偶然得出错误结论的机会不超过二十分之一（Holm 校正）。"),
        _("少于 10 次、每边少于 10 台、或每边发生过的不足 5 台，不下结论。"),
        _("误报和经核实的外部原因不计入故障；演练不计入困人。"),
    ]
