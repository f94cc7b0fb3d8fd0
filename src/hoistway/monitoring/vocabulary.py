"""The words of remote monitoring: what is measured, and what departs from the past."""

from hoistway.foundation.terms import Term

_NOTICE = "286号 二（三）"
_STATUS = "GB/T 24476-2017 clause 9"


class IndicatorKind(Term):
    """What is measured of an elevator each day."""

    DOOR_OPENING = "door_opening", "开门时间", "Door opening time", _STATUS
    DOOR_CLOSING = "door_closing", "关门时间", "Door closing time", _STATUS
    DOOR_REVERSALS = "door_reversals", "关门反复率", "Door reversals per hundred cycles", _STATUS
    DOOR_BLOCKED = "door_blocked", "开门失败率", "Failed openings per hundred cycles", _STATUS
    RELEVELLING = "relevelling", "再平层率", "Re-levelling per hundred stops", _STATUS
    RUN_TIME = "run_time", "单程运行时间", "Time of a run per floor", _STATUS
    STARTS = "starts", "启动次数", "Starts", _STATUS
    SIGNALS = "signals", "故障代码次数", "Fault codes", "GB/T 24476-2017 clause 11"
    STOPS_OFF_LEVEL = "stops_off_level", "非平层停车", "Stops outside the zone", _STATUS
    SILENCE = "silence", "监测离线", "Not heard", "286号 附件2 三 2 持续在线"


class DeviationState(Term):
    """Where a deviation stands."""

    OPEN = "open", "待处置", "Open", _NOTICE
    ORDERED = "ordered", "已派针对性维保", "Targeted work ordered", _NOTICE
    DONE = "done", "已到场处置", "Worked on", _NOTICE
    SETTLED = "settled", "指标恢复正常", "Back to normal", "house"
    DISMISSED = "dismissed", "人工判定无需处置", "Dismissed by a person", "house"

    @classmethod
    def open_states(cls) -> frozenset["DeviationState"]:
        """States in which a remote item does not count."""
        return frozenset({cls.OPEN, cls.ORDERED})

    @classmethod
    def watched_states(cls) -> frozenset["DeviationState"]:
        """States after which the indicator is still held against the past it had before."""
        return frozenset({cls.OPEN, cls.ORDERED, cls.DONE})


class HealthState(Term):
    """What monitoring says of an elevator as a whole."""

    UNKNOWN = "unknown", "数据不足", "Too little data", "house"
    NORMAL = "normal", "与往常一致", "As in its past", "house"
    WATCHED = "watched", "有变化、在观察", "Changing, watched", "house"
    DEVIATING = "deviating", "有偏离", "Deviating", _NOTICE
