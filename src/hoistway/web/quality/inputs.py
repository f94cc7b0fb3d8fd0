"""The facts that led a rule to its finding, in words; and its reason with these facts in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoistway.dossier.values import Pair, field_words, source_words, value_words
from hoistway.quality.models import Finding
from hoistway.quality.queries import reason_of
from hoistway.registry.vocabulary import Field, SourceKind
from hoistway.web.frame import spoken
from hoistway.web.quality.reasons import WHY

NAMES = {
    "metres": gettext_lazy("距离（米）"),
    "raw": gettext_lazy("更正前距离（米）"),
    "grid": gettext_lazy("坐标系"),
    "there": gettext_lazy("坐标所在"),
    "named": gettext_lazy("地址指向"),
    "point": gettext_lazy("坐标"),
    "address": gettext_lazy("地址"),
    "others": gettext_lazy("同场所其他电梯（台）"),
    "storey": gettext_lazy("平均层高（米）"),
    "persons": gettext_lazy("额定人数"),
    "stops": gettext_lazy("站数"),
    "labels": gettext_lazy("层站标识（个）"),
    "street": gettext_lazy("街镇"),
    "district": gettext_lazy("所属区"),
    "earlier": gettext_lazy("应在先"),
    "later": gettext_lazy("应在后"),
    "heard": gettext_lazy("监测到的层站"),
    "grounds": gettext_lazy("依据"),
    "fitting": gettext_lazy("符合的候选"),
    "against": gettext_lazy("与之矛盾"),
    "likeness": gettext_lazy("相似度"),
    "probability": gettext_lazy("匹配概率"),
    "spellings": gettext_lazy("各种写法"),
    "count": gettext_lazy("数量"),
    "own": gettext_lazy("本写法次数"),
    "most": gettext_lazy("多数写法次数"),
    "sources": gettext_lazy("来源"),
    "old": gettext_lazy("旧名"),
    "new": gettext_lazy("新名"),
    "since": gettext_lazy("自"),
    "old_class": gettext_lazy("2004 年目录类别"),
    "facts": gettext_lazy("矛盾的参数"),
    "moved_at": gettext_lazy("运行时间"),
    "age_years": gettext_lazy("相差（年）"),
    "disputed": gettext_lazy("有争议的字段"),
}
"""Words of the inputs that rules keep; an input without words keeps its name."""

UNSHOWN = frozenset({"claims", "claim", "claim_ids", "elevators", "speaks"})
"""Inputs that are keys of rows: the evidence table shows the rows themselves."""


@dataclass(frozen=True, slots=True)
class NamedInput:
    """One fact with its name."""

    name: str
    value: str


def input_words(*, value: object, areas: Mapping[str, Pair]) -> str:
    """Return one input in the language of the page: codes of areas and fields by their names."""
    if isinstance(value, str):
        return "、".join(_word(piece, areas) for piece in value.split("、"))
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list | tuple):
        return "、".join(input_words(value=one, areas=areas) for one in value) or "—"
    return spoken(value_words(field="", value=value, areas=areas))


def _word(text: str, areas: Mapping[str, Pair]) -> str:
    """Return the name of an area, a field or a source by its code; other text stays."""
    if text in areas:
        return spoken(areas[text])
    if text in {str(field) for field in Field}:
        return spoken(field_words(text))
    kind = text.partition(":")[0]
    if kind in {str(one) for one in SourceKind}:
        return spoken(source_words(source=kind, names={}))
    return text


def inputs_of(*, inputs: Mapping[str, object], areas: Mapping[str, Pair]) -> tuple[NamedInput, ...]:
    """Return the facts of a finding by name, keys of rows left out."""
    return tuple(
        NamedInput(str(NAMES.get(name, name)), input_words(value=value, areas=areas))
        for name, value in inputs.items()
        if name not in UNSHOWN and value not in (None, "", [], {})
    )


def why_of(*, finding: Finding, areas: Mapping[str, Pair]) -> str:
    """Return the rule's reason with the facts in it; the general one where a fact is missing."""
    pair = reason_of(kind=finding.kind)
    sentence = spoken(pair) if pair else ""
    facts = {
        **finding.inputs, "value": finding.value, "proposal": finding.proposal,
        "field": finding.field,
    }  # fmt: skip
    asked = [name for _text, name, _spec, _conversion in Formatter().parse(sentence) if name]
    if not sentence or any(facts.get(name) in (None, "", []) for name in asked):
        return _(str(WHY[finding.kind]))
    said = {name: input_words(value=facts[name], areas=areas) for name in asked}
    return sentence.format(**said)
