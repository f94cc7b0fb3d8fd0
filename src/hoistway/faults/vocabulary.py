"""The words of faults: what is wrong, who saw it, where it stands, why it happened."""

from hoistway.foundation.terms import Term

_SIGNALS = "GB/T 24476-2017 (codes)"
_ANNEX = "286号 附件1 二（一）故障报修"
_STAIRS = "GB/T 24476-2017 (codes), escalators"
_CAUSES = "CPASE M 001-2015 D (names)"


class FaultGroup(Term):
    """What part of an elevator a fault is about; sightings of one group are one fault."""

    DOOR = "door", "门", "Doors", _CAUSES
    STANDSTILL = "standstill", "停运", "Out of order", _ANNEX
    RIDE = "ride", "运行", "Ride", _ANNEX
    LEVEL = "level", "平层", "Levelling", _ANNEX
    SAFETY = "safety", "安全保护", "Safety devices", _CAUSES
    INSIDE = "inside", "轿厢与操纵", "Car and controls", _ANNEX
    CALL = "call", "报警装置", "Emergency call", _ANNEX
    HANDRAIL = "handrail", "扶手带与梯级", "Handrail and steps", _ANNEX
    OTHER = "other", "其他", "Other", "house"


class FaultKind(Term):
    """What is wrong, in the words of whoever saw it; codes of signals as GB/T 24476-2017."""

    SAFETY_CIRCUIT = "safety_circuit", "运行时安全回路断路", "Safety circuit opened", _SIGNALS
    DOOR_CLOSING = "door_closing", "关门故障", "Door does not close", _SIGNALS
    DOOR_OPENING = "door_opening", "开门故障", "Door does not open", _SIGNALS
    OFF_ZONE = "off_zone", "开锁区域外停止", "Stopped outside the door zone", _SIGNALS
    UNINTENDED = "unintended", "轿厢意外移动", "Unintended car movement", _SIGNALS
    RUN_TIME = "run_time", "电动机运转时间限制器动作", "Motor run-time limiter", _SIGNALS
    POSITION_LOST = "position_lost", "楼层位置丢失", "Floor position lost", _SIGNALS
    BLOCKED = "blocked", "防止再运行故障", "Prevented from running again", _SIGNALS
    NOT_RUNNING = "not_running", "电梯不运行", "Does not run", _ANNEX
    SHAKING = "shaking", "抖动或异响", "Shakes or is noisy", _ANNEX
    UNEVEN = "uneven", "停不平", "Does not stop level", _ANNEX
    BUTTON = "button", "按钮或显示失灵", "Buttons or display fail", _ANNEX
    LIGHT = "light", "照明或通风", "Light or fan", _ANNEX
    ALARM_DEAD = "alarm_dead", "警铃或对讲不通", "Alarm or intercom dead", _ANNEX
    WATER = "water", "进水", "Water inside", _CAUSES
    OVERSPEED = "overspeed", "超速保护动作", "Overspeed protection operated", _STAIRS
    REVERSAL = "reversal", "非操纵逆转", "Ran the wrong way by itself", _STAIRS
    HANDRAIL = "handrail", "扶手带异常", "Handrail faulty", _ANNEX
    STEP = "step", "梯级或踏板异常", "Step or pallet faulty", _ANNEX
    ENTRAPMENT = "entrapment", "困人", "Entrapment", "286号 二（五）"
    OTHER = "other", "其他故障", "Other fault", "house"


class FaultSource(Term):
    """Who saw it."""

    TELEMETRY = "telemetry", "远程监测", "Remote monitoring", "286号 二（三）"
    RIDER = "rider", "扫码报修", "Scanned code", _ANNEX
    USE_UNIT = "use_unit", "使用单位", "Use unit", "286号 附件1 二（三）报修"
    TECHNICIAN = "technician", "维保人员", "Technician", "286号 附件1 二（二）急修"
    DESK = "desk", "应急处置中心", "Dispatch centre", "286号 二（五）电话"
    RESCUE = "rescue", "救援", "Rescue", "286号 二（五）"


class FaultState(Term):
    """Where a fault stands."""

    OPEN = "open", "待处理", "Open", _ANNEX
    UNDER_REPAIR = "under_repair", "修理中", "Under repair", "286号 附件1 二（二）急修"
    MENDED = "mended", "已修复", "Mended", "286号 附件1 二（三）"
    CLOSED = "closed", "已查明", "Cause found", _CAUSES
    FALSE = "false", "误报", "No fault", "house"

    @classmethod
    def open_states(cls) -> frozenset["FaultState"]:
        """States in which the elevator still has the fault."""
        return frozenset({cls.OPEN, cls.UNDER_REPAIR})


class FaultCause(Term):
    """Why it happened, after investigation."""

    EQUIPMENT = "equipment", "设备本身", "Equipment", _CAUSES
    MAINTENANCE = "maintenance", "维保不到位", "Maintenance", _CAUSES
    USE = "use", "使用或人为", "Use", _CAUSES
    OUTSIDE = "outside", "外部原因", "Outside", _CAUSES
    FALSE = "false", "误报", "False report", "house"


class FaultDeed(Term):
    """A step on the way of a fault."""

    OPEN = "open", "发现", "Found", _ANNEX
    ORDER = "order", "派修", "Repair ordered", "286号 附件1 二（二）急修"
    MEND = "mend", "修复", "Mended", "286号 附件1 二（三）"
    REOPEN = "reopen", "未修好，重开", "Reopened", _ANNEX
    JUDGE = "judge", "认定原因", "Cause judged", _CAUSES
    APPEAL = "appeal", "提出异议", "Appealed", "requirements F2"
    UPHOLD = "uphold", "维持认定", "Judgement upheld", "requirements F2"
    REVISE = "revise", "更改认定", "Judgement changed", "requirements F2"
    DISMISS = "dismiss", "误报", "Found to be no fault", "house"
    NOTE = "note", "说明", "Note", "house"
