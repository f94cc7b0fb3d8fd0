"""What may be reported: one service of Open311 for each topic, and what each of them asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from hoistway.foundation.refusal import Refusal
from hoistway.openapi.open311.said import Tree, english
from hoistway.riders.queries import needs_words, topics_of
from hoistway.riders.vocabulary import ReportKind, Topic, WrongFact

KINDS: Mapping[Topic, ReportKind] = {
    topic: kind
    for kind in ReportKind
    for has_car in (True, False)
    for topic in topics_of(kind=kind, has_car=has_car)
}
"""Topic → its kind; the code of a topic is the `service_code`."""

_EVERYWHERE = frozenset(topics_of(kind=ReportKind.FAULT, has_car=True)) & frozenset(
    topics_of(kind=ReportKind.FAULT, has_car=False)
)
_ON_STEPS = frozenset(topics_of(kind=ReportKind.FAULT, has_car=False))

_DESCRIPTIONS: Mapping[ReportKind, tuple[str, str]] = {
    ReportKind.FAULT: (
        "电梯故障报修，先由维保单位或使用单位处理，逾期自动上交。",
        "A fault of an elevator; the firm or the use unit answers first, silence moves it up.",
    ),
    ReportKind.COMPLAINT: (
        "对电梯使用、维保、救援或检验的投诉，逾期自动上交。",
        "A complaint about use, maintenance, rescue or inspection; silence moves it up.",
    ),
    ReportKind.SUGGESTION: ("对电梯的建议。", "A suggestion about an elevator."),
    ReportKind.CORRECTION: (
        "电梯公开信息有误，核对后更正登记。",
        "Public information of an elevator is wrong; it is looked into and corrected.",
    ),
}


class NoSuchService(Refusal):
    """Raised when a call names a service that is not in the list."""

    code = "no_such_service"
    zh = "没有 service_code“{code}”。全部服务见 services.json。"
    en = "There is no service_code «{code}»; all are in services.json."
    status = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One attribute of a service: code, datatype, whether it must be given, what to write."""

    code: str
    datatype: str
    required: bool
    words: tuple[str, str]
    variable: bool = True
    values: tuple[tuple[str, tuple[str, str]], ...] = ()


_HELP = Asked(
    code="help", datatype="string", required=False, variable=False,
    words=(
        "有人被困或受伤时不要在此填写：请按轿厢内警铃，扫电梯码求救（{base}/e），或拨打 110。",
        "Shut in or hurt? Press the alarm in the car, call by its code ({base}/e) or dial 110.",
    ),
)  # fmt: skip
_ELEVATOR = Asked(
    code="elevator", datatype="string", required=True,
    words=(
        "电梯码（扫码所得网址或 12 位码）、救援识别码或使用登记编号；也可写入 address_id。",
        "Scanned code (address or 12 signs), rescue or register number; address_id does as well.",
    ),
)  # fmt: skip
_CALM = Asked(
    code="calm", datatype="singlevaluelist", required=False,
    words=(
        "说明像是求救但其实没有人被困、受伤时，填 yes。",
        "Give yes if the description sounds like a call for help and nobody is shut in or hurt.",
    ),
    values=(("yes", ("没有人需要救援", "Nobody needs help")),),
)  # fmt: skip
_FACT = Asked(
    code="fact", datatype="singlevaluelist", required=True,
    words=("哪一项不对？", "What is wrong?"),
    values=tuple((str(fact), (fact.zh, fact.en)) for fact in WrongFact),
)  # fmt: skip
_VALUE = Asked(
    code="value", datatype="string", required=True, words=("正确的是", "What is right"),
)  # fmt: skip


def asked_of(*, topic: Topic) -> tuple[Asked, ...]:
    """Return the attributes of a service, in the order in which they are shown."""
    more = (_FACT, _VALUE) if topic is Topic.WRONG_DATA else ()
    return (_HELP, _ELEVATOR, *more, _CALM)


def service_named(*, code: str) -> Topic:
    """Return the topic that a `service_code` names. Raises: NoSuchService."""
    known = {str(topic): topic for topic in KINDS}
    if code not in known:
        raise NoSuchService(code=code[:40])
    return known[code]


def services() -> Tree:
    """Return the tree of the list of services."""
    return [_service(topic, kind) for topic, kind in KINDS.items()]


def _service(topic: Topic, kind: ReportKind) -> Tree:
    language = get_language() or "zh"
    return {
        "service_code": str(topic),
        "service_name": topic.in_language(language),
        "description": _description(topic, kind),
        "metadata": True,
        "type": "realtime",
        "keywords": ",".join(["电梯", "elevator", kind.zh, kind.en, topic.zh, topic.en]),
        "group": kind.in_language(language),
    }


def _description(topic: Topic, kind: ReportKind) -> str:
    said = [_DESCRIPTIONS[kind][english()]]
    if kind is ReportKind.FAULT and topic not in _EVERYWHERE:
        only = (
            ("仅限自动扶梯和自动人行道。", "Escalators and moving walks only.")
            if topic in _ON_STEPS
            else ("不含自动扶梯和自动人行道。", "Not on escalators and moving walks.")
        )
        said.append(only[english()])
    if needs_words(topic=topic):
        said.append(("须写 description。", "It needs a description.")[english()])
    return (" " if english() else "").join(said)


def definition_of(*, topic: Topic) -> Tree:
    """Return the tree of what a service asks."""
    attributes = []
    for order, asked in enumerate(asked_of(topic=topic), start=1):
        told: dict[str, Tree] = {
            "variable": asked.variable, "code": asked.code, "datatype": asked.datatype,
            "required": asked.required, "datatype_description": "", "order": order,
            "description": asked.words[english()].format(base=settings.BASE_URL),
        }  # fmt: skip
        if asked.values:
            told["values"] = [{"key": key, "name": pair[english()]} for key, pair in asked.values]
        attributes.append(told)
    return {"service_code": str(topic), "attributes": attributes}
