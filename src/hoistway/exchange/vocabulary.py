"""The words of exchange with other systems."""

from hoistway.foundation.terms import Term

_EXCHANGE = "286号 二（一）数据对接"
_ORDERS = "上海市智慧电梯平台接口 currentStatus"


class Direction(Term):
    """Which way data go between a partner and the platform."""

    OUT = "out", "发出", "Sent", "requirements A3"
    IN = "in", "接收", "Received", "requirements A3"


class PartnerKind(Term):
    """What sort of system a partner's is."""

    TRACEABILITY = "traceability", "国家追溯平台", "National traceability", "286号 二（一）"
    CITY_OPERATIONS = "city_operations", "一网统管", "City operations", "286号 二（一）"
    HOUSING = "housing", "住建物业", "Housing bureau", "286号 二（一）"
    POLICE = "police", "110 报警服务台", "110's desk", "286号 二（五）"
    HOTLINE = "hotline", "12345 热线", "Hotline 12345", "286号 二（四）"
    INSURER = "insurer", "保险机构", "Insurer", "286号 附件2"
    INSPECTION_BODY = "inspection_body", "检验机构", "Inspection body", "286号 二（一）"
    OTHER = "other", "其他", "Other", _EXCHANGE


class Topic(Term):
    """What is exchanged with a partner."""

    ELEVATORS = "elevators", "电梯", "Elevators", _EXCHANGE
    FILINGS = "filings", "维保备案", "Filings", "286号 二（一）维保备案"
    INSPECTIONS = "inspections", "检验检测", "Inspections", "286号 二（一）检验机构"
    COVERS = "covers", "责任保险", "Insurance cover", "286号 附件2"
    FAULTS = "faults", "故障", "Faults", "286号 附件1"
    RESCUE_ORDERS = "rescue_orders", "救援工单", "Rescue orders", "286号 二（五）"
    PUBLIC_REPORTS = "public_reports", "公众反映", "Public reports", "286号 二（四）"
    RECEIPTS = "receipts", "回执", "Receipts", _EXCHANGE
    COUNTS = "counts", "对账数", "Counts", _EXCHANGE

    @classmethod
    def outward(cls) -> tuple["Topic", ...]:
        """What can be sent to a partner."""
        return (
            cls.ELEVATORS, cls.FILINGS, cls.INSPECTIONS, cls.COVERS, cls.FAULTS,
            cls.RESCUE_ORDERS, cls.PUBLIC_REPORTS,
        )  # fmt: skip

    @classmethod
    def inward(cls) -> tuple["Topic", ...]:
        """What can be taken from a partner."""
        return (cls.RESCUE_ORDERS, cls.PUBLIC_REPORTS, cls.RECEIPTS, cls.COUNTS)


class Rhythm(Term):
    """How often something is sent by itself."""

    AT_ONCE = "at_once", "即时", "At once", "house"
    NIGHTLY = "nightly", "每晚", "Each night", "house"
    WEEKLY = "weekly", "每周", "Each week", "house"
    MONTHLY = "monthly", "每月", "Each month", "house"
    NEVER = "never", "不自动", "Only by hand", "house"


class Mode(Term):
    """Whether a passage carries everything or what is new."""

    FULL = "full", "全量", "Full", _EXCHANGE
    DELTA = "delta", "增量", "Delta", _EXCHANGE


class PassageState(Term):
    """What became of a passage."""

    WAITING = "waiting", "待发送", "Waiting", "house"
    SENT = "sent", "待回执", "Receipt awaited", "house"
    RECEIPTED = "receipted", "已回执", "Receipted", "house"
    SUPERSEDED = "superseded", "已被全量取代", "Superseded by a full one", "house"

    @classmethod
    def open_states(cls) -> frozenset["PassageState"]:
        """States in which it is sent again until there is a receipt."""
        return frozenset({cls.WAITING, cls.SENT})


class RecordState(Term):
    """What the partner is known to hold of a record."""

    SENT = "sent", "待回执", "Receipt awaited", "house"
    HELD = "held", "对方已收", "Held by the partner", "house"
    REFUSED = "refused", "对方退回", "Refused by the partner", "house"
    GONE = "gone", "已撤销", "Withdrawn", "house"
    LEFT_OUT = "left_out", "无法按对方格式发送", "Cannot be written as asked", "house"

    @classmethod
    def standing(cls) -> frozenset["RecordState"]:
        """States in which the partner has the record, or will."""
        return frozenset({cls.SENT, cls.HELD})


class ValueFault(Term):
    """Why a record cannot be written as the partner asks."""

    MISSING = "missing", "缺少必填项", "A required value is missing", "house"
    UNKNOWN_CODE = "unknown_code", "代码表中没有", "Not in the code list", "house"
    TOO_LONG = "too_long", "超过长度", "Too long", "house"
    NOT_A_DATE = "not_a_date", "不是日期或时间", "Not a date or an instant", "house"
    NOT_A_NUMBER = "not_a_number", "不是数字", "Not a number", "house"


class OrderState(Term):
    """Where a rescue order stands, as the city's systems number it."""

    REPORTED = "1", "渠道上报", "Reported", _ORDERS
    OPENED = "2", "新建工单", "Order opened", _ORDERS
    ACCEPTED = "3", "已接单", "Accepted", _ORDERS
    ARRIVED = "4", "已签到", "Arrived", _ORDERS
    FINISHED = "5", "已完成", "Finished", _ORDERS
    CONFIRMED = "6", "已确认", "Confirmed", _ORDERS
    FALSE_ALARM = "7", "误报", "False alarm", _ORDERS
    ACCIDENT = "8", "事故", "Accident", _ORDERS


class Outcome(Term):
    """What became of a record that a partner sent."""

    OPENED = "opened", "已立案", "Opened", "house"
    JOINED = "joined", "并入已有事项", "Joined what was open", "house"
    TO_PLACE = "to_place", "地址待调度员核实", "Waits for a dispatcher to find the place", "house"
    NOTED = "noted", "已记录进展", "News noted", "house"
    REPEATED = "repeated", "重复，未变化", "Repeated, nothing new", "house"
    REFUSED = "refused", "退回", "Refused", "house"


class PartnerDeed(Term):
    """What people do with a partner's exchange."""

    PAUSE = "pause", "暂停发送", "Paused", "house"
    RESUME = "resume", "恢复发送", "Resumed", "house"
    SEND = "send", "立即发送", "Sent at once", "house"
    REPLAY = "replay", "补发", "Replayed", "house"
    ASK = "ask", "立即对账", "Counts asked for", "house"
    SECRET = "secret", "查看密钥", "Secret shown", "house"
    ROTATE = "rotate", "轮换密钥", "New secret", "house"


class PartnerState(Term):
    """Whether anything goes to a partner."""

    UNCONNECTED = "unconnected", "未配置地址", "No address configured", "house"
    CONNECTED = "connected", "已对接", "Connected", "house"
    PAUSED = "paused", "已暂停", "Paused", "house"
