"""Words of the schedule: how near a last day is, why a planned visit was withdrawn."""

from hoistway.foundation.terms import Term

_GAP = "特种设备安全监察条例 art. 31"


class Urge(Term):
    """How near the last day of the next visit is."""

    OVERDUE = "overdue", "已逾期", "Overdue", _GAP
    TODAY = "today", "今天到期", "Due today", _GAP
    SOON = "soon", "即将到期", "Due soon", "house"
    LATER = "later", "未到期", "Not due yet", "house"
    PAUSED = "paused", "停用中", "Out of use", "TSG 08 (M)"


class VoidReason(Term):
    """Why a planned visit was withdrawn before anybody came."""

    SUPERSEDED = "superseded", "计划已更新", "The plan has moved on", "house"
    HANDED_OVER = "handed_over", "维保单位已变更", "Another firm answers now", "286号 二（一）"
    OUT_OF_USE = "out_of_use", "电梯停用或报废", "The elevator is out of use", "TSG 08 (M)"
