"""The words of the on-demand pilot: states, and the clauses of annex 2 by number."""

from hoistway.foundation.terms import Term

_ANNEX = "286号 附件2"


class FirmPilotState(Term):
    """Where a firm's application stands."""

    DRAFT = "draft", "起草中", "Draft", "house"
    SUBMITTED = "submitted", "待市局核对", "Submitted, to be checked", f"{_ANNEX} 四（一）"
    RETURNED = "returned", "退回补正", "Returned with reasons", f"{_ANNEX} 四（一）"
    LISTED = "listed", "已公布", "Listed", f"{_ANNEX} 四（一）"
    EXITED = "exited", "已退出", "Exited", f"{_ANNEX} 四（四）1"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn", "house"
    ENDED = "ended", "试点期满", "Period ended", f"{_ANNEX} 一"

    @classmethod
    def living(cls) -> frozenset["FirmPilotState"]:
        """States of an application that has not ended; a firm has at most one."""
        return frozenset({cls.DRAFT, cls.SUBMITTED, cls.RETURNED, cls.LISTED})


class FirmGround(Term):
    """The fact that decides whether a clause holds for a firm."""

    FULFILLED = "fulfilled", "符合", "Fulfilled", f"{_ANNEX} 二"
    NO_PERIOD = "no_period", "当日不在任何试点期内", "No pilot period is in force", f"{_ANNEX} 一"
    NOTHING_REPORTS = (
        "nothing_reports", "企业平台尚未报送任何电梯", "No elevator of the firm has reported",
        f"{_ANNEX} 二 1",
    )  # fmt: skip
    SHORTLY_KNOWN = (
        "shortly_known", "对接时间不足", "Connected for too few days", f"{_ANNEX} 二 1",
    )  # fmt: skip
    INCOMPLETE = (
        "incomplete", "报送的电梯不完整", "Too many elevators do not report", f"{_ANNEX} 二 1",
    )  # fmt: skip
    NOT_STEADY = "not_steady", "在线率不足", "Online for too small a share", f"{_ANNEX} 二 1"
    NO_VISITS = "no_visits", "近一年没有到期的维保", "No visit fell due in a year", f"{_ANNEX} 二 2"
    OUTSIDE_THE_APP = (
        "outside_the_app", "到期维保未在小程序或已对接系统留下记录",
        "Visits due left no record in the app or a connected system", f"{_ANNEX} 二 2",
    )  # fmt: skip
    GRADE_REFUSED = "grade_refused", "信用等级受限", "Credit grade refused", "286号 二（六）"
    PLAN_LACKS = "plan_lacks", "方案不完整", "The plan is not complete", f"{_ANNEX} 二 3"
    NOT_COMMITTED = (
        "not_committed", "尚未提交自我承诺书", "No self-commitment was handed in",
        f"{_ANNEX} 四（一）",
    )  # fmt: skip


class ElevatorPilotState(Term):
    """Where an elevator stands on its way into the pilot and out of it."""

    PROPOSED = "proposed", "待使用单位同意", "On the firm's list", f"{_ANNEX} 四（二）"
    CONSENTED = "consented", "使用单位已同意", "Consented", f"{_ANNEX} 三 1"
    SUBMITTED = "submitted", "待区局核对", "Submitted to the district", f"{_ANNEX} 四（二）"
    RETURNED = "returned", "退回补正", "Returned with reasons", f"{_ANNEX} 四（二）"
    LISTED = "listed", "试点中", "In the pilot", f"{_ANNEX} 四（三）"
    PROVISIONAL = (
        "provisional", "暂回固定周期", "Provisionally on fixed intervals", "requirements C9",
    )  # fmt: skip
    EXITED = "exited", "已退出", "Exited", f"{_ANNEX} 四（四）2"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn", "house"
    ENDED = "ended", "试点期满", "Period ended", f"{_ANNEX} 一"

    @classmethod
    def living(cls) -> frozenset["ElevatorPilotState"]:
        """States of a way that has not ended; an elevator has at most one."""
        return frozenset(
            {cls.PROPOSED, cls.CONSENTED, cls.SUBMITTED, cls.RETURNED, cls.LISTED, cls.PROVISIONAL}
        )

    @classmethod
    def before_the_district(cls) -> frozenset["ElevatorPilotState"]:
        """States of which the district knows nothing yet."""
        return frozenset({cls.PROPOSED, cls.CONSENTED})

    @classmethod
    def entered(cls) -> frozenset["ElevatorPilotState"]:
        """States of an elevator that the district has listed and nobody has sent out."""
        return frozenset({cls.LISTED, cls.PROVISIONAL})


class PilotDeed(Term):
    """One step on the way of a firm or of an elevator."""

    DRAFTED = "drafted", "起草", "Drafted", "house"
    PROPOSED = "proposed", "列入清单", "Put on the list", f"{_ANNEX} 四（二）"
    CONSENTED = "consented", "同意", "Consented", f"{_ANNEX} 三 1"
    REFUSED = "refused", "不同意", "Refused", f"{_ANNEX} 三 1"
    REVOKED = "revoked", "撤回同意", "Consent revoked", "requirements C3"
    SUBMITTED = "submitted", "报送", "Submitted", f"{_ANNEX} 四"
    RETURNED = "returned", "退回", "Returned", f"{_ANNEX} 四"
    LISTED = "listed", "列入公布", "Listed", f"{_ANNEX} 四"
    REPORTED = "reported", "报送市局", "Reported to the city", f"{_ANNEX} 四（二）"
    PUBLISHED = "published", "公布标准与承诺", "Promise published", f"{_ANNEX} 四（三）"
    WARNED = "warned", "预警", "Warned", "requirements C9"
    FELL_BACK = "fell_back", "暂回固定周期", "Back on fixed intervals for now", "requirements C9"
    RESUMED = "resumed", "恢复试点", "Resumed", "house"
    EXITED = "exited", "退出", "Exited", f"{_ANNEX} 四（四）"
    WITHDRAWN = "withdrawn", "撤回", "Withdrawn", "house"
    ENDED = "ended", "期满", "Period ended", f"{_ANNEX} 一"


class EntryClause(Term):
    """What a firm or an elevator must fulfil; each is computed from facts."""

    PERIOD = "period", "在试点期内", "Within a pilot period", f"{_ANNEX} 一"
    FIRM_LISTED = "firm_listed", "维保单位为已公布试点企业", "Firm listed", f"{_ANNEX} 四（一）"
    FIRM_MONITORING = (
        "firm_monitoring", "企业平台远程监测并对接", "Enterprise platform connected",
        f"{_ANNEX} 二 1",
    )  # fmt: skip
    FIRM_PAPERLESS = (
        "firm_paperless", "小程序或已对接系统维保", "Maintenance by app or connected system",
        f"{_ANNEX} 二 2",
    )  # fmt: skip
    FIRM_PLAN = "firm_plan", "按需维保方案", "Standard, promise, quality", f"{_ANNEX} 二 3"
    FIRM_CREDIT = "firm_credit", "维保单位信用等级", "Credit grade of the firm", "286号 二（六）"
    CONSENT = "consent", "使用单位同意", "Consent of the use unit", f"{_ANNEX} 三 1"
    ONLINE = "online", "监测装置接入并持续在线", "Connected and online", f"{_ANNEX} 三 2"
    INSURED = "insured", "责任保险在保且已接入", "Liability insurance in force", f"{_ANNEX} 三 3"
    YEAR_PLAN = "year_plan", "年度计划表", "Year plan", f"{_ANNEX} 三 4"
    INSPECTED = "inspected", "检验检测合格", "Inspection passed", f"{_ANNEX} 四（四）2（1）"
    ANSWERED_FOR = (
        "answered_for", "维保备案与申报单位一致", "The firm maintains the elevator",
        f"{_ANNEX} 四（二）",
    )  # fmt: skip

    @classmethod
    def of_firms(cls) -> tuple["EntryClause", ...]:
        """What a firm must fulfil."""
        return cls.PERIOD, cls.FIRM_MONITORING, cls.FIRM_PAPERLESS, cls.FIRM_PLAN, cls.FIRM_CREDIT

    @classmethod
    def of_elevators(cls) -> tuple["EntryClause", ...]:
        """What an elevator must fulfil."""
        return (
            cls.PERIOD, cls.FIRM_LISTED, cls.ANSWERED_FOR, cls.CONSENT, cls.ONLINE, cls.INSURED,
            cls.YEAR_PLAN, cls.INSPECTED,
        )  # fmt: skip


class ExitClause(Term):
    """Why a firm or an elevator leaves the pilot."""

    FIRM_FALSE = "firm_false", "提交虚假材料", "False material", f"{_ANNEX} 四（四）1（1）"
    FIRM_CONDITION = (
        "firm_condition", "不再具备试点企业基本要求", "Firm's conditions lost",
        f"{_ANNEX} 四（四）1（1）",
    )  # fmt: skip
    FIRM_OFF_PLAN = (
        "firm_off_plan", "未按方案维保且逾期未改正", "Plan not followed, not corrected in time",
        f"{_ANNEX} 四（四）1（2）",
    )  # fmt: skip
    FIRM_UNLAWFUL = (
        "firm_unlawful", "违法违规难以保证质量", "Breach of law that puts quality in doubt",
        f"{_ANNEX} 四（四）1（3）",
    )  # fmt: skip
    INSPECTION_FAILED = (
        "inspection_failed", "定期检验或检测不合格", "Inspection or test failed",
        f"{_ANNEX} 四（四）2（1）",
    )  # fmt: skip
    SILENT = "silent", "连续15天无监测数据", "Fifteen days without data", f"{_ANNEX} 四（四）2（2）"
    CONDITION_LOST = (
        "condition_lost", "不符合试点电梯基本条件", "Elevator's conditions lost",
        f"{_ANNEX} 四（四）2（2）",
    )  # fmt: skip
    FAULT_RATE = (
        "fault_rate", "故障率明显高于前一年度", "Fault rate clearly above its previous year",
        f"{_ANNEX} 四（四）2（3）",
    )  # fmt: skip
    COMPLAINTS = (
        "complaints", "频繁投诉举报且查实", "Frequent verified complaints",
        f"{_ANNEX} 四（四）2（3）",
    )  # fmt: skip
    OTHER = "other", "其他可能影响质量的情况", "Other circumstances", f"{_ANNEX} 四（四）2（4）"
    FIRM_EXITED = "firm_exited", "维保单位退出试点", "The firm has exited", f"{_ANNEX} 四（四）1"
    PERIOD_ENDED = "period_ended", "试点期满", "The period has ended", f"{_ANNEX} 一"

    @classmethod
    def of_firms(cls) -> frozenset["ExitClause"]:
        """Clauses of firms; the city decides."""
        return frozenset({cls.FIRM_FALSE, cls.FIRM_CONDITION, cls.FIRM_OFF_PLAN, cls.FIRM_UNLAWFUL})

    @classmethod
    def at_once(cls) -> frozenset["ExitClause"]:
        """Clauses that put an elevator provisionally back on fixed intervals the day it is found.

        Source: requirements C9; quantified by the notice or plain facts.
        """
        return frozenset({cls.INSPECTION_FAILED, cls.SILENT, cls.CONDITION_LOST})


class ExitState(Term):
    """Where an exit case stands."""

    OPEN = "open", "待答复", "Open, to be answered", "requirements C9"
    ANSWERED = "answered", "待决定", "Answered, to be decided", "requirements C9"
    EXITED = "exited", "决定退出", "Decided: exit", f"{_ANNEX} 四（四）"
    STAYS = "stays", "决定保留", "Decided: stays", f"{_ANNEX} 四（四）"
    MENDED = "mended", "情形已消除", "Mended before a decision", "house"

    @classmethod
    def pending(cls) -> frozenset["ExitState"]:
        """States that wait for somebody."""
        return frozenset({cls.OPEN, cls.ANSWERED})


class ExitDeed(Term):
    """One step of an exit case."""

    FOUND = "found", "平台发现", "Found by the platform", "requirements C9"
    OPENED = "opened", "监管人员立案", "Opened by a regulator", "requirements C9"
    ANSWERED = "answered", "当事单位答复", "Answered", "requirements C9"
    DECIDED = "decided", "监管决定", "Decided", "requirements C9"
    APPEALED = "appealed", "申诉", "Appealed", "requirements C9"
    UPHELD = "upheld", "维持", "Upheld", "requirements C9"
    OVERTURNED = "overturned", "撤销", "Overturned", "requirements C9"
    MENDED = "mended", "情形消除", "Mended", "house"


class EntryGround(Term):
    """Which fact decides a clause: MET when it holds, else what is missing."""

    MET = "met", "符合", "Fulfilled", _ANNEX
    NO_PERIOD = "no_period", "该日不在任何试点期内", "No pilot period on that day", f"{_ANNEX} 一"
    FIRM_NOT_LISTED = (
        "firm_not_listed", "维保单位未列入公布名单", "The firm is not listed", f"{_ANNEX} 四（一）",
    )  # fmt: skip
    FIRM_ENDED = (
        "firm_ended", "维保单位已不在试点名单", "The firm is listed no longer",
        f"{_ANNEX} 四（四）1",
    )  # fmt: skip
    NOT_PUBLISHED = (
        "not_published", "尚未公布维保工作标准和质量承诺", "Standard and promise are not published",
        f"{_ANNEX} 四（三）",
    )  # fmt: skip
    NOBODY_MAINTAINS = (
        "nobody_maintains", "无维保单位备案", "No firm answers for it", f"{_ANNEX} 四（二）",
    )  # fmt: skip
    OTHER_FIRM = "other_firm", "由其他单位维保", "Another firm maintains it", f"{_ANNEX} 四（二）"
    NOT_ASKED = "not_asked", "使用单位尚未同意", "The use unit has not consented", f"{_ANNEX} 三 1"
    REVOKED = "revoked", "使用单位已撤回同意", "The consent was revoked", f"{_ANNEX} 三 1"
    OTHER_UNIT = (
        "other_unit", "使用单位已变更，须重新同意", "The use unit changed: consent is needed anew",
        f"{_ANNEX} 三 1",
    )  # fmt: skip
    NO_DEVICE = "no_device", "未接入监测装置", "No monitoring device connected", f"{_ANNEX} 三 2"
    SILENT = "silent", "连续15天无监测数据", "Fifteen days without data", f"{_ANNEX} 四（四）2（2）"
    GAP = "gap", "中断时间过长", "A gap was too long", f"{_ANNEX} 三 2"
    TOO_SHORT = "too_short", "接入时间不足", "Not connected for long enough", f"{_ANNEX} 三 2"
    SHARE = "share", "在线率不足", "Online too little", f"{_ANNEX} 三 2"
    NEVER_INSURED = (
        "never_insured", "无保险信息接入", "No policy is known here", f"{_ANNEX} 三 3",
    )  # fmt: skip
    LAPSED = "lapsed", "保险已到期", "The insurance has lapsed", f"{_ANNEX} 三 3"
    NO_PLAN = "no_plan", "未采用年度计划表", "No year plan was adopted", f"{_ANNEX} 三 4"
    PLAN_OVER = "plan_over", "年度计划表已到期", "The year plan has run out", f"{_ANNEX} 三 4"
    PLAN_OF_OTHER = (
        "plan_of_other", "年度计划表非本单位制定", "The year plan is another firm's",
        f"{_ANNEX} 三 4",
    )  # fmt: skip
    PLAN_EMPTY = (
        "plan_empty", "年度计划表未明确项目", "The year plan names no items", f"{_ANNEX} 三 4",
    )  # fmt: skip
    FAILED = "failed", "检验检测不合格", "Inspection or test failed", f"{_ANNEX} 四（四）2（1）"
    OVERDUE = "overdue", "超期未检", "Not inspected in time", "特种设备安全法 art. 40"
    NO_RECORD = "no_record", "当日没有记录", "Nothing was kept of that day", "house"


class ExitAnswer(Term):
    """What the facts say of one clause of leaving."""

    FOUND = "found", "符合退出情形", "Grounds to leave", f"{_ANNEX} 四（四）"
    NOT_FOUND = "not_found", "未发现", "None found", "house"
    INSUFFICIENT = "insufficient", "数据不足", "Insufficient data", "house"
    CAUSES_OPEN = "causes_open", "待认定故障原因", "Causes of faults to be judged", "house"


class OutcomeKind(Term):
    """What the pilot is judged by."""

    FAULTS = "faults", "故障", "Faults", "requirements H3"
    ENTRAPMENTS = "entrapments", "困人", "Entrapments", "requirements H3"
    HOURS_OUT = "hours_out", "停用小时", "Hours out of service", "requirements H3"
    VISITS = "visits", "现场维保次数", "Visits on site", "requirements H3"
    FINDINGS = "findings", "每次维保发现的问题", "Findings per visit", "requirements H3"


class Effect(Term):
    """What may be said of an outcome."""

    LOWER = "lower", "低于固定周期", "Lower than on fixed intervals", "requirements H3"
    HIGHER = "higher", "高于固定周期", "Higher than on fixed intervals", "requirements H3"
    NONE_SHOWN = "none_shown", "没有显示出差别", "No difference shown", "requirements H3"
    TOO_FEW = "too_few", "数据不足，不下结论", "Too few data to say", "requirements H3"
