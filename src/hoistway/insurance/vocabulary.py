"""The words of liability insurance; it is no accident insurance of passengers."""

from hoistway.foundation.terms import Term

_NOTICE = "286号 二（三）、附件2 电梯责任保险"


class PolicyState(Term):
    """Where a policy stands; whether it covers on a day is a question of its dates."""

    IN_FORCE = "in_force", "有效", "In force", _NOTICE
    CANCELLED = "cancelled", "已退保", "Cancelled", _NOTICE


class HolderKind(Term):
    """Who took the policy out."""

    USE_UNIT = "use_unit", "使用单位投保", "Taken out by the use unit", _NOTICE
    FIRM = "firm", "维保单位投保", "Taken out by the maintenance firm", _NOTICE


class CoverStanding(Term):
    """How an elevator stands on a day."""

    COVERED = "covered", "在保", "Covered", _NOTICE
    ENDING = "ending", "即将到期", "Runs out soon", _NOTICE
    LAPSED = "lapsed", "已脱保", "Lapsed", _NOTICE
    NEVER = "never", "未投保", "Never insured", _NOTICE


class PolicySource(Term):
    """By which way a policy came in."""

    PAGE = "page", "页面录入", "Page", "house"
    FILE = "file", "批量文件", "File", "house"
    API = "api", "开放接口", "Open API", "requirements A3"
