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


class PolicyPhase(Term):
    """Where a policy stands on a day, by its dates."""

    COMING = "coming", "未起保", "Not begun yet", _NOTICE
    RUNNING = "running", "有效", "In force", _NOTICE
    ENDING = "ending", "即将到期", "Runs out soon", _NOTICE
    ENDED = "ended", "已到期", "Run out", _NOTICE
    CANCELLED = "cancelled", "已退保", "Cancelled", _NOTICE


class PolicyDeed(Term):
    """What was done to a policy."""

    ENTER = "enter", "录入保单", "Policy entered", "house"
    ADD = "add", "增加电梯", "Elevators added", "house"
    END = "end", "终止部分电梯的保障", "Cover of elevators ended", "house"
    CANCEL = "cancel", "退保", "Policy cancelled", "house"


class TableColumn(Term):
    """The columns of a table of policies; one row for each elevator under a policy."""

    NUMBER = "number", "保单号", "Policy number", "house"
    HOLDER_KIND = "holder_kind", "投保人类型", "Taken out by", "house"
    HOLDER = "holder", "投保人", "Policy holder", "house"
    HOLDER_CODE = "holder_code", "统一社会信用代码", "Social credit code", "GB 32100-2015"
    FIRST_DAY = "first_day", "起保日期", "First day", "house"
    LAST_DAY = "last_day", "终保日期", "Last day", "house"
    SUM = "sum", "累计责任限额（元）", "Sum insured (yuan)", "house"
    EACH = "each", "每次事故责任限额（元）", "Limit per accident (yuan)", "house"
    ELEVATOR = "elevator", "注册代码", "Register number", "TSG 08-2017 annex"

    @classmethod
    def needed(cls) -> tuple["TableColumn", ...]:
        """Columns without which a table says nothing."""
        return tuple(one for one in cls if one not in {cls.HOLDER_CODE, cls.EACH})


class RowFault(Term):
    """What is wrong in a row of a table of policies."""

    MISSING = "missing", "没有填写", "is missing", "house"
    KIND_UNKNOWN = (
        "kind_unknown", "应为“使用单位”或“维保单位”", "must be use_unit or firm", "house",
    )  # fmt: skip
    DAY_UNREADABLE = "day_unreadable", "不是日期", "is no date", "house"
    DAYS_REVERSED = (
        "days_reversed", "终保日期早于起保日期，或保险期过长",
        "lies before the first day, or the period is too long", "house",
    )  # fmt: skip
    SUM_UNREADABLE = "sum_unreadable", "不是金额", "is no sum of money", "house"
    SUM_TOO_SMALL = (
        "sum_too_small", "每次事故限额高于累计限额", "exceeds the sum insured", "house",
    )  # fmt: skip
    NUMBER_SPOILT = (
        "number_spoilt", "号码已被表格软件改成科学计数，请设为文本格式",
        "was spoilt by the spreadsheet; format the column as text", "house",
    )  # fmt: skip
    ELEVATOR_UNKNOWN = (
        "elevator_unknown", "登记中没有这台电梯", "is not in the register", "house",
    )  # fmt: skip
    ELEVATOR_SCRAPPED = "elevator_scrapped", "电梯已报废注销", "is scrapped", "house"
    DIFFERS = (
        "differs", "与同一保单号的其他行或已录入的保单不一致",
        "differs from other rows of this policy, or from the policy as entered", "house",
    )  # fmt: skip
    CANCELLED = "cancelled", "该保单已退保", "is cancelled", "house"
