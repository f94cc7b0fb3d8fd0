"""The words of running the reform."""

from hoistway.foundation.terms import Term

_BULLETIN = "96333 bulletins of 中卫, 南京, 淮安, 日照, 济南"
_MEANINGS = "meanings seen in public code and bulletins"


class Figure(Term):
    """What is counted of each district each day; each is a count over a count."""

    FILED = "filed", "维保备案", "Maintenance filed", "286号 二（一）二"
    POSTED = "posted", "电梯码张贴", "Codes posted", "286号 二（一）三"
    CONNECTED = "connected", "远程监测接入", "Monitoring connected", "286号 二（三）"
    PAPERLESS = "paperless", "无纸化维保", "Maintenance without paper", "286号 二（二）"
    ON_TIME = "on_time", "按期维保", "Maintained in time", "TSG T5002-2017 art. 6"
    PILOT = "pilot", "按需维保试点", "In the on-demand pilot", "286号 二（三）"
    SAMPLED = "sampled", "试点抽查", "Pilot elevators sampled", "286号 二（三）"
    CHECKED = "checked", "使用单位抽查", "Use units checked", "市监特设发〔2022〕59号"
    ORDERS = "orders", "指令按期闭环", "Orders closed in time", "特种设备安全监督检查办法 art. 29"
    RESPONSE = "response", "30分钟内到达", "Arrived within 30 minutes", "上海市电梯安全管理办法"


class Standing(Term):
    """How a district's figure stands to what is asked of it."""

    REACHED = "reached", "已达目标", "Reached", "286号 三（一）按照时间节点"
    ON_COURSE = "on_course", "按进度", "On course", "house"
    BEHIND = "behind", "落后进度", "Behind its course", "house"
    LATE = "late", "逾期未达", "Past its deadline", "286号 三（一）按照时间节点"
    SHORT = "short", "未达要求", "Short of what is asked", "house"
    NO_GOAL = "no_goal", "未设目标", "No goal set", "house"
    NOTHING = "nothing", "暂无可计", "Nothing to count yet", "house"


class Fairness(Term):
    """Where a district stands among all, with its size counted in."""

    USUAL = "usual", "差异在偶然范围内", "Within chance", "Spiegelhalter 2005, funnel plots"
    NOTABLE = "notable", "可能有差异", "Perhaps different", "Spiegelhalter 2005: 95 %"
    ABOVE = "above", "明显高于全市", "Clearly above the city", "Spiegelhalter 2005: 99.8 %"
    BELOW = "below", "明显低于全市", "Clearly below the city", "Spiegelhalter 2005: 99.8 %"
    UNKNOWN = "unknown", "数量太少，不比较", "Too few to compare", "house"


class EffortKind(Term):
    """What a district does so that people know and can."""

    TRAINING = "training", "培训", "Training", "286号 二（二）、三（三）"
    PUBLICITY = "publicity", "宣传", "Publicity", "286号 三（三）"
    COORDINATION = "coordination", "协调会议", "Coordination", "286号 三（四）"
    LESSON = "lesson", "经验与问题", "Lesson", "286号 三（四）"


class StatementSpan(Term):
    """How long a printed statement reaches."""

    MONTH = "month", "月报", "Monthly", "requirements H3"
    YEAR = "year", "年报", "Yearly", "requirements H3"


class StatementPart(Term):
    """The sections of a printed statement, in the order in which cities print them."""

    STOCK = "stock", "电梯总量", "Stock", _BULLETIN
    CALLS = "calls", "接报情况", "Calls", _BULLETIN
    ENTRAPMENTS = "entrapments", "困人情况", "Entrapments", _BULLETIN
    RESPONSE = "response", "应急响应", "Response", _BULLETIN
    WHERE = "where", "困人分布", "Where and when", _BULLETIN
    CAUSES = "causes", "原因分析", "Causes", _BULLETIN
    SHORTFALLS = "shortfalls", "未应答与超时", "Not answered, and late", _BULLETIN
    FAULTS = "faults", "故障情况", "Faults", "requirements H3"
    PILOT = "pilot", "按需与固定周期", "On demand against fixed", "requirements H3"


class KindGroup(Term):
    """Kinds of elevator as statements tell them apart."""

    PASSENGER = "passenger", "乘客电梯", "Passenger elevators", _BULLETIN
    GOODS = "goods", "载货电梯", "Goods elevators", _BULLETIN
    ESCALATOR = "escalator", "自动扶梯", "Escalators", _BULLETIN
    MOVING_WALK = "moving_walk", "自动人行道", "Moving walks", _BULLETIN
    HYDRAULIC = "hydraulic", "液压电梯", "Hydraulic elevators", _BULLETIN
    OTHER = "other", "其他电梯", "Other elevators", _BULLETIN


class CallKind(Term):
    """What people and signals told the platform."""

    ENTRAPMENT = "entrapment", "困人接报", "People shut in", _BULLETIN
    REPAIR = "repair", "故障报修", "Fault reports", _BULLETIN
    COMPLAINT = "complaint", "投诉", "Complaints", _BULLETIN
    SUGGESTION = "suggestion", "建议与其他", "Suggestions and others", _BULLETIN


class CauseGroup(Term):
    """The first level of causes, as statements print them."""

    USE = "use", "使用与人为原因", "Use", _BULLETIN
    EQUIPMENT = "equipment", "设备与维保原因", "Equipment and maintenance", _BULLETIN
    OUTSIDE = "outside", "停电等外部原因", "Power and other outside causes", _BULLETIN
    OTHER = "other", "其他或未查明", "Others or not known", _BULLETIN


class EntrapmentRate(Term):
    """The meanings of 困人率 that are in use; they must never be mixed."""

    PASSENGER = "passenger", "客梯困人率", "Entrapments of passenger elevators", "南京 96333 月报"
    PER_THOUSAND = "per_thousand", "每千台困人", "Entrapments per thousand", _MEANINGS
    OF_ELEVATORS = "of_elevators", "发生困人的电梯", "Elevators with an entrapment", _MEANINGS
    OF_FAULTS = "of_faults", "困人占故障", "Entrapments among faults", _MEANINGS
    OF_RUNS = "of_runs", "每百万次运行困人", "Entrapments per million runs", _MEANINGS
    PER_YEARS = "per_years", "每百台年困人", "Entrapments per 100 elevator-years", _MEANINGS


class StatementFigure(Term):
    """The single figures of a statement."""

    REGISTERED = "registered", "登记在册", "Registered", _BULLETIN
    IN_USE = "in_use", "在用", "In use", _BULLETIN
    CONNECTED = "connected", "接入平台", "Connected to the platform", _BULLETIN
    NEW = "new", "新登记", "Newly registered", _BULLETIN
    RECEIVED = "received", "接报", "Received", _BULLETIN
    SENT = "sent", "派单", "Calls to technicians", _BULLETIN
    EVENTS = "events", "困人事件", "Entrapments", _BULLETIN
    PEOPLE = "people", "解救人数", "People freed", _BULLETIN
    SELF_RELEASED = "self_released", "自行脱困", "Freed themselves", _BULLETIN
    OF_PASSENGER = "of_passenger", "乘客电梯困人", "In passenger elevators", _BULLETIN
    RATE = "rate", "困人率", "Entrapment rate", _BULLETIN
    ARRIVAL = "arrival", "平均到达用时", "Mean time to arrive", _BULLETIN
    RESCUE = "rescue", "平均现场救援用时", "Mean time of rescue on site", _BULLETIN
    ANSWERED = "answered", "三分钟响应率", "Answered within 3 minutes", "DB37/T 3451-2018"
    REACHED = "reached", "三十分钟到达率", "Arrived within 30 minutes", "TSG T5002-2017 art. 5"
    LATE = "late", "超时到达", "Arrived late", _BULLETIN
    REPEATED = "repeated", "反复困人的电梯", "Elevators with repeated entrapments", _BULLETIN
    FAULTS = "faults", "计入的故障", "Counted faults", "requirements H3"
    FAULT_RATE = "fault_rate", "每台年故障", "Faults per elevator-year", "requirements H3"
    HOURS_OUT = "hours_out", "每台年停用", "Out of service per elevator-year", "requirements H3"


class StatementTable(Term):
    """The breakdowns of a statement."""

    KINDS = "kinds", "按种类", "By kind", _BULLETIN
    AREAS = "areas", "按区", "By district", _BULLETIN
    CALLS = "calls", "按类别", "By matter", _BULLETIN
    LEVELS = "levels", "按救援级别", "By level of rescue", _BULLETIN
    AREA_RESCUES = "area_rescues", "各区救援", "Rescues by district", _BULLETIN
    PLACES = "places", "按使用场所", "By sort of place", _BULLETIN
    HOURS = "hours", "按时段", "By hour", _BULLETIN
    AGES = "ages", "按使用年限", "By age", _BULLETIN
    BRANDS = "brands", "按制造单位", "By maker", _BULLETIN
    FIRMS = "firms", "困人率较高的维保单位", "Firms with the highest rates", _BULLETIN
    UNITS = "units", "困人较多的使用单位", "Use units with most entrapments", _BULLETIN
    REPEATED = "repeated", "反复困人的电梯", "Elevators with repeated entrapments", _BULLETIN
    CAUSE_GROUPS = "cause_groups", "一级原因", "Causes, first level", _BULLETIN
    CAUSES = "causes", "二级原因", "Causes, second level", _BULLETIN
    UNANSWERED = "unanswered", "未应答派单的单位", "Firms that did not answer", _BULLETIN
    FAULT_GROUPS = "fault_groups", "按部位", "By part", "requirements H3"
    RATES = "rates", "困人率的各种算法", "Meanings of the entrapment rate", _MEANINGS
