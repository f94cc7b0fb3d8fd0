"""The words of the emergency room."""

from hoistway.foundation.terms import Term

_SHANGHAI = "上海市智慧电梯平台接口 currentStatus"


class IncidentKind(Term):
    """What has happened; an escalator never entraps (requirements G)."""

    ENTRAPMENT = "entrapment", "困人", "Entrapment", "286号 二（五）"
    INJURY = "injury", "有人受伤或被夹", "Someone hurt or caught", "requirements G"


class IncidentState(Term):
    """Where a rescue stands."""

    OPEN = "open", "新建工单", "Open", f"{_SHANGHAI} 2"
    ACCEPTED = "accepted", "已接单", "Accepted", f"{_SHANGHAI} 3"
    ARRIVED = "arrived", "已签到", "On site", f"{_SHANGHAI} 4"
    FREED = "freed", "已解救", "Freed", "CPASE M 001-2015 H"
    CLOSED = "closed", "已完成", "Closed", f"{_SHANGHAI} 5"
    FALSE_ALARM = "false_alarm", "误报", "False alarm", f"{_SHANGHAI} 7"

    @classmethod
    def open_states(cls) -> frozenset["IncidentState"]:
        """States in which somebody still waits for help."""
        return frozenset({cls.OPEN, cls.ACCEPTED, cls.ARRIVED})

    @classmethod
    def final_states(cls) -> frozenset["IncidentState"]:
        """States after which nothing moves."""
        return frozenset({cls.CLOSED, cls.FALSE_ALARM})


class Deed(Term):
    """What moves a rescue; each one is an entry of the timeline."""

    OPENED = "opened", "立案", "Case opened", "286号 二（五）主动发现"
    REPORTED = "reported", "接到报告", "Report received", "286号 二（五）拓展应急信息来源"
    CALLED = "called", "派单", "Technician called", "286号 二（五）系统自动派单"
    ACCEPTED = "accepted", "接单", "Accepted", f"{_SHANGHAI} 3"
    DECLINED = "declined", "无法前往", "Declined", "上海 2022: “无法救援”按钮"
    WITHDRAWN = "withdrawn", "接单后退出", "Withdrew after accepting", "house"
    UNANSWERED = "unanswered", "未应答", "No answer", "DB37/T 3451-2018"
    STOOD_DOWN = "stood_down", "撤回派单", "Stood down", "house"
    UNDER_WAY = "under_way", "已出发", "Under way", "286号 二（五）过程跟踪"
    ARRIVED = "arrived", "到达现场", "Arrived", f"{_SHANGHAI} 4"
    FREED = "freed", "乘客已救出", "Passengers freed", "286号 二（五）"
    CLEARED = "cleared", "信号恢复正常", "Signals back to normal", "house"
    ESCALATED = "escalated", "升级救援", "Escalated", "DB32/T 4130-2021"
    SHORTFALL = "shortfall", "无可派人员", "Nobody to call", "house"
    NOTED = "noted", "记录", "Note", "house"
    TOLD = "told", "乘客补充", "Passenger added", "requirements E4"
    OVERDUE = "overdue", "超过时限", "Limit passed", "TSG T5002-2017 art. 5"
    CLOSED = "closed", "完工", "Closed", f"{_SHANGHAI} 5"
    FALSE_ALARM = "false_alarm", "误报", "False alarm", f"{_SHANGHAI} 7"
    EVALUATED = "evaluated", "评价", "Evaluated", "286号 二（五）科学评价"


class IncidentSource(Term):
    """Through which channel a report came."""

    PHONE_110 = "S01", "110电话", "110 call", "上海市智慧电梯平台接口 alarmChannel"
    USE_UNIT = "S02", "物业", "Use unit", "上海市智慧电梯平台接口 alarmChannel"
    FIRM = "S03", "维保", "Maintenance firm", "上海市智慧电梯平台接口 alarmChannel"
    TELEMETRY = "S04", "物联网", "Remote monitoring", "上海市智慧电梯平台接口 alarmChannel"
    RIDER = "S05", "扫码求救", "Scanned code", "上海市智慧电梯平台接口 alarmChannel"


class RescueLevel(Term):
    """Who is sent."""

    FIRM = "1", "一级：签约维保单位", "Level 1: the maintaining firm", "DB32/T 4130-2021"
    STATION = "2", "二级：就近救援站", "Level 2: nearest rescue station", "DB32/T 4130-2021"
    FIRE = "3", "三级：119", "Level 3: fire service 119", "DB32/T 4130-2021"


class CallState(Term):
    """What became of one call to one technician."""

    RINGING = "ringing", "待接单", "Ringing", "house"
    ACCEPTED = "accepted", "已接单", "Accepted", "house"
    DECLINED = "declined", "无法前往", "Declined", "house"
    UNANSWERED = "unanswered", "未应答", "No answer", "house"
    STOOD_DOWN = "stood_down", "已撤回", "Stood down", "house"
    DONE = "done", "已完成", "Done", "house"

    @classmethod
    def live_states(cls) -> frozenset["CallState"]:
        """States in which the technician still owes something."""
        return frozenset({cls.RINGING, cls.ACCEPTED})


class DeclineReason(Term):
    """Why a technician cannot go; the reasons are facts for supervision."""

    BUSY = "busy", "正在另一救援现场", "At another rescue", "house"
    FAR = "far", "距离太远，无法按时到达", "Too far to arrive in time", "house"
    BLOCKED = "blocked", "道路或小区无法进入", "Road or estate closed", "上海 2022"
    UNFIT = "unfit", "身体不适", "Unwell", "house"
    OTHER = "other", "其他", "Other", "house"


class Cause(Term):
    """Why people were shut in, first level. Source: cause lists of city reports, dossier 3.4."""

    MISUSE = "misuse", "人为原因", "Misuse", "CPASE M 001-2015 D (names)"
    EXTERNAL = "external", "外部原因", "External", "CPASE M 001-2015 D (names)"
    DOOR = "door", "门系统", "Door system", "CPASE M 001-2015 D (names)"
    TRACTION = "traction", "曳引系统", "Traction", "CPASE M 001-2015 D (names)"
    GUIDE = "guide", "导向系统", "Guides", "CPASE M 001-2015 D (names)"
    CAR = "car", "轿厢", "Car", "CPASE M 001-2015 D (names)"
    ELECTRICAL = "electrical", "电气系统", "Electrical", "CPASE M 001-2015 D (names)"
    CONTROL = "control", "控制系统", "Control", "CPASE M 001-2015 D (names)"
    SAFETY_GEAR = "safety_gear", "安全保护装置", "Safety devices", "CPASE M 001-2015 D (names)"
    OTHER = "other", "其他", "Other", "CPASE M 001-2015 D (names)"

    @classmethod
    def of_the_elevator(cls) -> frozenset["Cause"]:
        """Causes by which the elevator itself has a fault that is to be mended."""
        return frozenset(cls) - {cls.MISUSE, cls.EXTERNAL, cls.OTHER}


class Verdict(Term):
    """Whether a limit was kept."""

    KEPT = "kept", "达标", "Within limit", "286号 二（五）科学评价"
    EXCEEDED = "exceeded", "超时", "Over the limit", "286号 二（五）科学评价"
    NOT_REACHED = "not_reached", "未发生", "Did not happen", "house"


class Unsuitable(Term):
    """Why a technician was not called."""

    OFF_DUTY = "off_duty", "不在班", "Off duty", "house"
    NO_CERTIFICATE = "no_certificate", "证件无效", "No valid certificate", "TSG Z6001-2019"
    STALE_POSITION = "stale_position", "位置过期", "Position too old", "house"
    AT_RESCUE = "at_rescue", "正在救援", "At another rescue", "house"
    ALREADY_CALLED = "already_called", "本次已呼叫", "Already called for this", "house"
    MISSED = "missed", "上次未应答", "Did not answer before", "house"
    FARTHER = "farther", "更远", "Farther away", "house"
