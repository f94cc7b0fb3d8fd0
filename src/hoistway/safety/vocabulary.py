"""The words of a use unit's own safety duties."""

from hoistway.foundation.terms import Term


class SafetyRound(Term):
    """What a use unit looks after, and how often."""

    DAILY = "daily", "日管控", "Daily control", "令74号 日管控 (M)"
    WEEKLY = "weekly", "周排查", "Weekly look for hazards", "令74号 周排查 (M)"
    MONTHLY = "monthly", "月调度", "Monthly meeting", "令74号 月调度 (M)"


class SafetyPost(Term):
    """Who answers for the safety of a use unit's elevators."""

    HEAD = "head", "主要负责人", "Head of the unit", "令74号 (M)"
    DIRECTOR = "director", "电梯安全总监", "Elevator safety director", "令74号 (M)"
    OFFICER = "officer", "电梯安全员", "Elevator safety officer", "令74号 (M)"


class RoundAnswer(Term):
    """What a use unit says to one line of a round."""

    SOUND = "sound", "无问题", "Nothing wrong", "令74号: 零风险报告 (M)"
    WRONG = "wrong", "有问题", "Something wrong", "令74号 (M)"
    NONE = "none", "不涉及", "Does not apply", "house"


class RoundStanding(Term):
    """How the round of one period stands."""

    KEPT = "kept", "已完成", "Kept", "house"
    LATE = "late", "补记", "Kept late", "house"
    DUE = "due", "待完成", "To be kept", "house"
    MISSING = "missing", "未完成", "Missing", "house"


class RoundFact(Term):
    """What the platform lays out before a round is kept."""

    ELEVATORS = "elevators", "在用电梯", "Elevators in use", "house"
    FAULTS_NEW = "faults_new", "新发生故障", "New faults", "house"
    FAULTS_OPEN = "faults_open", "未修复故障", "Faults still there", "house"
    ENTRAPMENTS = "entrapments", "困人", "Entrapments", "house"
    ALARMS = "alarms", "监测报警", "Alarms of monitoring", "house"
    VISITS_DONE = "visits_done", "已到场维保", "Visits done", "house"
    VISITS_OVERDUE = "visits_overdue", "超期未维保", "Visits overdue", "TSG T5002-2017 art. 6"
    TO_CONFIRM = "to_confirm", "待确认维保记录", "Records to be confirmed", "TSG T5002-2017 art. 9"
    INSPECTIONS_LATE = (
        "inspections_late", "超期未检验检测", "Inspections overdue", "特种设备安全法 art. 40",
    )  # fmt: skip
    INSPECTIONS_NEAR = (
        "inspections_near", "临近检验检测", "Inspections near", "特种设备安全法 art. 40",
    )  # fmt: skip
    STOPS = "stops", "责令停止使用", "Use stopped", "特种设备安全法 art. 84"
    DAILY_MISSED = "daily_missed", "日管控缺失", "Daily rounds missing", "令74号 (M)"
    WEEKLY_MISSED = "weekly_missed", "周排查缺失", "Weekly rounds missing", "令74号 (M)"
    PROBLEMS = "problems", "本期记录的问题", "Problems noted meanwhile", "令74号 (M)"

    @classmethod
    def weighing(cls) -> frozenset["RoundFact"]:
        """Return the facts that make a line begin with «something wrong»."""
        return frozenset(
            {
                cls.FAULTS_OPEN, cls.VISITS_OVERDUE, cls.INSPECTIONS_LATE, cls.STOPS,
                cls.DAILY_MISSED, cls.WEEKLY_MISSED, cls.PROBLEMS,
            }
        )  # fmt: skip
