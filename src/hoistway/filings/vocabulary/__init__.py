"""The words of the filings room."""

from hoistway.foundation.terms import Term

_LICENCE = "TSG 07-2019 (M)"


class FilingKind(Term):
    """What a firm files about an elevator."""

    START = "start", "开始维保", "Begin maintenance", "286号 二（一）维保备案"
    RENEW = "renew", "续签合同", "Renew the contract", "286号 二（一）维保备案"
    CHANGE = "change", "变更内容", "Change what was filed", "286号 二（一）维保备案"
    END = "end", "终止维保", "End maintenance", "286号 二（一）维保备案"


class FilingState(Term):
    """What became of a filing of a firm or of an elevator."""

    FILED = "filed", "待核对", "Filed, to be checked", "286号 二（一）核查"
    DISPUTED = "disputed", "有争议", "Disputed", "requirements A5"
    CHECKED = "checked", "已核对", "Checked", "286号 二（一）核查"
    RETURNED = "returned", "已退回", "Returned", "286号 二（一）核查"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn", "house"
    REFUSED = "refused", "未予采信", "Not accepted", "requirements A5"
    REPLACED = "replaced", "已被新备案取代", "Replaced by a later filing", "house"

    @classmethod
    def open_states(cls) -> frozenset["FilingState"]:
        """States in which somebody still has to act."""
        return frozenset({cls.FILED, cls.DISPUTED})


class UnitAnswer(Term):
    """What the use unit says of a filing about its elevator."""

    ASKED = "asked", "待使用单位确认", "The use unit has been asked", "requirements A5"
    CONFIRMED = "confirmed", "使用单位已确认", "Confirmed by the use unit", "requirements A5"
    DENIED = "denied", "使用单位否认", "Denied by the use unit", "requirements A5"
    NOBODY = "nobody", "无使用单位可确认", "There is no use unit to ask", "特种设备安全法 art. 38"


class LicenceItem(Term):
    """Sub-items of the licence for installing and repairing elevators."""

    TRACTION = "traction", "曳引驱动乘客电梯（含消防员电梯）", "Traction passenger lifts", _LICENCE
    GOODS = "goods", "曳引与强制驱动载货电梯", "Traction and positive-drive goods lifts", _LICENCE
    HYDRAULIC = "hydraulic", "液压驱动电梯", "Hydraulic lifts", _LICENCE
    ESCALATOR = "escalator", "自动扶梯与自动人行道", "Escalators and moving walks", _LICENCE
    DUMBWAITER = "dumbwaiter", "杂物电梯（含防爆）", "Dumbwaiters", _LICENCE
    EXPLOSION_PROOF = "explosion_proof", "防爆电梯", "Explosion-proof lifts", _LICENCE


class LicenceLevel(Term):
    """Levels of the traction sub-item, by rated speed."""

    A1 = "A1", "A1 级（额定速度 > 6.0 m/s）", "A1: above 6.0 m/s", _LICENCE
    A2 = "A2", "A2 级（2.5 < 额定速度 ≤ 6.0 m/s）", "A2: above 2.5 to 6.0 m/s", _LICENCE
    B = "B", "B 级（额定速度 ≤ 2.5 m/s）", "B: up to 2.5 m/s", _LICENCE
    NONE = "none", "不分级", "No level", _LICENCE


class Fault(Term):
    """What the machine finds wrong with a filing; the district reads it beside the filing."""

    MISSING = "missing", "缺少必填内容", "Something needed is missing", "286号 二（一）"
    NO_LICENCE = "no_licence", "无有效许可", "No licence in force", "特种设备安全法 art. 45"
    ITEM_NOT_COVERED = (
        "item_not_covered", "许可子项目不含该品种", "The licence does not cover this kind",
        _LICENCE,
    )  # fmt: skip
    LEVEL_TOO_LOW = (
        "level_too_low", "许可级别低于额定速度",
        "The licence level is too low for the rated speed", _LICENCE,
    )  # fmt: skip
    LICENCE_ENDS = (
        "licence_ends", "许可在合同期内到期", "The licence runs out within the contract", _LICENCE,
    )  # fmt: skip
    NO_FIRM_FILING = (
        "no_firm_filing", "单位备案未核对", "The firm's own filing is not checked",
        "286号 二（一）",
    )  # fmt: skip
    NO_TECHNICIAN = (
        "no_technician", "无有效证书的维保人员", "No technician with a certificate in force",
        "TSG Z6001-2019 (M)",
    )  # fmt: skip
    CERTIFICATE_ENDS = (
        "certificate_ends", "人员证书在合同期内到期", "A certificate runs out within the contract",
        "TSG Z6001-2019 (M)",
    )  # fmt: skip
    NO_CONTRACT_FILE = (
        "no_contract_file", "缺少合同文件", "The contract file is missing", "286号 二（一）",
    )  # fmt: skip
    PERIOD_ENDS_FIRST = (
        "period_ends_first", "合同截止早于开始", "The contract ends before it begins", "house",
    )  # fmt: skip
    PROMISE_TOO_LONG = (
        "promise_too_long", "承诺到达时间超过 30 分钟",
        "The promised arrival is later than 30 minutes", "TSG T5002-2017 art. 5 (M)",
    )  # fmt: skip
    CLAIMED_BY_OTHER = (
        "claimed_by_other", "与其他单位的维保期重叠", "Overlaps what another firm has filed",
        "requirements A5",
    )  # fmt: skip
    UNIT_DENIES = "unit_denies", "使用单位否认", "The use unit denies it", "requirements A5"
    NOT_IN_USE = "not_in_use", "电梯不在用", "The elevator is not in use", "TSG 08 (M)"
    SCRAPPED = "scrapped", "电梯已报废", "The elevator is scrapped", "特种设备安全法 art. 48"
    DUTY_PHONE = (
        "duty_phone", "24 小时值班电话不可用", "The duty telephone cannot be used",
        "TSG T5002-2017 art. 5 (M)",
    )  # fmt: skip
    CREDIT_CODE = "credit_code", "统一社会信用代码有误", "Wrong credit code", "GB 32100-2015"
    PERSON_ELSEWHERE = (
        "person_elsewhere", "人员已在其他单位备案", "Works for another firm by the register",
        "TSG Z6001-2019 (M)",
    )  # fmt: skip
    TWICE = "twice", "证书编号重复", "The same certificate twice", "house"
    TOO_FAR = "too_far", "服务网点过远", "No service point is near enough", "house"


class Basis(Term):
    """Why somebody is held to maintain an elevator on a day."""

    FILED = "filed", "已备案", "Filed and checked", "286号 二（一）维保备案"
    REGISTER = "register", "登记有、未备案", "Named by the register, not filed", "house"
    NOBODY = "nobody", "无人维保", "Nobody maintains it", "特种设备安全法 art. 45"
    UNKNOWN = "unknown", "无记录", "Before anything is on record", "house"


class DecisionKind(Term):
    """What was decided about who maintains an elevator."""

    BEGIN = "begin", "责任开始", "Responsibility begins", "requirements A5"
    HAND_OVER = "hand_over", "责任移交", "Responsibility is handed over", "requirements A5"
    END = "end", "责任终止", "Responsibility ends", "requirements A5"
    REFUSE = "refuse", "不予采信", "Filing not accepted", "requirements A5"
    REVERSE = "reverse", "撤销决定", "Decision reversed", "house"
    MERGE = "merge", "随登记合并或分开", "Follows a merge or split of the register", "house"


class CheckResult(Term):
    """What a spot-check found."""

    PENDING = "pending", "待抽查", "To be checked", "286号 二（一）核查"
    TRUE = "true", "属实", "Found true", "286号 二（一）确保备案信息真实准确"
    FALSE = "false", "不属实", "Found not true", "286号 二（一）确保备案信息真实准确"
    NO_ANSWER = (
        "no_answer", "电话无人接听", "The telephone was not answered", "TSG T5002-2017 art. 5 (M)",
    )  # fmt: skip


class MismatchState(Term):
    """How far a mismatch between site and filing is."""

    OPEN = "open", "待整改", "Open", "286号 二（一）督促变更"
    ANSWERED = "answered", "已答复", "Answered", "286号 二（一）督促变更"
    CLOSED = "closed", "已变更", "Changed and confirmed", "286号 二（一）督促变更"
    DISMISSED = "dismissed", "现场记录有误", "The note of the site was wrong", "house"

    @classmethod
    def open_states(cls) -> frozenset["MismatchState"]:
        """States in which somebody still has to act."""
        return frozenset({cls.OPEN, cls.ANSWERED})


class MismatchField(Term):
    """What is compared on site with the filing."""

    FIRM = "firm", "维保单位", "Maintenance firm", "286号 二（一）检验机构核对"
    USE_UNIT = "use_unit", "使用单位", "Use unit", "286号 二（一）检验机构核对"
    DUTY_PHONE = "duty_phone", "维保值班电话", "Duty telephone", "286号 二（一）检验机构核对"
    TECHNICIANS = "technicians", "维保人员", "Technicians", "286号 二（一）检验机构核对"
    ADDRESS = "address", "地址", "Address", "286号 二（一）检验机构核对"
    OTHER = "other", "其他", "Something else", "286号 二（一）检验机构核对"


class MismatchDeed(Term):
    """What is done about a mismatch."""

    REPORT = "report", "现场记录", "Found on site", "286号 二（一）"
    ANSWER = "answer", "答复说明", "Answered", "286号 二（一）"
    CONFIRM = "confirm", "确认属实", "Confirmed as right", "286号 二（一）"
    VERIFY = "verify", "现场复核一致", "Seen again: site and filing agree", "286号 二（一）"
    ESCALATE = "escalate", "逾期升级", "Escalated by the clock", "286号 二（一）督促"
    CLOSE = "close", "变更并确认，闭环", "Changed, confirmed and closed", "286号 二（一）"
    DISMISS = "dismiss", "撤销现场记录", "Note of the site dismissed", "house"


class MismatchNeed(Term):
    """What a mismatch still waits for; it closes by itself when nothing is left."""

    CHANGED = "changed", "备案或登记已变更", "Filing or register changed", "286号 二（一）督促变更"
    AS_FOUND = "as_found", "与现场一致", "Agrees with the site", "286号 二（一）检验机构核对"
    UNIT = "unit", "使用单位已确认", "Confirmed by the use unit", "286号 二（一）"
    FIRM = "firm", "维保单位已确认", "Confirmed by the maintenance firm", "286号 二（一）"


class SiteAnswer(Term):
    """What an inspector says of one fact on site."""

    AGREES = "agrees", "一致", "As filed", "286号 二（一）检验机构核对"
    DIFFERS = "differs", "不一致", "Different", "286号 二（一）检验机构核对"
    NOT_SEEN = "not_seen", "未核对", "Not seen", "286号 二（一）检验机构核对"


class UrgeReason(Term):
    """Why somebody is urged."""

    FIRM_NOT_FILED = "firm_not_filed", "单位逾期未备案", "Firm not filed in time", "286号 二（一）"
    ELEVATOR_NOT_FILED = (
        "elevator_not_filed", "电梯逾期未备案", "Elevator not filed in time", "286号 二（一）",
    )  # fmt: skip
    RETURNED = "returned", "退回后逾期未改", "Returned and not mended in time", "286号 二（一）"
    UNIT_SILENT = (
        "unit_silent", "使用单位逾期未确认", "Use unit has not answered in time", "requirements A5",
    )  # fmt: skip
    CONTRACT_ENDS = "contract_ends", "合同即将到期", "Contract about to end", "requirements A5"
    LICENCE_ENDS = "licence_ends", "许可即将到期", "Licence about to run out", _LICENCE
    CERTIFICATE_ENDS = (
        "certificate_ends", "人员证书即将到期", "Certificate about to run out",
        "TSG Z6001-2019 (M)",
    )  # fmt: skip
    MISMATCH = "mismatch", "不一致逾期未变更", "Mismatch not mended in time", "286号 二（一）督促"


class BindingState(Term):
    """How far a technician's binding to an elevator is."""

    ASKED = "asked", "待单位同意", "Waits for the firm", "286号 附件1 二（二）"
    BOUND = "bound", "已绑定", "Bound", "286号 附件1 二（二）"
    REFUSED = "refused", "未同意", "Not agreed to", "house"
    UNBOUND = "unbound", "已解除", "Unbound", "286号 附件1 二（二）"


class BindingFault(Term):
    """Why a technician cannot be bound to an elevator."""

    NOT_MAINTAINED = (
        "not_maintained", "本单位当日不负责这台电梯的维保",
        "The firm does not answer for this elevator that day", "286号 二（一）维保备案",
    )  # fmt: skip
    NOT_OF_FIRM = (
        "not_of_firm", "此人不是本单位在册的维保人员", "Not a technician of the firm",
        "286号 二（一）维保备案",
    )  # fmt: skip
    NO_CERTIFICATE = (
        "no_certificate", "此人没有当日有效的 T 证",
        "Without a certificate T in force that day", "TSG Z6001-2019 (M)",
    )  # fmt: skip
    SCRAPPED = "scrapped", "电梯已报废", "The elevator is scrapped", "TSG 08 (M)"
    UNBOUND_MEANWHILE = (
        "unbound_meanwhile", "本单位在此期间已解除绑定",
        "The firm has unbound this technician meanwhile", "286号 附件1 二（二）",
    )  # fmt: skip
