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
