"""The words of the riders room."""

from hoistway.foundation.terms import Term


class AskerKind(Term):
    """Where the one who asks for help stands."""

    INSIDE = "inside", "我在电梯里", "Inside the elevator", "286号 附件1 二（一）"
    OUTSIDE = "outside", "我在外面，有人被困", "Outside, someone is shut in", "frontend.md 11"
    AT_ESCALATOR = "at_escalator", "扶梯旁", "At the escalator", "requirements G"


class Suspicion(Term):
    """Why a request deserves a second look; it is never refused for that."""

    NONE = "none", "无", "None", "house"
    UNVERIFIED_CODE = "unverified_code", "码未能核验", "Code could not be verified", "house"
    MANY_PLACES = "many_places", "同一网络短时间多处求救", "Many places from one address", "house"


class Need(Term):
    """Who in the car needs more care."""

    ELDERLY = "elderly", "老人", "Elderly person", "frontend.md 11"
    CHILD = "child", "孩子", "Child", "frontend.md 11"
    PREGNANT = "pregnant", "孕妇", "Pregnant", "frontend.md 11"
    HURT = "hurt", "有人受伤", "Somebody is hurt", "frontend.md 11"
    UNWELL = "unwell", "有人不适", "Somebody is unwell", "frontend.md 11"


class WrongFact(Term):
    """Which public fact a passenger corrects; the code is the field of the claim."""

    ADDRESS = "address", "地址", "Address", "286号 附件1 二（一）数据纠错"
    ESTATE = "estate", "小区或楼盘名称", "Name of the estate", "286号 附件1 二（一）数据纠错"
    BUILDING = "building", "楼号", "Building", "286号 附件1 二（一）数据纠错"
    NAME = "name", "电梯编号或名称", "Name of the elevator", "286号 附件1 二（一）数据纠错"
    USE_UNIT = "use_unit", "使用单位（物业）", "Use unit", "286号 附件1 二（一）数据纠错"
    FIRM = "firm", "保养单位", "Maintenance firm", "286号 附件1 二（一）数据纠错"
    FLOORS = "floors", "层数", "Number of floors", "286号 附件1 二（一）数据纠错"
    POSTED_PHONE = (
        "facts.posted_phone", "张贴的电话", "Telephone number posted",
        "286号 附件1 二（一）数据纠错",
    )  # fmt: skip


_ANNEX = "286号 附件1 一、二（一）"
_PUBLIC = "286号 二（四）"


class ReportKind(Term):
    """What the public may say of an elevator, apart from calling for help."""

    FAULT = "fault", "故障报修", "Fault report", _ANNEX
    COMPLAINT = "complaint", "投诉", "Complaint", _ANNEX
    SUGGESTION = "suggestion", "建议", "Suggestion", _ANNEX
    CORRECTION = "correction", "数据纠错", "Data correction", _ANNEX


class Topic(Term):
    """What a report is about; a fault's topic is what passengers can see of it."""

    DOOR = "door", "门不正常", "Doors", _ANNEX
    NOT_RUNNING = "not_running", "不能用", "Out of order", _ANNEX
    SHAKING = "shaking", "抖动或异响", "Shaking or noise", _ANNEX
    UNEVEN = "uneven", "停不平", "Not level with the floor", _ANNEX
    BUTTON = "button", "按钮或显示", "Buttons or display", _ANNEX
    LIGHT = "light", "灯或风扇", "Light or fan", _ANNEX
    ALARM_DEAD = "alarm_dead", "警铃或电话不通", "Alarm or phone dead", _ANNEX
    WATER = "water", "进水", "Water inside", _ANNEX
    HANDRAIL = "handrail", "扶手带", "Handrail", _ANNEX
    STEP = "step", "梯级或踏板", "Steps or pallets", _ANNEX
    OTHER_FAULT = "other_fault", "其他故障", "Another fault", _ANNEX
    OFTEN_BROKEN = "often_broken", "总是坏", "Breaks again and again", _PUBLIC
    POOR_MAINTENANCE = "poor_maintenance", "维保不认真", "Poor maintenance", _PUBLIC
    SLOW_RESCUE = "slow_rescue", "救援慢", "Slow rescue", _PUBLIC
    NO_ANSWER = "no_answer", "物业不理", "Nobody answers", _PUBLIC
    NOT_INSPECTED = "not_inspected", "没有按时检验", "Not inspected in time", _PUBLIC
    OTHER_MATTER = "other_matter", "其他问题", "Another matter", _PUBLIC
    IDEA = "idea", "建议", "Suggestion", _PUBLIC
    WRONG_DATA = "wrong_data", "信息有误", "Wrong information", _ANNEX


class ReportState(Term):
    """Where a report stands."""

    OPEN = "open", "处理中", "Being handled", _PUBLIC
    ANSWERED = "answered", "已答复", "Answered", _PUBLIC
    CLOSED = "closed", "已办结", "Closed", _PUBLIC
    OUTSIDE = "outside", "已转热线办理", "With the city's hotline", _PUBLIC
    HIDDEN = "hidden", "已屏蔽", "Hidden", "house"

    @classmethod
    def open_states(cls) -> frozenset["ReportState"]:
        """States in which somebody still has to act."""
        return frozenset({cls.OPEN, cls.OUTSIDE})


class Desk(Term):
    """Whose turn it is."""

    USE_UNIT = "use_unit", "使用单位", "Use unit", _PUBLIC
    FIRM = "firm", "维保单位", "Maintenance firm", _PUBLIC
    DISTRICT = "district", "区市场监管局", "District bureau", _PUBLIC
    CITY = "city", "市市场监管局", "City bureau", _PUBLIC


class ReportDeed(Term):
    """A step on the way of a report."""

    FILE = "file", "提交", "Reported", _ANNEX
    JOIN = "join", "并入同一事项", "Joined to the same matter", "house"
    ME_TOO = "me_too", "我也遇到", "Me too", "house"
    TAKE_UP = "take_up", "已受理", "Taken up", _PUBLIC
    PASS_ON = "pass_on", "转办", "Passed on", _PUBLIC
    ANSWER = "answer", "答复", "Answered", _PUBLIC
    MENDED = "mended", "反映人：已解决", "Reporter: mended", _PUBLIC
    NOT_MENDED = "not_mended", "反映人：没解决", "Reporter: not mended", _PUBLIC
    REOPEN = "reopen", "重开并上交", "Reopened, one level up", _PUBLIC
    ESCALATE = "escalate", "逾期上交", "Overdue, moved up", _PUBLIC
    VERIFY = "verify", "核实", "Verified", "286号 附件2 投诉"
    OUTSIDE = "outside", "转热线", "Handed to the hotline", _PUBLIC
    OUTSIDE_NEWS = "outside_news", "热线反馈", "News of the hotline", _PUBLIC
    CLOSE = "close", "办结", "Closed", _PUBLIC
    HIDE = "hide", "屏蔽", "Hidden", "house"
    APPEAL = "appeal", "申诉", "Appealed", "house"
    SHOW = "show", "恢复", "Shown again", "house"
    KEEP_HIDDEN = "keep_hidden", "维持屏蔽", "Stays hidden", "house"
    SHOW_PHOTO = "show_photo", "照片可公开", "Photo may be seen", "house"
    HIDE_PHOTO = "hide_photo", "照片不公开", "Photo stays hidden", "house"
    ERASE = "erase", "删除个人信息", "Personal data erased", "个人信息保护法 art. 47"
    NOTE = "note", "内部记录", "Note", "house"


class ReportVerdict(Term):
    """What somebody found who looked into it."""

    MAINTENANCE = "maintenance", "属实：维保质量", "True: maintenance quality", "286号 附件2"
    OTHER = "other", "属实：其他原因", "True: another cause", "286号 附件2"
    NOT_TRUE = "not_true", "不属实", "Not true", "286号 附件2"
    UNCLEAR = "unclear", "无法核实", "Cannot be verified", "house"


class PhotoState(Term):
    """Who may see a photo of a reporter."""

    HELD = "held", "待审核", "Held", "house"
    SHOWN = "shown", "可公开", "May be seen", "house"
    HIDDEN = "hidden", "不公开", "Hidden", "house"
    ERASED = "erased", "已删除", "Erased", "个人信息保护法 art. 47"
