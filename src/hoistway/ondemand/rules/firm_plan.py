"""What a firm's plan must say: work standard, service promise, quality system."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_THREE = "286号 附件2 二 3"
_ONE = "286号 附件2 二 1"
_TWO = "286号 附件2 二 2"


class PlanPart(StrEnum):
    """The parts of a plan; the first two are public from the day of the listing (C7)."""

    STANDARD = "standard"
    PROMISE = "promise"
    QUALITY = "quality"
    SYSTEMS = "systems"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanField:
    """One thing that a plan says.

    A text has at least `least` signs; a number, where `unit` is given, lies between `least` and
    `most`; both ends included. `source` is the clause or the reason of the limit.
    """

    code: str
    part: PlanPart
    zh: str
    en: str
    source: str
    least: int = 0
    most: int = 6000
    unit: tuple[str, str] | None = None
    choices: tuple[tuple[str, str, str], ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class PlanFault:
    """What is wrong with one thing of a plan, in both languages."""

    code: str
    zh: str
    en: str


_HOURS, _DAYS, _MINUTES = ("小时", "hours"), ("天", "days"), ("分钟", "minutes")

FIELDS = (
    PlanField(
        code="standard", part=PlanPart.STANDARD, zh="按需维保工作标准", en="Work standard",
        least=100, source=f"{_THREE}: 企业维保工作标准. Chosen: a hundred signs say something",
    ),
    PlanField(
        code="watch_hours", part=PlanPart.STANDARD, zh="线上监测值守（每天）",
        en="Monitoring desk staffed, a day", unit=_HOURS, least=24, most=24,
        source="286号 二（三）: 线上全天候监测",
    ),
    PlanField(
        code="safety_hours", part=PlanPart.STANDARD, zh="涉及安全的监测异常到场时限",
        en="On site after a finding that touches safety, within", unit=_HOURS, least=1, most=24,
        source="Chosen: issue of the pilot, safety at most 24 h",
    ),
    PlanField(
        code="other_days", part=PlanPart.STANDARD, zh="其他监测异常处理时限",
        en="Other findings dealt with within", unit=_DAYS, least=1, most=7,
        source="Chosen: issue of the pilot, other at most 7 d",
    ),
    PlanField(
        code="gap_days", part=PlanPart.STANDARD, zh="现场维保最长间隔",
        en="Longest gap between visits on site", unit=_DAYS, least=15, most=90,
        source="286号 二（三）: 最长不得超过3个月. Chosen: no three months have fewer days than 90 "
        "but those with February; the calendar rule holds besides",
    ),
    PlanField(
        code="promise", part=PlanPart.PROMISE, zh="服务质量承诺", en="Service promise", least=50,
        source=f"{_THREE}: 服务质量承诺. Chosen: fifty signs say something",
    ),
    PlanField(
        code="rescue_minutes", part=PlanPart.PROMISE, zh="困人到场时限",
        en="On site when people are trapped, within", unit=_MINUTES, least=1, most=30,
        source="TSG T5002-2017 art. 6 (M): 30 minutes in the city's districts",
    ),
    PlanField(
        code="repair_hours", part=PlanPart.PROMISE, zh="故障修复时限",
        en="Faults mended within", unit=_HOURS, least=1, most=72,
        source="Chosen: three days without a lift are the most a resident is asked to bear",
    ),
    PlanField(
        code="quality", part=PlanPart.QUALITY, zh="质量管理体系", en="Quality system", least=50,
        source=f"{_THREE}: 质量管理体系. Chosen: fifty signs say something",
    ),
    PlanField(
        code="quality_head", part=PlanPart.QUALITY, zh="质量负责人", en="Head of quality",
        least=2, most=60, source=_THREE,
    ),
    PlanField(
        code="audit_months", part=PlanPart.QUALITY, zh="内部审核间隔",
        en="Internal audits every", unit=("个月", "months"), least=1, most=12,
        source="Chosen: at least yearly, as quality systems are audited (ISO 9001 9.2, M)",
    ),
    PlanField(
        code="platform", part=PlanPart.SYSTEMS, zh="远程监测平台", en="Monitoring platform",
        choices=(("own", "自建", "Own"), ("third", "第三方", "Of a third party")),
        source=f"{_ONE}: 自建或者使用第三方平台",
    ),
    PlanField(
        code="platform_name", part=PlanPart.SYSTEMS, zh="平台名称", en="Name of the platform",
        least=2, most=80, source=_ONE,
    ),
    PlanField(
        code="records", part=PlanPart.SYSTEMS, zh="维保记录方式", en="Maintenance is recorded in",
        choices=(
            ("app", "本平台维保小程序", "The app of this platform"),
            ("own", "自有维保信息化系统（已对接）", "An own system, connected"),
        ),
        source=_TWO,
    ),
    PlanField(
        code="plan_file", part=PlanPart.PAPERS, zh="加盖公章的方案（PDF 或扫描件）",
        en="The plan with the firm's seal (PDF or scan)", least=64, most=64,
        source="286号 附件2 四（一）: 加盖公章的“按需维保”方案; kept by its SHA-256",
    ),
)  # fmt: skip
BY_CODE = {field.code: field for field in FIELDS}


def plan_faults(*, plan: Mapping[str, object]) -> tuple[PlanFault, ...]:
    """Return what a plan lacks or says beyond a limit, in the order of the form.

    Source: 286号 附件2 二 3: standard, promise and quality system at least.

    Example:
        >>> [one.code for one in plan_faults(plan={})][:2]
        ['standard', 'watch_hours']
    """
    found = (_fault(field, plan.get(field.code)) for field in FIELDS)
    return tuple(fault for fault in found if fault is not None)


def fields_of(*, part: PlanPart) -> tuple[PlanField, ...]:
    """Return the fields of one part, in their order."""
    return tuple(field for field in FIELDS if field.part is part)


def public_text(*, plan: Mapping[str, object]) -> tuple[str, str]:
    """Return the work standard and the promise as they must stand on the firm's own page.

    Source: 286号 附件2 四（三）: 公布维保工作标准和质量承诺.
    """
    return str(plan.get("standard", "")), str(plan.get("promise", ""))


def _fault(field: PlanField, said: object) -> PlanFault | None:
    if said in (None, ""):
        return None if field.optional else PlanFault(field.code, "未填写", "is missing")
    if field.unit is not None:
        return _of_number(field, said)
    text = str(said).strip()
    if field.choices:
        known = any(text == code for code, _, _ in field.choices)
        return None if known else PlanFault(field.code, "不是可选的值", "is none of the choices")
    if len(text) < field.least:
        return PlanFault(
            field.code, f"少于 {field.least} 字", f"has fewer than {field.least} signs"
        )
    if len(text) > field.most:
        return PlanFault(field.code, f"多于 {field.most} 字", f"has more than {field.most} signs")
    return None


def _of_number(field: PlanField, said: object) -> PlanFault | None:
    if isinstance(said, int) and field.least <= said <= field.most:
        return None
    zh, en = field.unit or ("", "")
    if field.least == field.most:
        return PlanFault(field.code, f"应为 {field.most} {zh}", f"must be {field.most} {en}")
    return PlanFault(
        field.code, f"应在 {field.least} 至 {field.most} {zh}之间",
        f"must lie between {field.least} and {field.most} {en}",
    )  # fmt: skip
