"""The words of the year plans."""

from hoistway.foundation.terms import Term

_ANNEX = "286号 附件2 三 4"


class YearPlanState(Term):
    """Where a version of an elevator's plan stands."""

    PROPOSED = "proposed", "平台建议", "Proposed by the platform", "requirements C4"
    ADOPTED = "adopted", "已采用", "Adopted by the firm", _ANNEX
    SUPERSEDED = "superseded", "已被新版替代", "Superseded", "house"
    ENDED = "ended", "已终止", "Ended", "house"

    @classmethod
    def living(cls) -> frozenset["YearPlanState"]:
        """Return the states in which a version still matters."""
        return frozenset({cls.PROPOSED, cls.ADOPTED})


class LineReason(Term):
    """What speaks most for the interval of one item."""

    RULE_LEVEL = "rule_level", "按规则原周期", "The rule's own interval", "TSG T5002-2017"
    CAP = "cap", "不得超过3个月", "Never above three months", "286号 二（三）"
    SAFETY_ITEM = "safety_item", "安全项目每次到场检查", "Safety item, at every visit", "house"
    YEARLY_TEST = "yearly_test", "年度试验不得省略", "Yearly test, never skipped", "requirements C5"
    REMOTE_DATA = "remote_data", "监测数据持续覆盖", "Covered by monitoring data", _ANNEX
    MAKERS_LIMIT = "makers_limit", "维保说明书规定", "The maker's manual", _ANNEX
    AGE = "age", "使用年限", "Age", _ANNEX
    PART_AGE = "part_age", "部件年限", "Age of a part", _ANNEX
    USE = "use", "使用强度", "How much it is used", _ANNEX
    EVIDENCE = "evidence", "同类电梯的实际经验", "What elevators of its kind have shown", _ANNEX
    ONE_STEP = "one_step", "逐级延长", "One step at a time", "house"
    NEW = "new", "新装磨合期", "Newly installed", "house"
    FAULTS = "faults", "故障率", "Rate of faults", _ANNEX
    INDICATOR = "indicator", "监测指标偏离", "An indicator departs from its past", _ANNEX
    DEFECT = "defect", "检验发现问题", "An inspection's defect", _ANNEX
    THIN_DATA = "thin_data", "数据不足，趋向固定周期", "Too few data: towards fixed", "house"
    FIRMS_CHOICE = "firms_choice", "维保单位调整", "The firm's choice", _ANNEX


class LimitKind(Term):
    """What no plan may do, whoever asks."""

    GAP = "gap", "现场维保间隔不得超过3个月", "Never above three months on site", "286号 二（三）"
    YEAR = "year", "间隔不得超过12个月", "Never above twelve months", "TSG T5002-2017"
    TEST = (
        "test", "年度试验须每年在现场进行", "A yearly test is done on site every year",
        "requirements C5",
    )  # fmt: skip
    WAY = "way", "该项目只能在现场检查", "This item is checked on site only", "house"
    CONTACT = (
        "contact", "该项目须现场确认，不能只靠远程", "Data alone do not do for this item", "house",
    )  # fmt: skip
    MAKER = "maker", "不得超过维保说明书的间隔", "Never above what the manual names", _ANNEX
    MISSING = "missing", "缺少该项目", "This item is missing", _ANNEX
    STRANGE = "strange", "不是该电梯的维保项目", "No item of this elevator", "TSG T5002-2017"
    INTERVAL = "interval", "须填写天数或月数之一", "Days or months, one of the two", _ANNEX
