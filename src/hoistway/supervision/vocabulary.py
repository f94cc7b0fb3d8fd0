"""The words of supervision."""

from hoistway.foundation.terms import Term


class CheckKind(Term):
    """Why a check on site takes place."""

    ROUTINE = "routine", "常规监督检查", "Routine check", "特种设备安全监督检查办法 art. 7 (M)"
    SPECIAL = "special", "专项监督检查", "Special check", "特种设备安全监督检查办法 art. 7 (M)"
    LICENCE = (
        "licence", "证后监督检查", "Check after licensing", "特种设备安全监督检查办法 art. 17",
    )  # fmt: skip
    OTHER = "other", "其他监督检查", "Other check", "特种设备安全监督检查办法 art. 7 (M)"


class CheckLead(Term):
    """What brought a check about."""

    DRAW = "draw", "双随机抽取", "Drawn by lot", "特种设备安全监督检查办法 art. 12 (M)"
    PAPER = "paper", "未信息化优先", "Not digital, looked at first", "286号 三（二）"
    RECORD = "record", "网上督查发现", "Found in records", "286号 二（二）"
    COMPLAINT = "complaint", "投诉举报", "Complaint", "特种设备安全监督检查办法"
    TRANSFER = "transfer", "移送交办", "Handed over", "特种设备安全监督检查办法"
    INSPECTION = "inspection", "检验发现", "Found by inspection", "特种设备安全监督检查办法"
    MONITORING = "monitoring", "远程监测发现", "Found by monitoring", "特种设备安全监督检查办法"
    CREDIT = "credit", "信用等级", "Credit grade", "286号 二（六）"
    ON_THE_SPOT = "on_the_spot", "现场扫码", "On the spot by code", "286号 附件1 二（四）"


class CheckState(Term):
    """Where a check stands."""

    PLANNED = "planned", "待检查", "To be done", "house"
    UNDERWAY = "underway", "检查中", "Under way", "house"
    SIGNED = "signed", "已签字", "Signed by both sides", "特种设备安全监督检查办法 art. 21"
    REFUSED = "refused", "拒绝签字", "Signature refused", "特种设备安全监督检查办法 art. 27"
    DROPPED = "dropped", "未实施", "Not done, with a reason", "house"


class SignatureSide(Term):
    """Who signs the record of a check."""

    OFFICER = "officer", "检查人员", "Officer", "特种设备安全监督检查办法 art. 21"
    UNIT = "unit", "被检查单位", "Organisation checked", "特种设备安全监督检查办法 art. 21"


class SignatureWay(Term):
    """How the record of a check was signed."""

    DRAWN = "drawn", "现场手写", "Drawn on the spot", "电子签名法 art. 13–14"
    ACCOUNT = "account", "本人账号", "By own sign-in", "电子签名法 art. 13–14"


class KeyGround(Term):
    """Why a use unit is one to be looked at above all."""

    CROWDS = "crowds", "公众聚集场所", "Crowded public place", "特种设备安全监督检查办法 art. 9"
    ACCIDENT = (
        "accident", "两年内有责任事故", "Accident with responsibility in two years",
        "特种设备安全监督检查办法 art. 9",
    )  # fmt: skip
    COMPLAINTS = (
        "complaints", "投诉举报较多且属实", "Many upheld complaints",
        "特种设备安全监督检查办法 art. 9",
    )  # fmt: skip
    OTHER = "other", "其他需要重点检查", "Other reason", "特种设备安全监督检查办法 art. 9"


class FindingWeight(Term):
    """How grave a finding is, as the officers judge it."""

    MINOR = "minor", "一般问题", "Minor", "house"
    BREACH = "breach", "违法违规", "Breach of a rule", "特种设备安全监督检查办法 art. 23"
    GRAVE = "grave", "严重事故隐患", "Grave hazard", "特种设备安全监督检查办法 art. 25"


class Measure(Term):
    """What officers do about what they found; a machine proposes none of these as decided."""

    ORDER = "order", "下达监察指令书", "Order issued", "特种设备安全监督检查办法 art. 23"
    STOP = "stop", "责令停止使用", "Stop of use", "特种设备安全监督检查办法 art. 26"
    SEAL = "seal", "实施查封", "Sealed", "特种设备安全监督检查办法 art. 26"
    SEIZE = "seize", "实施扣押", "Seized", "特种设备安全监督检查办法 art. 26"
    ON_SITE = "on_site", "当场改正", "Put right at once", "house"
    NONE = "none", "未发现问题", "Nothing found", "house"
    OTHER = "other", "其他", "Other", "house"


class OrderState(Term):
    """Where an order stands."""

    DRAFT = "draft", "起草", "Draft", "house"
    SUBMITTED = "submitted", "待批准", "Waits for approval", "house"
    APPROVED = "approved", "已批准待送达", "Approved, to be served", "house"
    SERVED = "served", "整改中", "Served, to be put right", "特种设备安全监督检查办法 art. 23"
    REPORTED = "reported", "待复查", "Reported, to be reviewed", "特种设备安全监督检查办法 art. 29"
    CLOSED = "closed", "已闭环", "Closed", "特种设备安全监督检查办法 art. 29"
    TRANSFERRED = "transferred", "已移送立案", "Handed to enforcement", "286号 三（二）"
    REVOKED = "revoked", "已撤销", "Revoked", "house"


class OrderDeed(Term):
    """One step of an order."""

    DRAFTED = "drafted", "起草", "Drafted", "house"
    SUBMITTED = "submitted", "提交批准", "Submitted", "house"
    RETURNED = "returned", "退回修改", "Returned", "house"
    APPROVED = "approved", "批准", "Approved", "house"
    OFFERED = "offered", "平台送达待签收", "Sent by this platform, to be received", "民事诉讼法 (M)"
    SERVED = "served", "送达", "Served", "特种设备安全监督检查办法 art. 23"
    ASKED = "asked", "申请延期", "Asked for more time", "house"
    EXTENDED = "extended", "延长期限", "Time extended", "house"
    REPORTED = "reported", "提交整改报告", "Reported put right", "特种设备安全监督检查办法 art. 29"
    PASSED = "passed", "复查合格", "Review passed", "特种设备安全监督检查办法 art. 29"
    FAILED = "failed", "复查不合格", "Review failed", "特种设备安全监督检查办法 art. 29"
    OVERDUE = "overdue", "逾期未整改", "Not put right in time", "特种设备安全监督检查办法 art. 36"
    TRANSFERRED = "transferred", "移送执法总队", "Handed to enforcement", "286号 三（二）"
    OUTCOME = "outcome", "案件处理结果", "Outcome of the case", "house"
    REPORTED_UP = "reported_up", "报告上级", "Reported upward", "特种设备安全监督检查办法 art. 30"
    REVOKED = "revoked", "撤销", "Revoked", "house"


class ServiceWay(Term):
    """How an order reached the unit."""

    SIGNED = "signed", "当场签收", "Signed for", "特种设备安全监督检查办法 art. 23"
    LEFT = "left", "留置送达", "Left after refusal", "特种设备安全监督检查办法 art. 27"
    MAIL = "mail", "邮寄送达", "By registered mail", "民事诉讼法 (M)"
    PLATFORM = "platform", "平台电子送达", "By this platform", "民事诉讼法 (M)"


class OrderStanding(Term):
    """How an order stands against its terms on a day."""

    ENDED = "ended", "已了结", "Over", "house"
    TO_ISSUE = "to_issue", "未发出", "Not yet out", "house"
    TO_SERVE = "to_serve", "待送达", "To be served", "特种设备安全监督检查办法 art. 23"
    UNSERVED = "unserved", "逾期未送达", "Not served in time", "house"
    IN_TIME = "in_time", "整改期内", "In time", "特种设备安全监督检查办法 art. 23"
    DUE_SOON = "due_soon", "临近期限", "Due soon", "house"
    OVERDUE = "overdue", "逾期未整改", "Not put right in time", "特种设备安全监督检查办法 art. 36"
    TO_REVIEW = "to_review", "待复查", "To be reviewed", "特种设备安全监督检查办法 art. 29"
    REVIEW_LATE = "review_late", "复查超期", "Review late", "特种设备安全监督检查办法 art. 29"


class ReviewWay(Term):
    """How it is looked at whether an order was obeyed."""

    ON_SITE = "on_site", "现场复查", "On site", "特种设备安全监督检查办法 art. 29"
    MATERIAL = "material", "材料复查", "By what was handed in", "特种设备安全监督检查办法 art. 29"


class CaseOutcome(Term):
    """How the enforcement team ended a case that was handed over."""

    NOT_FILED = "not_filed", "不予立案", "No case opened", "行政处罚法 (M)"
    NO_PENALTY = "no_penalty", "不予行政处罚", "No penalty", "行政处罚法 (M)"
    WARNED = "warned", "警告或通报批评", "Warned", "行政处罚法 (M)"
    FINED = "fined", "罚款", "Fined", "行政处罚法 (M)"
    LICENCE = "licence", "限制或吊销许可", "Licence limited or revoked", "行政处罚法 (M)"
    REFERRED = "referred", "移送司法机关", "Referred to the courts", "行政处罚法 (M)"
    WITHDRAWN = "withdrawn", "处罚决定已撤销", "Penalty set aside", "行政复议法 (M)"

    @classmethod
    def penalties(cls) -> frozenset["CaseOutcome"]:
        """Outcomes that count against the organisation."""
        return frozenset({cls.WARNED, cls.FINED, cls.LICENCE, cls.REFERRED})


class Irregularity(Term):
    """What makes a visit or its record worth a look before anybody travels."""

    OVERDUE = "overdue", "超期未维保", "Overdue", "TSG T5002-2017 art. 6"
    THIN = "thin", "证据不足", "Thin evidence", "286号 二（二）"
    FAST = "fast", "时间过短", "Too fast", "286号 二（二）"
    ALWAYS_NORMAL = "always_normal", "长期全部正常", "Always normal", "286号 二（二）"
    UNCONFIRMED = (
        "unconfirmed",
        "使用单位未确认",
        "Unconfirmed by the unit",
        "TSG T5002-2017 art. 9",
    )
    DATA_GAP = "data_gap", "维保时段监测缺失", "No data during the visit", "286号 二（三）"
    NO_TRACE = "no_trace", "监测数据无维保迹象", "Monitoring shows no visit", "286号 二（三）"


class InquiryKind(Term):
    """What a regulator asks from the desk; none of these is an order."""

    QUESTION = "question", "询问", "Question", "286号 二（二）网上督查"
    DISPUTE = "dispute", "存疑", "Record disputed", "286号 二（二）网上督查"
    CORRECTION = "correction", "要求更正", "Correction requested", "286号 二（二）网上督查"


class InquiryState(Term):
    """Where an inquiry stands."""

    OPEN = "open", "待答复", "To be answered", "house"
    ANSWERED = "answered", "待认可", "Answered", "house"
    SETTLED = "settled", "已了结", "Settled", "house"
    TO_CHECK = "to_check", "转现场检查", "Turned into a check", "house"


class FrequencyBand(Term):
    """How often a firm's work is looked at on site, beside what the law sets for every unit."""

    RARER = "rarer", "减少检查", "Checked less often", "286号 三（二）"
    USUAL = "usual", "常规检查", "Checked as usual", "286号 三（二）"
    MORE = "more", "增加检查", "Checked more often", "286号 三（二）"
    FIRST = "first", "优先全查", "Checked first, and whole", "286号 三（二）"


class FrequencyGround(Term):
    """What moved a firm to its frequency."""

    PAPER = "paper", "未实行无纸化", "Works on paper", "286号 三（二）"
    PARTLY = "partly", "部分无纸化", "Partly digital", "286号 三（二）"
    DIGITAL = "digital", "已实行无纸化", "Works digitally", "286号 二（二）"
    SOUND = "sound", "记录证据充分", "Evidence is good", "286号 二（二）"
    IRREGULAR = "irregular", "异常记录较多", "Many irregular records", "286号 二（二）"
    GRADE_GOOD = "grade_good", "信用等级较高", "Good credit grade", "286号 二（六）"
    GRADE_POOR = "grade_poor", "信用等级较低", "Poor credit grade", "286号 二（六）"
    ORDERS = "orders", "近期有监察指令", "Orders of late", "286号 二（二）"
    FEW = "few", "数据不足", "Too little is known", "house"
    PERSON = "person", "人工确定", "Set by a person", "个人信息保护法 art. 24"


class InquiryDeed(Term):
    """One step of an inquiry."""

    ASKED = "asked", "提出", "Asked", "286号 二（二）网上督查"
    ANSWERED = "answered", "维保单位答复", "Answered by the firm", "house"
    CORRECTED = "corrected", "已追加更正", "Correction appended", "house"
    RETURNED = "returned", "退回补充", "Asked again", "house"
    OVERDUE = "overdue", "逾期未答复", "Not answered in time", "house"
    SETTLED = "settled", "了结", "Settled", "house"
    TO_CHECK = "to_check", "转现场检查", "Turned into a check", "house"


class InquiryOutcome(Term):
    """What a settled inquiry says of the record; a person says it, never the machine."""

    SOUND = "sound", "记录可信", "The record holds", "house"
    CORRECTED = "corrected", "已更正", "The record was corrected", "house"
    UNSOUND = "unsound", "记录不实", "The record does not hold", "house"
