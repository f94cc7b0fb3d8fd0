"""The words of the messages room."""

from hoistway.foundation.terms import Term


class Purpose(Term):
    """Why a message is sent."""

    RESCUE_CALL = "rescue_call", "救援派单", "Rescue call", "286号 二（五）"
    RESCUE_NOTICE = "rescue_notice", "困人告知", "Entrapment notice", "上海市电梯安全管理办法 (M)"
    FIRE_SERVICE = "fire_service", "请求119", "Fire service needed", "DB32/T 4130-2021"
    FIRM_FILING = "firm_filing", "单位备案结果", "Outcome of a firm's filing", "286号 二（一）"
    FILING_ASKED = (
        "filing_asked", "请使用单位确认备案", "Use unit asked to confirm a filing",
        "requirements A5",
    )  # fmt: skip
    FILING_RIVAL = (
        "filing_rival", "其他单位主张维保", "Another firm claims an elevator", "requirements A5",
    )  # fmt: skip
    FILING_OUTCOME = "filing_outcome", "电梯备案结果", "Outcome of a filing", "286号 二（一）"
    NOBODY_ANSWERS = (
        "nobody_answers", "无人维保或无使用单位", "Nobody maintains or answers for elevators",
        "特种设备安全法 art. 38, 45",
    )  # fmt: skip
    USE_REQUEST = "use_request", "使用登记申请结果", "Outcome of a use request", "TSG 08 (M)"
    BINDING = "binding", "电梯绑定变更", "Binding to an elevator changed", "286号 附件1 二（二）"
    FILING_URGE = "filing_urge", "备案催办", "Filing is overdue", "286号 二（一）督促"
    SPOT_CHECK = "spot_check", "备案抽查结果", "Outcome of a spot-check", "286号 二（一）核查"
    PLATE_URGE = "plate_urge", "催办张贴", "Urged to post plates", "286号 二（一）三"
    VISIT_SIGNED = (
        "visit_signed", "请使用单位确认维保", "Use unit asked to confirm a visit",
        "TSG T5002-2017 art. 9 (M)",
    )  # fmt: skip
    VISIT_ANSWERED = (
        "visit_answered", "使用单位对维保的答复", "Use unit's word on a visit",
        "286号 附件1 二（三）",
    )  # fmt: skip
    VISITS_ASSIGNED = (
        "visits_assigned", "维保安排变更", "Plan of a technician changed", "286号 附件1 二（二）",
    )  # fmt: skip
    SIGNING_KEY = (
        "signing_key", "单位为您登记签名密钥", "Your firm registered a signing key for you",
        "电子签名法 art. 13",
    )  # fmt: skip
    CONFIRM_CODE = "confirm_code", "确认验证码", "Code to confirm a record", "电子签名法 art. 13"
    REPAIR = "repair", "修理进展", "Course of a repair", "286号 附件1 二（三）"
    NOTICE = "notice", "书面告知", "Written notice", "TSG T5002-2017 art. 11 (M)"
    HAZARD = "hazard", "事故隐患", "Hazard", "TSG T5002-2017 art. 10 (M)"
    DUTY = "duty", "职责到期提醒", "A duty falls due", "TSG T5002-2017 art. 5 (M)"
    FAULT = "fault", "故障通知", "Fault", "286号 附件1 一"
    PUBLIC_REPORT = "public_report", "公众反映待办", "Public report to answer", "286号 二（四）"
    REPORT_STEP = "report_step", "公众反映进展", "Course of a public report", "286号 二（四）"
    REPORT_CODE = "report_code", "反映人手机验证码", "Code to a reporter's phone", "286号 二（四）"
    INSURANCE = (
        "insurance", "责任保险到期或终止", "Liability insurance runs out", "286号 附件2 二（二）3",
    )  # fmt: skip
    INSPECTION_DUE = (
        "inspection_due", "检验检测到期提醒", "An inspection or test falls due",
        "特种设备安全法 art. 40",
    )  # fmt: skip
    STOP_USE = "stop_use", "停止使用通知", "Stop of use", "特种设备安全法 art. 40"
    INSPECTION_ASKED = (
        "inspection_asked", "检验申请", "Inspection asked for", "特种设备安全法 art. 40",
    )  # fmt: skip
    MISMATCH = "mismatch", "现场不一致督办", "Mismatch between site and filing", "286号 二（一）"
    PILOT = "pilot", "按需维保试点", "On-demand pilot", "286号 附件2"
    PILOT_WARNING = (
        "pilot_warning", "试点退出预警", "Warning before a pilot exit", "286号 附件2 四（四）",
    )  # fmt: skip
    PILOT_EXIT = "pilot_exit", "试点退出", "Exit from the pilot", "286号 附件2 四（四）"
    TARGETED_ORDER = "targeted_order", "针对性维保任务", "Targeted order", "286号 二（三）"
    SAMPLE = "sample", "试点抽查", "Sample check", "286号 二（三）"
    INQUIRY = "inquiry", "网上督查询问", "Inquiry about records", "286号 二（二）"
    CHECK = "check", "监督检查", "Check on site", "特种设备安全监督检查办法"
    ORDER = "order", "监察指令", "Order of the inspectorate", "特种设备安全监督检查办法 art. 23"
    SAFETY_ROUND = "safety_round", "日管控周排查月调度", "Safety round of a unit", "令74号 (M)"
    CREDIT = "credit", "信用评价", "Credit", "286号 二（六）"
    EXCHANGE = "exchange", "数据交换异常", "Exchange with a partner", "286号 二（一）"
    WEBHOOK = "webhook", "推送中断", "Webhook stopped", "Standard Webhooks 1.0"
    PROGRAM = "program", "程序接入提醒", "Access of programs", "requirements A3"

    DIGEST = "digest", "每日汇总", "Daily summary", "house"


class PurposeGroup(Term):
    """What messages are about, as a reader chooses among them."""

    RESCUE = "rescue", "困人救援", "Rescue", "286号 二（五）"
    MAINTENANCE = "maintenance", "维保、修理与隐患", "Maintenance and hazards", "286号 二（二）"
    FILINGS = "filings", "备案、登记与电梯码", "Filings, registration, plates", "286号 二（一）"
    PUBLIC = "public", "公众反映", "Public reports", "286号 二（四）"
    FACTS = "facts", "检验与责任保险", "Inspection and insurance", "特种设备安全法 art. 40"
    PILOT = "pilot", "按需维保试点", "On-demand pilot", "286号 附件2"
    SUPERVISION = "supervision", "监督检查与信用", "Supervision, credit", "286号 二（二）、二（六）"
    OWN = "own", "验证码与汇总", "Codes and summaries", "house"

    @classmethod
    def choosable(cls) -> tuple["PurposeGroup", ...]:
        """Return the groups whose ordinary messages a reader may have by fewer ways."""
        return (cls.MAINTENANCE, cls.FILINGS, cls.PUBLIC, cls.FACTS, cls.PILOT, cls.SUPERVISION)


class Importance(Term):
    """How hard a message is pressed upon its reader."""

    RESCUE = "rescue", "救援", "Rescue", "286号 二（五）"
    ASKED = "asked", "当场索取", "Asked for this minute", "house"
    URGENT = "urgent", "紧急", "Urgent", "house"
    ORDINARY = "ordinary", "一般", "Ordinary", "house"


class Channel(Term):
    """By which way a message travels."""

    PAGE = "page", "站内通知", "In-app", "house"
    PUSH = "push", "网页推送", "Web push", "RFC 8030"
    SMS = "sms", "短信", "Text message", "house"
    VOICE = "voice", "语音电话", "Voice call", "house"
    EMAIL = "email", "电子邮件", "E-mail", "RFC 5321"
    ROBOT = "robot", "群机器人", "Chat robot", "house"


class DeliveryState(Term):
    """What became of a message on one channel."""

    QUEUED = "queued", "待发送", "Queued", "house"
    WAITING = "waiting", "待汇总", "Waits for a summary", "house"
    BUNDLED = "bundled", "已并入汇总", "Part of a summary", "house"
    SENT = "sent", "已发出", "Sent", "house"
    DELIVERED = "delivered", "已送达", "Delivered", "house"
    EXPIRED = "expired", "已过期", "Expired", "house"
    FAILED = "failed", "发送失败", "Failed", "house"
    NO_ADDRESS = "no_address", "无联系方式", "No address", "house"

    @classmethod
    def lost_states(cls) -> frozenset["DeliveryState"]:
        """Return the states in which a person may have a message sent again."""
        return frozenset({cls.FAILED, cls.EXPIRED, cls.NO_ADDRESS})


class Outcome(Term):
    """How one attempt to hand a message over ended."""

    TAKEN = "taken", "已受理", "Taken", "house"
    UNREACHABLE = "unreachable", "通道不可用", "Channel unreachable", "house"
    REFUSED = "refused", "通道拒绝", "Refused by the channel", "house"
    ARRIVED = "arrived", "回执：已送达", "Receipt: arrived", "house"
    LOST = "lost", "回执：未送达", "Receipt: not delivered", "house"
