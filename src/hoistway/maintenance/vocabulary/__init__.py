"""The words of the maintenance room."""

from hoistway.foundation.terms import Term

_T5002 = "TSG T5002-2017"
_NOTICE = "286号 二（二）"
_SIGNATURES = "电子签名法 art. 13"


class Annex(Term):
    """Which annex of the rule an elevator falls under."""

    A = "A", "附件A 曳引与强制驱动电梯", "Annex A: traction and positive-drive lifts", _T5002
    B = "B", "附件B 液压驱动电梯", "Annex B: hydraulic lifts", _T5002
    C = "C", "附件C 杂物电梯", "Annex C: dumbwaiters", _T5002
    D = "D", "附件D 自动扶梯与自动人行道", "Annex D: escalators and moving walks", _T5002


class Level(Term):
    """The four levels of maintenance; each contains all items of the levels before it."""

    HALF_MONTH = "half_month", "半月", "Semi-monthly", _T5002
    QUARTER = "quarter", "季度", "Quarterly", _T5002
    HALF_YEAR = "half_year", "半年", "Half-yearly", _T5002
    YEAR = "year", "年度", "Yearly", _T5002


class ItemPlace(Term):
    """Where an item is looked at; the order is that of a walk through the installation."""

    MACHINE_ROOM = "machine_room", "机房", "Machine room", "house"
    CAR = "car", "轿厢", "Car", "house"
    CAR_ROOF = "car_roof", "轿顶与井道", "Car roof and well", "house"
    LANDING = "landing", "层站", "Landings", "house"
    PIT = "pit", "底坑", "Pit", "house"
    DRIVE = "drive", "驱动与转向站", "Drive and return stations", "house"
    STEPS = "steps", "梯级踏板", "Steps and pallets", "house"
    COMB = "comb", "梳齿板", "Comb plates", "house"
    HANDRAIL = "handrail", "扶手带", "Handrails", "house"
    BALUSTRADE = "balustrade", "护壁与围裙", "Balustrade and skirt", "house"


class ItemResult(Term):
    """What was found of one item; «not applicable» is not «passed»."""

    NORMAL = "normal", "正常", "Normal", _T5002
    ADJUSTED = "adjusted", "已调整", "Adjusted", _T5002
    REPLACED = "replaced", "已更换", "Part replaced", _T5002
    ABNORMAL = "abnormal", "异常待处理", "Abnormal, to be repaired", _T5002
    NOT_APPLICABLE = "not_applicable", "不适用", "Not applicable", "TSG T5002-2017 annexes, note 1"


class VisitKind(Term):
    """Why somebody works on an elevator."""

    MAINTENANCE = "maintenance", "维护保养", "Maintenance", _T5002
    REPAIR = "repair", "修理", "Repair", "TSG T5002-2017 art. 8 (M)"
    URGENT_REPAIR = "urgent_repair", "急修", "Urgent repair", "286号 附件1 二（二）"
    SELF_INSPECTION = (
        "self_inspection", "年度自行检查", "Yearly self-inspection", "TSG T5002-2017 art. 6 (M)",
    )  # fmt: skip
    TARGETED = "targeted", "针对性维保", "Targeted maintenance", "286号 二（三）"

    @classmethod
    def routine(cls) -> frozenset["VisitKind"]:
        """Kinds that the platform itself plans: the schedule's, and those a finding asks for."""
        return frozenset({cls.MAINTENANCE, cls.TARGETED})


class VisitState(Term):
    """Where a visit stands, from its planning to the use unit's word."""

    PLANNED = "planned", "待维保", "Planned", _T5002
    UNDER_WAY = "under_way", "进行中", "Under way", _NOTICE
    SIGNED = "signed", "待使用单位确认", "Signed, to be confirmed", "TSG T5002-2017 art. 9 (M)"
    CONFIRMED = "confirmed", "已确认", "Confirmed", "TSG T5002-2017 art. 9 (M)"
    OBJECTED = "objected", "有异议", "Objected to", "286号 附件1 二（三）"
    UNCONFIRMED = "unconfirmed", "逾期未确认", "Not confirmed in time", "TSG T5002-2017 art. 9 (M)"
    VOID = "void", "已作废", "Void", "house"

    @classmethod
    def open_states(cls) -> frozenset["VisitState"]:
        """States in which the work is still to be done or to be signed."""
        return frozenset({cls.PLANNED, cls.UNDER_WAY})

    @classmethod
    def counted_states(cls) -> frozenset["VisitState"]:
        """States in which a visit counts from its date: signed by the technicians."""
        return frozenset({cls.SIGNED, cls.CONFIRMED, cls.OBJECTED, cls.UNCONFIRMED})


class SignInWay(Term):
    """How the elevator was recognised when the work began."""

    SCAN = "scan", "扫码", "Scanned the code", "286号 附件1 二（二）"
    TYPED = "typed", "输入编号", "Typed the number", "house"
    LIST = "list", "从任务列表", "From the list", "house"


class ConfirmationWay(Term):
    """How the use unit's person proved who they are."""

    OWN_SIGN_IN = "own_sign_in", "本人登录", "Own sign-in", _SIGNATURES
    OWN_SYSTEM = (
        "own_system", "使用单位自有系统", "By the use unit's own system", _SIGNATURES,
    )  # fmt: skip
    PHONE_CODE = "phone_code", "手机验证码", "Code to the registered telephone", _SIGNATURES


class OperationKind(Term):
    """What a technician's phone reports, one deed each."""

    BEGIN = "begin", "签到", "Sign in", _NOTICE
    CREW = "crew", "人员", "Crew", _NOTICE
    LINE = "line", "项目结果", "Result of an item", _T5002
    PHOTO = "photo", "照片", "Photo", _NOTICE
    PART = "part", "更换部件", "Part replaced", _T5002
    REMARK = "remark", "备注", "Remark", "house"
    SIGN = "sign", "签名", "Signature", _SIGNATURES
    DISCARD = "discard", "放弃", "Discard", "house"


class Verdict(Term):
    """What became of an operation that a phone sent."""

    APPLIED = "applied", "已生效", "Applied", "house"
    DUPLICATE = "duplicate", "重复", "Known already", "house"
    CONFLICT = "conflict", "冲突待核", "Conflict, kept for a person", "house"
    REFUSED = "refused", "未接受", "Refused", "house"
