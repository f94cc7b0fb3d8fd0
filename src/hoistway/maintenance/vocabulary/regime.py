"""Words of the way in which an elevator is maintained: fixed intervals, or on demand."""

from hoistway.foundation.terms import Term
from hoistway.maintenance.vocabulary import Level, VisitKind

_NOTICE = "286号 二（三）"


class Regime(Term):
    """By what the visits to an elevator are fixed."""

    FIXED = "fixed", "固定周期维保", "Fixed intervals", "TSG T5002-2017"
    ON_DEMAND = "on_demand", "按需维保", "On demand", _NOTICE


class ItemWay(Term):
    """How an item may be checked under on-demand maintenance."""

    REMOTE = "remote", "远程检查", "Remote", _NOTICE
    HINT = "hint", "远程提示、现场确认", "Remote hint, confirmed on site", _NOTICE
    SITE = "site", "现场检查", "On site", _NOTICE
    NEVER_REMOTE = "never_remote", "安全项目、只在现场", "Safety item, on site only", _NOTICE


class VisitCause(Term):
    """What fixes the last day of a visit that follows a year plan."""

    LIMIT = "limit", "距上次现场维保满3个月", "Three months since the last visit", _NOTICE
    ITEM = "item", "项目到期", "An item falls due", "286号 附件2 三 4"
    CALIBRATION = "calibration", "限速器校验到期", "The governor's calibration", "TSG T5002-2017"
    SEASON = "season", "汛期或冬季前检查", "Before the season", "TSG T5002-2017 annex D"


def called(*, kind: VisitKind, level: Level | None) -> Term:
    """Return what a visit is called: its level, or «on demand» where it has its items instead.

    Example:
        >>> str(called(kind=VisitKind.MAINTENANCE, level=None))
        'on_demand'
    """
    if level is not None:
        return level
    return Regime.ON_DEMAND if kind is VisitKind.MAINTENANCE else kind
