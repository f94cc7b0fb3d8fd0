"""The words of a maintenance firm's further duties."""

from hoistway.foundation.terms import Term

_T5002 = "TSG T5002-2017 art. 5 (M)"
_SHANGHAI = "上海市电梯安全管理办法 (市政府令第76号, 2023) (M)"
_WRITTEN = "TSG T5002-2017 art. 11 (M)"
_GRAVE = "TSG T5002-2017 art. 10 (M)"


class NoticeKind(Term):
    """What a firm tells a use unit in writing."""

    REPAIR = "repair", "需要修理或改造", "Repair or alteration needed", _WRITTEN
    HAZARD = "hazard", "事故隐患", "Hazard", _GRAVE
    DO_NOT_USE = "do_not_use", "停止使用告知", "Do not use", _SHANGHAI
    SOLUTION = "solution", "故障处理方案", "How a fault will be cleared", _SHANGHAI

    @classmethod
    def urgent(cls) -> frozenset["NoticeKind"]:
        """What cannot wait for a letter: whoever finds it on site says it at once."""
        return frozenset({cls.HAZARD, cls.DO_NOT_USE, cls.SOLUTION})


class HazardGrade(Term):
    """How grave a hazard is; a serious one goes to the district too."""

    ORDINARY = "ordinary", "一般事故隐患", "Ordinary hazard", _GRAVE
    SERIOUS = "serious", "严重事故隐患", "Serious hazard", _GRAVE


class NoticeState(Term):
    """Where a written notice stands; receipt and acknowledgement are facts beside it."""

    OPEN = "open", "未办结", "Open", "house"
    CLEARED = "cleared", "已报告排除，待复核", "Reported cleared, to be seen", _GRAVE
    ENDED = "ended", "已办结", "Ended", "house"

    @classmethod
    def open_states(cls) -> frozenset["NoticeState"]:
        """The states in which somebody still has to act."""
        return frozenset({cls.OPEN, cls.CLEARED})


class NoticeDeed(Term):
    """A step on the way of a written notice."""

    ISSUE = "issue", "书面告知", "Issued", _WRITTEN
    RECEIVE = "receive", "使用单位签收", "Received by the use unit", _WRITTEN
    ACKNOWLEDGE = "acknowledge", "监管部门收悉", "Acknowledged by the regulator", _GRAVE
    CLEAR = "clear", "报告已排除", "Reported cleared", _GRAVE
    VERIFY = (
        "verify",
        "监管部门复核通过",
        "Found cleared by the regulator",
        "特种设备安全法 art. 67",
    )
    REOPEN = "reopen", "监管部门退回", "Sent back by the regulator", "特种设备安全法 art. 67"
    ESCALATE = "escalate", "逾期升级", "Escalated", "house"


class NoticeNeed(Term):
    """Whose word an open notice still waits for."""

    RECEIPT = "receipt", "使用单位签收", "Receipt by the use unit", _WRITTEN
    ACKNOWLEDGEMENT = (
        "acknowledgement", "监管部门收悉", "Acknowledgement by the regulator", _GRAVE,
    )  # fmt: skip


class DutyKind(Term):
    """What a firm does by itself, at its times or as occasion arises."""

    DRILL = "drill", "应急演练", "Rescue drill", _T5002
    TRAINING = "training", "人员培训", "Training", _T5002
    QUALITY_CHECK = "quality_check", "维保质量抽查", "Own quality spot-check", _T5002
    RESCUE_PLAN = "rescue_plan", "应急措施和救援预案", "Emergency measures and rescue plan", _T5002
    UNIT_HELP = (
        "unit_help", "协助使用单位制定制度和预案", "Help with the use unit's rules and plan",
        _T5002,
    )  # fmt: skip
    INSPECTION_HELP = "inspection_help", "配合检验", "Assistance at an inspection", _T5002

    @classmethod
    def on_site(cls) -> frozenset["DutyKind"]:
        """What is done at one elevator, which the record then names."""
        return frozenset({cls.DRILL, cls.QUALITY_CHECK, cls.UNIT_HELP, cls.INSPECTION_HELP})

    @classmethod
    def with_people(cls) -> frozenset["DutyKind"]:
        """What counts for those who took part, whom the record then names."""
        return frozenset({cls.DRILL, cls.TRAINING})


class Category(Term):
    """For which sort of elevator a drill counts: the annexes of TSG T5002-2017."""

    A = "A", "曳引与强制驱动电梯", "Traction and positive-drive lifts", "TSG T5002-2017"
    B = "B", "液压驱动电梯", "Hydraulic lifts", "TSG T5002-2017"
    C = "C", "杂物电梯", "Dumbwaiters", "TSG T5002-2017"
    D = "D", "自动扶梯与自动人行道", "Escalators and moving walks", "TSG T5002-2017"


class DutyState(Term):
    """How a duty that comes at its times stands on a day."""

    OVERDUE = "overdue", "已逾期", "Overdue", "house"
    SOON = "soon", "即将到期", "Due soon", "house"
    IN_TIME = "in_time", "正常", "In time", "house"
