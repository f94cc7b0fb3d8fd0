"""The words of the bulletins room."""

from hoistway.foundation.terms import Term


class BulletinScope(Term):
    """Whom a bulletin concerns."""

    CITY = "city", "全市", "The whole city", "286号 附件1 二（一）通知公告"
    JURISDICTION = "jurisdiction", "本辖区", "One jurisdiction", "286号 附件1 二（一）通知公告"
    PLACE = "place", "小区或楼宇", "An estate or building", "286号 附件1 二（一）通知公告"
    ELEVATOR = "elevator", "单台电梯", "One elevator", "286号 附件1 二（一）通知公告"


class BulletinState(Term):
    """How far a bulletin is; whether it has run out follows from its period."""

    SUBMITTED = "submitted", "待审核", "To be checked", "house"
    RETURNED = "returned", "已退回", "Returned", "house"
    PUBLISHED = "published", "已发布", "Published", "286号 附件1 二（一）通知公告"
    WITHDRAWN = "withdrawn", "已撤下", "Taken down", "house"


class BulletinKind(Term):
    """What a bulletin is about."""

    NOTICE = "notice", "通知", "Notice", "286号 附件1 二（一）通知公告"
    STOPPED = (
        "stopped", "停梯公告", "Elevator stopped",
        "上海市电梯安全管理办法（2023）停止运行24小时 (M)",
    )  # fmt: skip
    WORK = "work", "施工公告", "Work announced", "286号 附件1 二（一）通知公告"
    SAFETY = "safety", "安全提示", "Safety advice", "286号 附件1 二（一）通知公告"


class BulletinDeed(Term):
    """What is done with a bulletin."""

    SUBMIT = "submit", "提交审核", "Submit", "house"
    PUBLISH = "publish", "发布", "Publish", "286号 附件1 二（一）通知公告"
    RETURN = "return", "退回", "Return", "house"
    WITHDRAW = "withdraw", "撤下", "Take down", "house"
