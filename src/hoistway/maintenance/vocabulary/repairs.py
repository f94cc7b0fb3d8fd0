"""Words of repairs: from a failed item or a fault to the return to service."""

from hoistway.foundation.terms import Term

_T5002 = "TSG T5002-2017 art. 8 (M)"


class RepairState(Term):
    """Where a repair stands."""

    OPEN = "open", "待修", "To be repaired", _T5002
    UNDER_WAY = "under_way", "修理中", "Under way", _T5002
    REPAIRED = "repaired", "待确认恢复", "Repaired, to be confirmed", "286号 附件1 二（三）"
    RETURNED = "returned", "已恢复使用", "Returned to service", "286号 附件1 二（三）"
    CANNOT_CLEAR = (
        "cannot_clear", "无法消除", "Cannot be cleared",
        "上海市电梯安全管理办法 (市政府令第76号, 2023) (M)",
    )  # fmt: skip
    DROPPED = "dropped", "已撤销", "Dropped", "house"

    @classmethod
    def open_states(cls) -> frozenset["RepairState"]:
        """States in which the fault is still there or not confirmed as gone."""
        return frozenset({cls.OPEN, cls.UNDER_WAY, cls.REPAIRED, cls.CANNOT_CLEAR})


class Urgency(Term):
    """How soon a repair is due."""

    AT_ONCE = "at_once", "立即停用", "At once, out of service", "特种设备安全法 art. 42"
    SOON = "soon", "限期", "Within days", "house"
    NEXT_VISIT = "next_visit", "下次维保", "At the next visit", "house"


class RepairSource(Term):
    """Where a repair comes from."""

    ITEM = "item", "维保项目异常", "Item of a visit", _T5002
    FAULT = "fault", "故障报修", "Reported fault", "286号 附件1 二（二）急修"
    INSPECTION = "inspection", "自行检查", "Self-inspection", "TSG T5002-2017 art. 6 (M)"


class RepairDeed(Term):
    """What moves a repair on."""

    BEGIN = "begin", "开始修理", "Begin", _T5002
    FINISH = "finish", "修理完成", "Repaired", _T5002
    RETURN = "return", "确认恢复使用", "Return to service", "286号 附件1 二（三）"
    REJECT = "reject", "未修好，退回", "Send back", "286号 附件1 二（三）"
    GIVE_UP = (
        "give_up", "无法消除，书面告知", "Cannot be cleared: say so in writing",
        "上海市电梯安全管理办法 (市政府令第76号, 2023) (M)",
    )  # fmt: skip
    STOP = "stop", "停止使用", "Take out of service", "特种设备安全法 art. 42"
    DROP = "drop", "撤销", "Drop", "house"
