"""The words of credit."""

from hoistway.foundation.terms import Term


class Family(Term):
    """The five families of the notice, and what stands beside them."""

    RESCUE = "rescue", "应急救援", "Emergency rescue", "286号 二（六）"
    FAULTS = "faults", "故障情况", "Faults", "286号 二（六）"
    INSPECTION = "inspection", "检验情况", "Inspection", "286号 二（六）"
    SUPERVISION = "supervision", "监督检查", "Supervision", "286号 二（六）"
    DIGITAL = "digital", "信息化运用", "Digital work", "286号 二（六）"
    BASIC = "basic", "基本条件", "Basic conditions", "foreign schemes"
    BONUS = "bonus", "加分", "Bonus", "foreign schemes"
    VETO = "veto", "一票否决", "Veto", "foreign schemes"


class Grade(Term):
    """What a score comes to."""

    A = "A", "A", "A", "domain: bands are the edition's"
    B = "B", "B", "B", "domain: bands are the edition's"
    C = "C", "C", "C", "domain: bands are the edition's"
    D = "D", "D", "D", "domain: bands are the edition's"
    UNRATED = "unrated", "未评级", "Not rated", "house: too small a fleet"


class SubjectKind(Term):
    """Who is scored; the three are never mixed in one list."""

    LEGAL_PERSON = "legal_person", "法人", "Legal person", "宁波 2023"
    BRANCH = "branch", "分支机构", "Branch", "宁波 2023"
    STATION = "station", "维保点", "Service point", "宁波 2023"


class RoundState(Term):
    """Where a round stands."""

    ASKED = "asked", "正在冻结数据", "Being frozen", "requirements F2"
    FROZEN = "frozen", "数据已冻结", "Data frozen", "requirements F2"
    SCORED = "scored", "已计算", "Computed", "requirements F1"
    PREVIEW = "preview", "预告知", "Preview", "requirements F2"
    PUBLISHED = "published", "已公布", "Published", "286号 二（六）定期通报"
    DROPPED = "dropped", "已作废", "Dropped", "house"

    @classmethod
    def computing(cls) -> "frozenset[RoundState]":
        """Return the states in which the platform still works."""
        return frozenset({cls.ASKED, cls.FROZEN})

    @classmethod
    def shown_to_firms(cls) -> "frozenset[RoundState]":
        """Return the states in which a firm sees its own score."""
        return frozenset({cls.PREVIEW, cls.PUBLISHED})


class ObjectionKind(Term):
    """What a firm asks: an objection in the preview, later a repair or a removal."""

    OBJECTION = "objection", "评价异议", "Objection", "上海市社会信用条例 art. 36"
    REPAIR = "repair", "信用修复", "Repair of credit", "上海市社会信用条例 art. 38"
    REMOVAL = "removal", "撤除记录", "Removal of a record", "上海市社会信用条例 art. 37"


class ObjectionState(Term):
    """Where an objection stands."""

    OPEN = "open", "待决定", "To be decided", "requirements F2"
    UPHELD = "upheld", "采纳", "Accepted", "requirements F2"
    PARTLY = "partly", "部分采纳", "Accepted in part", "requirements F2"
    REFUSED = "refused", "不予采纳", "Refused", "requirements F2"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn", "house"


class CreditDeed(Term):
    """One step of a round or of an objection."""

    ASKED = "asked", "发起评价", "Round begun", "286号 二（六）"
    FROZEN = "frozen", "冻结数据", "Data frozen", "requirements F2"
    SCORED = "scored", "计算", "Computed", "requirements F1"
    PREVIEWED = "previewed", "预告知", "Preview opened", "requirements F2"
    OBJECTED = "objected", "提出异议", "Objected", "requirements F2"
    DECIDED = "decided", "决定异议", "Objection decided", "requirements F2"
    WITHDRAWN = "withdrawn", "撤回申请", "Withdrawn", "house"
    CONFIRMED = "confirmed", "人工确认等级", "Grade confirmed by a person", "个人信息保护法 art. 24"
    PUBLISHED = "published", "公布", "Published", "286号 二（六）"
    REPAIRED = "repaired", "信用修复", "Repaired", "上海市社会信用条例 art. 38"
    REMOVED = "removed", "撤除记录", "Record removed", "上海市社会信用条例 art. 37"
    EXPIRED = "expired", "期满不再公示", "No longer shown", "上海市社会信用条例 art. 35"
    DROPPED = "dropped", "作废", "Dropped", "house"


class Measure(Term):
    """How the value of an indicator comes from counts."""

    SHARE = "share", "比率", "Share", "house"
    RATE = "rate", "按规模折算", "Rate by size", "house"
    MEAN = "mean", "平均", "Mean", "house"
    MEDIAN = "median", "中位数", "Median", "house"
    COUNT = "count", "次数", "Count", "house"


class PointRule(Term):
    """How points come from the value of an indicator."""

    LINEAR = "linear", "线性", "Linear", "house"
    STEPS = "steps", "分档", "By steps", "福建 2016"
    EACH = "each", "按次", "For each", "foreign schemes"


class Unit(Term):
    """In what the value of an indicator is said."""

    SHARE = "share", "%", "%", "house"
    PER_100_YEARS = "per_100_years", "每百台年", "per 100 elevator-years", "dossier 3.4"
    PER_100 = "per_100", "每百台", "per 100 elevators", "dossier 4.3"
    MINUTES = "minutes", "分钟", "minutes", "dossier 4.3"
    TIMES = "times", "次", "times", "house"
    POINTS = "points", "分", "points", "house"
    ELEVATORS = "elevators", "台", "elevators", "house"
    PER_30 = "per_30", "人/30台", "technicians per 30 elevators", "dossier 4.3"


class Scale(Term):
    """How points add up to a total."""

    MERIT = "merit", "百分制得分", "Points out of a hundred", "house"
    BASE = "base", "基础分加减", "A base, added to and taken from", "成都"
    DEMERIT = "demerit", "累计扣分", "Points counted against", "福建 2016"


class PointReason(Term):
    """Why an indicator gave what it gave."""

    FULL = "full", "满分", "Full points", "house"
    PART = "part", "部分得分", "Some points", "house"
    LOST = "lost", "未得分", "No points", "house"
    TAKEN = "taken", "扣分", "Points taken", "house"
    ADDED = "added", "加分", "Points added", "house"
    NOTHING = "nothing", "无加减", "Nothing to count", "house"
    SHOWN = "shown", "仅供查看，不计分", "Shown, not scored", "house"
    TOO_FEW = "too_few", "样本不足，不计分", "Too few cases, not scored", "house"


class DoubleCount(Term):
    """What holds where one matter could cost points under two indicators."""

    ONCE = "once", "只计一次", "Counted once", "dossier 4.3"
    SAID = "said", "两处均计并注明", "Counted in both, and said so", "dossier 4.3"


class SplitSign(Term):
    """What two firms share between which a fleet was split."""

    TELEPHONE = "telephone", "电话相同", "The same telephone", "house"
    ADDRESS = "address", "地址相同", "The same address", "house"
    STAFF = "staff", "维保人员相同", "The same technicians", "house"


class Veto(Term):
    """What alone puts a firm into the lowest grade."""

    LICENCE = "licence", "许可失效期间从事维保", "Maintained without a licence", "foreign schemes"
    DECIDED = (
        "decided", "案件决定认定：责任事故、伪造记录、短接、转包等",
        "Decided in a case: accident, forged records, bypass, subcontracting",
        "foreign schemes",
    )  # fmt: skip


_HOUSE = "house: counted from the records"


class Fact(Term):
    """What is counted of a firm in a period; none of these is ever typed."""

    ELEVATOR_DAYS = "elevator_days", "负责的电梯·天", "Elevator-days answered for", _HOUSE
    CAR_DAYS = "car_days", "负责的有轿厢电梯·天", "Days of elevators with a car", _HOUSE
    TECHNICIANS = "technicians", "维保人员", "Technicians bound to elevators", _HOUSE
    TECHNICIAN_DAYS = "technician_days", "维保人员·天", "Days of technicians", _HOUSE
    RESCUES = "rescues", "一级派单救援", "Rescues sent to the firm", _HOUSE
    ARRIVED_IN_TIME = "arrived_in_time", "按时到达", "Arrived in time", _HOUSE
    FIRST_REFUSED = "first_refused", "一级未接或未到", "Not taken by the firm", _HOUSE
    ANSWER_SECONDS = "answer_seconds", "派单应答用时", "Time to answer a call", _HOUSE
    SECOND_ASKED = "second_asked", "二级支援请求", "Asked to help others", _HOUSE
    SECOND_DONE = "second_done", "二级支援完成", "Helped others", _HOUSE
    ENTRAPMENTS_CAUSED = (
        "entrapments_caused", "设备或维保原因困人", "Entrapments by equipment or upkeep", _HOUSE,
    )  # fmt: skip
    ENTRAPMENTS_UNRECORDED = (
        "entrapments_unrecorded", "维保单位无记录的困人", "Entrapments the firm kept silent of",
        _HOUSE,
    )  # fmt: skip
    FAULTS_CAUSED = "faults_caused", "设备或维保原因故障", "Faults of equipment or upkeep", _HOUSE
    REPEAT_ELEVATORS = "repeat_elevators", "反复故障电梯", "Elevators that fail repeatedly", _HOUSE
    FLEET_ELEVATORS = "fleet_elevators", "期内负责电梯", "Elevators answered for", _HOUSE
    INSPECTED = "inspected", "定期检验", "Periodic inspections", _HOUSE
    PASSED_FIRST = "passed_first", "一次合格", "Passed at once", _HOUSE
    INSPECTION_OVERDUE = "inspection_overdue", "超期未检", "Overdue for inspection", _HOUSE
    CHECKS = "checks", "现场监督检查", "Checks on site", _HOUSE
    CHECK_POINTS = "check_points", "检查得分合计", "Sum of the checks' scores", _HOUSE
    CHECKS_REFUSED = "checks_refused", "拒绝检查", "Checks refused", _HOUSE
    GRAVE_FINDINGS = "grave_findings", "严重事故隐患", "Grave hazards found", _HOUSE
    ORDERS = "orders", "监察指令", "Orders of the inspectorate", _HOUSE
    ORDERS_REPEATED = "orders_repeated", "同类再次指令", "Orders for the same again", _HOUSE
    ORDERS_PENALISED = "orders_penalised", "已作处罚的指令", "Orders that led to a penalty", _HOUSE
    PENALTIES = "penalties", "行政处罚", "Penalties", _HOUSE
    COMPLAINTS = "complaints", "属实投诉", "Complaints found true", _HOUSE
    COMPLAINTS_REPEATED = (
        "complaints_repeated", "同一电梯再次属实投诉", "True complaints of one elevator again",
        _HOUSE,
    )  # fmt: skip
    VISITS_DUE = "visits_due", "到期维保", "Visits that fell due", _HOUSE
    VISITS_RECORDED = "visits_recorded", "电子记录维保", "Visits on electronic record", _HOUSE
    VISITS_IN_TIME = "visits_in_time", "按时维保", "Visits recorded in time", _HOUSE
    VISITS_TRIVIAL = "visits_trivial", "用时过短的维保", "Visits too short to be one", _HOUSE
    VISITS_ALWAYS_NORMAL = (
        "visits_always_normal", "长期全部正常的维保", "Visits that always find nothing", _HOUSE,
    )  # fmt: skip
    CELLS = "cells", "应填数据项", "Data asked for", _HOUSE
    CELLS_FILLED = "cells_filled", "已填数据项", "Data given", _HOUSE
    CONNECTED = "connected", "联网电梯", "Connected elevators", _HOUSE
    ONLINE_SHARES = "online_shares", "在线率合计", "Sum of online shares", _HOUSE
    TAKEN_OVER = "taken_over", "接管无人维保电梯", "Abandoned elevators taken over", _HOUSE
    INSURED = "insured", "投保责任险电梯", "Insured elevators", _HOUSE
    DUTY_PHONE_MISSING = "duty_phone_missing", "无值班电话", "No duty telephone", _HOUSE
    NOT_FILED = "not_filed", "未备案", "Not filed", _HOUSE
    LICENCE_GAP_DAYS = "licence_gap_days", "无有效许可天数", "Days without a licence", _HOUSE
    VETOES_DECIDED = (
        "vetoes_decided", "案件决定认定的否决情形", "Decisions that rule out a good grade", _HOUSE,
    )  # fmt: skip
