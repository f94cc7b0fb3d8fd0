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
