"""The words of the lifecycle room."""

from hoistway.foundation.terms import Term


class UseRequestKind(Term):
    """What a use unit asks for; a firm never may."""

    SUSPEND = "suspend", "停用", "Suspend", "TSG 08 (M)"
    RESUME = "resume", "启用", "Resume", "TSG 08 (M)"
    SCRAP = "scrap", "报废", "Scrap", "特种设备安全法 art. 48"
    CHANGE = "change", "变更", "Change of use unit or data", "TSG 08 (M)"


class UseRequestState(Term):
    """What became of a request."""

    FILED = "filed", "待核对", "Filed, to be checked", "house"
    RETURNED = "returned", "已退回", "Returned", "house"
    CONFIRMED = "confirmed", "已确认", "Confirmed", "house"
    IN_FORCE = "in_force", "已生效", "In force", "house"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn", "house"

    @classmethod
    def open_states(cls) -> frozenset["UseRequestState"]:
        """States in which a request still waits for the district or for its day."""
        return frozenset({cls.FILED, cls.CONFIRMED})


class RequestDeed(Term):
    """What is done with a request."""

    WITHDRAW = "withdraw", "撤回", "Withdraw", "house"
    CONFIRM = "confirm", "确认", "Confirm", "TSG 08 (M)"
    RETURN = "return", "退回", "Return", "TSG 08 (M)"
    ENTER = "enter", "生效", "Bring into force", "TSG 08 (M)"


class MilestoneKind(Term):
    """What happened to an elevator in its life."""

    MADE = "made", "制造", "Made", "286号 二（一）全生命周期"
    INSTALLED = "installed", "安装", "Installed", "TSG T7001-2023"
    REGISTERED = "registered", "使用登记", "Registered", "TSG 08 (M)"
    IN_REGISTER = "in_register", "进入本平台", "Entered this register", "house"
    MAINTAINER = "maintainer", "维保单位变更", "Maintenance firm changed", "286号 二（一）维保备案"
    USE_UNIT = "use_unit", "使用单位变更", "Use unit changed", "TSG 08 (M)"
    CHANGED = "changed", "变更登记", "Registered change", "TSG 08 (M)"
    REPAIRED = "repaired", "重大修理", "Major repair", "TSG T7001-2023"
    ALTERED = "altered", "改造", "Altered", "TSG T7001-2023"
    SUSPENDED = "suspended", "停用", "Suspended", "TSG 08 (M)"
    RESUMED = "resumed", "启用", "Resumed", "TSG 08 (M)"
    SCRAPPED = "scrapped", "报废", "Scrapped", "特种设备安全法 art. 48"
    MERGED = "merged", "记录合并", "Records merged", "286号 二（一）"
    SPLIT = "split", "记录拆分", "Records split", "286号 二（一）"
    CORRECTED = "corrected", "数据更正", "Data corrected", "286号 二（一）自动更正"
    RESCUED = "rescued", "困人救援", "Entrapment and rescue", "286号 二（五）"
    INSPECTED = "inspected", "检验检测", "Inspected or tested", "TSG T7001-2023"
    STOPPED = "stopped", "停止使用", "Must not be used", "特种设备安全法 art. 40"
    RELEASED = "released", "解除停止使用", "May be used again", "特种设备安全法 art. 40"
    FAULT = "fault", "故障", "Fault", "286号 附件1 二（一）"
    INSURED = "insured", "责任保险起保", "Liability cover began", "286号 附件2 二（二）3"
    REPORTED = "reported", "公众反映", "Public report", "286号 二（四）"
    ORDERED = (
        "ordered", "监察指令送达", "Order of the inspectorate served",
        "特种设备安全监督检查办法 art. 23",
    )  # fmt: skip
