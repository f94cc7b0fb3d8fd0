"""Why an interval is what it is, in one line, in the language of the page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from hoistway.web.desk.shapes import word
from hoistway.yearplans.vocabulary import LineReason

Values = Mapping[str, Any]


def why(*, reason: LineReason, values: Values) -> str:
    """Return the reason with its numbers; the bare reason where there are none."""
    said = _SAID.get(reason)
    return (said(values) if said else "") or word(reason)


def _thin(values: Values) -> str:
    share, days = values.get("online_share"), values.get("days")
    if share is not None and share < 0:
        return _("没有监测数据，按固定周期")
    if share is not None:
        facts = {"share": f"{share:.0%}", "days": days}
        return _("监测数据不足（在线 %(share)s，%(days)s 天），按固定周期") % facts
    if "own_days" in values:
        return _("本梯的故障记录只有 %(days)s 天，按固定周期") % {"days": values["own_days"]}
    if "climb" in values:
        return _("监测指标尚不能反映磨损，按固定周期")
    return _("同类电梯还没有足够的经验，按固定周期")


def _evidence(values: Values) -> str:
    if "next" not in values:
        return _("同类电梯的经验到此为止")
    facts = {
        "days": values["next"], "ratio": f"{values.get('ratio', 0):.2f}",
        "upper": f"{values.get('upper', 0):.2f}",
    }  # fmt: skip
    return _("同类电梯在 %(days)s 天时的故障率比为 %(ratio)s（上限 %(upper)s）") % facts


def _faults(values: Values) -> str:
    if "since" in values:
        facts = {"since": values["since"], "expected": f"{values['expected']:.1f}"}
        return _("间隔延长后发生 %(since)s 次故障，预计 %(expected)s 次") % facts
    if "faults" not in values:
        return ""
    facts = {"faults": values["faults"], "rate": f"{values.get('fleet_rate', 0):.1f}"}
    return _("过去一年 %(faults)s 次故障，同批电梯平均每年 %(rate)s 次") % facts


def _age(values: Values) -> str:
    return _("已使用 %(years)s 年") % {"years": f"{values.get('years', 0):g}"}


def _part(values: Values) -> str:
    facts = {"years": f"{values['years']:g}", "life": f"{values['life_years']:g}"}
    return _("部件已用 %(years)s 年，通常寿命 %(life)s 年") % facts if values else ""


def _use(values: Values) -> str:
    return _("启动次数为同类电梯的 %(ratio)s 倍") % {"ratio": f"{values.get('ratio', 0):g}"}


def _step(values: Values) -> str:
    return _("从现在的 %(days)s 天逐级延长") % {"days": values.get("current")}


def _maker(values: Values) -> str:
    if "days" not in values:
        return ""
    return _("维保说明书规定每 %(days)s 天") % {"days": values["days"]}


def _firm(values: Values) -> str:
    return _("维保单位：%(words)s") % {"words": values.get("words", "")}


_SAID: dict[LineReason, Callable[[Values], str]] = {
    LineReason.THIN_DATA: _thin, LineReason.EVIDENCE: _evidence, LineReason.FAULTS: _faults,
    LineReason.AGE: _age, LineReason.NEW: _age, LineReason.PART_AGE: _part, LineReason.USE: _use,
    LineReason.ONE_STEP: _step, LineReason.MAKERS_LIMIT: _maker, LineReason.FIRMS_CHOICE: _firm,
}  # fmt: skip
