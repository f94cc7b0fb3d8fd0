"""The words of a maintenance firm's further duties."""

from hoistway.foundation.terms import Term

_T5002 = "TSG T5002-2017 art. 5 (M)"


class NoticeKind(Term):
    """What a firm tells a use unit in writing."""

    REPAIR = (
        "repair", "需要修理或改造", "Repair or alteration needed", "TSG T5002-2017 art. 11 (M)",
    )  # fmt: skip
    HAZARD = "hazard", "事故隐患", "Hazard", "TSG T5002-2017 art. 10 (M)"
    DO_NOT_USE = (
        "do_not_use", "停止使用告知", "Do not use",
        "上海市电梯安全管理办法 (市政府令第76号, 2023) (M)",
    )  # fmt: skip
    SOLUTION = (
        "solution", "故障处理方案", "How a fault will be cleared",
        "上海市电梯安全管理办法 (市政府令第76号, 2023) (M)",
    )  # fmt: skip


class HazardGrade(Term):
    """How grave a hazard is; a serious one goes to the district too."""

    ORDINARY = "ordinary", "一般事故隐患", "Ordinary hazard", "TSG T5002-2017 art. 10 (M)"
    SERIOUS = "serious", "严重事故隐患", "Serious hazard", "TSG T5002-2017 art. 10 (M)"


class DutyKind(Term):
    """What a firm does by itself, at its times."""

    DRILL = "drill", "应急演练", "Rescue drill", _T5002
    TRAINING = "training", "人员培训", "Training", _T5002
    QUALITY_CHECK = "quality_check", "维保质量抽查", "Own quality spot-check", _T5002
