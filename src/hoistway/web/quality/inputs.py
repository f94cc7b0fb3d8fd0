"""The facts that led a rule to its finding, in words; and its reason with these facts in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from hoistway.dossier.values import Pair, field_words, value_words
from hoistway.quality.models import Finding
from hoistway.quality.queries import reason_of
from hoistway.registry.vocabulary import Field
from hoistway.web.frame import spoken
from hoistway.web.quality.reasons import WHY

NAMES = {
    "metres": later("距离（米）"), "raw": later("更正前距离（米）"), "grid": later("坐标系"),
    "there": later("坐标所在"), "named": later("地址指向"), "point": later("坐标"),
    "address": later("地址"), "others": later("同场所其他电梯（台）"),
    "storey": later("平均层高（米）"),
    "persons": later("额定人数"), "stops": later("站数"), "labels": later("层站标识（个）"),
    "street": later("街镇"), "district": later("所属区"), "earlier": later("应在先"),
    "later": later("应在后"), "heard": later("监测到的层站"), "grounds": later("依据"),
    "fitting": later("符合的候选"), "against": later("与之矛盾"), "likeness": later("相似度"),
    "probability": later("匹配概率"), "spellings": later("各种写法"), "count": later("数量"),
}  # fmt: skip
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
    if isinstance(value, str) and value in areas:
        return spoken(areas[value])
    if isinstance(value, str) and value in {str(field) for field in Field}:
        return spoken(field_words(value))
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list | tuple):
        return "、".join(input_words(value=one, areas=areas) for one in value) or "—"
    return spoken(value_words(field="", value=value, areas=areas))


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
