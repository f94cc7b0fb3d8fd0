"""The words of programs that call: what a key was opened for."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from hoistway.foundation.terms import Term
from hoistway.parties.vocabulary import RoleKind


class Scope(Term):
    """What a program may do with its key; what a role may not, its program may not either."""

    CLAIMS = "claims", "报送登记数据", "Say what is known of elevators", "requirements A3"
    CODES = "codes", "解析电梯码", "Resolve codes of elevators", "requirements G"
    REGISTER = "register", "读取电梯登记", "Read elevators", "286号 二（一）"
    REGISTER_WRITE = "register_write", "提出更正与申请", "Propose corrections", "286号 二（一）"
    PEOPLE = "people", "读取人员姓名电话", "Read names and telephones", "个人信息保护法 6"
    FILINGS = "filings", "读取维保备案", "Read filings", "286号 二（一）"
    FILINGS_WRITE = "filings_write", "办理维保备案", "Make filings", "286号 二（一）"
    MAINTENANCE = "maintenance", "读取维保", "Read maintenance", "286号 二（二）"
    MAINTENANCE_WRITE = "maintenance_write", "报送维保", "Send maintenance", "286号 二（二）"
    FAULTS = "faults", "读取故障", "Read faults", "286号 二（五）"
    FAULTS_WRITE = "faults_write", "报送故障", "Report faults", "286号 二（五）"
    RESCUE = "rescue", "读取救援", "Read rescues", "286号 二（五）"
    RESCUE_WRITE = "rescue_write", "报警与救援", "Call for and do rescues", "286号 二（五）"
    REPORTS = "reports", "读取公众反映", "Read public reports", "286号 二（四）"
    REPORTS_WRITE = "reports_write", "答复公众反映", "Answer public reports", "286号 二（四）"
    REPORTS_FILE = (
        "reports_file", "代公众提交反映", "File reports of citizens", "286号 二（四）",
    )  # fmt: skip
    INSPECTIONS = (
        "inspections", "报送检验检测报告", "Send reports of inspections", "286号 二（一）检验机构",
    )  # fmt: skip
    INSPECTIONS_READ = (
        "inspections_read", "读取检验检测", "Read inspections", "286号 二（一）检验机构",
    )  # fmt: skip
    INSPECTIONS_WRITE = (
        "inspections_write", "申请检验检测与整改", "Ask for inspections, mend defects",
        "特种设备安全法 art. 40",
    )  # fmt: skip
    INSURANCE = "insurance", "读取责任保险", "Read policies", "286号 附件2 三"
    INSURANCE_WRITE = "insurance_write", "报送责任保险", "Send policies", "286号 附件2 三"
    SAFETY = "safety", "读取使用单位安全责任", "Read safety rounds", "令74号 (M)"
    SAFETY_WRITE = "safety_write", "办理使用单位安全责任", "Keep safety rounds", "令74号 (M)"
    PILOT = "pilot", "读取按需维保", "Read the on-demand pilot", "286号 附件2"
    PILOT_WRITE = "pilot_write", "办理按需维保", "Act in the on-demand pilot", "286号 附件2"
    SUPERVISION = (
        "supervision", "读取监督检查", "Read checks and orders", "特种设备安全监督检查办法",
    )  # fmt: skip
    SUPERVISION_WRITE = (
        "supervision_write", "答复监督检查", "Answer checks and orders", "特种设备安全监督检查办法",
    )  # fmt: skip
    CREDIT = "credit", "读取信用评价", "Read credit", "286号 二（六）"
    CREDIT_WRITE = "credit_write", "提出信用异议", "Object to credit", "286号 二（六）"
    BULLETINS = "bulletins", "读取通知公告", "Read bulletins", "286号 附件1"
    BULLETINS_WRITE = "bulletins_write", "拟写通知公告", "Write bulletins", "286号 附件1"
    MESSAGES = "messages", "读取消息", "Read messages", "286号 附件1"
    CHANGES = "changes", "订阅变更", "Follow changes", "requirements A3"
    HAND_OVER_USE_UNIT = (
        "hand_over_use_unit", "交接使用单位人员", "Hand over people of use units",
        "286号 附件1 二（三）",
    )  # fmt: skip
    HAND_OVER_REGULATOR = (
        "hand_over_regulator", "交接监管人员", "Hand over regulators", "286号 附件1 二（四）",
    )  # fmt: skip
    HAND_OVER_TECHNICIAN = (
        "hand_over_technician", "交接维保人员", "Hand over technicians", "286号 附件1 二（二）",
    )  # fmt: skip
    HAND_OVER_INSPECTOR = (
        "hand_over_inspector", "交接检验人员", "Hand over inspectors", "286号 二（一）",
    )  # fmt: skip


WRITING = frozenset(
    {
        Scope.CLAIMS, Scope.REGISTER_WRITE, Scope.FILINGS_WRITE, Scope.MAINTENANCE_WRITE,
        Scope.FAULTS_WRITE, Scope.RESCUE_WRITE, Scope.REPORTS_WRITE, Scope.INSPECTIONS,
        Scope.INSPECTIONS_WRITE, Scope.INSURANCE_WRITE, Scope.SAFETY_WRITE, Scope.PILOT_WRITE,
        Scope.SUPERVISION_WRITE, Scope.CREDIT_WRITE, Scope.BULLETINS_WRITE, Scope.REPORTS_FILE,
    }
)  # fmt: skip
"""Scopes by which a program writes; by all others it reads."""

ROLES_OF: dict[Scope, frozenset[RoleKind]] = {
    Scope.HAND_OVER_USE_UNIT: frozenset({RoleKind.USE_UNIT}),
    Scope.HAND_OVER_REGULATOR: frozenset(
        {RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR}
    ),
    Scope.HAND_OVER_TECHNICIAN: frozenset({RoleKind.TECHNICIAN}),
    Scope.HAND_OVER_INSPECTOR: frozenset({RoleKind.INSPECTOR}),
}  # fmt: skip
"""Scope → roles whose people the program may hand over; dispatchers and offices are in no list:
they work at a desk and sign in there."""


class KeyState(Term):
    """Whether a program's key is worth anything today."""

    VALID = "valid", "有效", "Valid", "house"
    ENDING = "ending", "即将到期", "Ends soon", "house"
    EXPIRED = "expired", "已到期", "Expired", "house"
    ORPHANED = "orphaned", "无在职责任人", "Nobody answers for it", "house"
    REVOKED = "revoked", "已停用", "Revoked", "house"


class KeyDeed(Term):
    """What happened to a key."""

    OPENED = "opened", "开通", "Opened", "house"
    ROTATED = "rotated", "更换密钥", "Secret changed", "house"
    RESCOPED = "rescoped", "变更权限", "Scopes changed", "house"
    RENEWED = "renewed", "延长有效期", "Term extended", "house"
    TAKEN_OVER = "taken_over", "变更责任人", "Another person answers for it", "house"
    REVOKED = "revoked", "停用", "Revoked", "house"


class CallKind(Term):
    """What is counted of a program's calls, each against a quota of its own."""

    CALLS = "calls", "普通调用", "Single calls", "RFC 9110"
    BULK = "bulk", "批量报送", "Bulk calls", "house"
    STRANGER = "stranger", "无密钥的访问", "Calls without a key", "house"


_NUMBERS = UUID("8c2c4e0e-5f0b-4a57-9d5e-3a0c6d5a2f61")


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A key that everybody may know, because it opens nothing but the sandbox."""

    role: RoleKind
    secret: str

    @property
    def uid(self) -> UUID:
        """The client_id, the same in every sandbox."""
        return uuid5(_NUMBERS, self.secret)


SANDBOX_KEYS = (
    OpenKey(RoleKind.FIRM_OFFICE, "hwk_sandbox_firm_office"),
    OpenKey(RoleKind.FIRM_OFFICE, "hwk_sandbox_firm_office_2"),
    OpenKey(RoleKind.USE_UNIT, "hwk_sandbox_use_unit"),
    OpenKey(RoleKind.DISTRICT_REGULATOR, "hwk_sandbox_district_regulator"),
    OpenKey(RoleKind.CITY_REGULATOR, "hwk_sandbox_city_regulator"),
    OpenKey(RoleKind.DISPATCHER, "hwk_sandbox_dispatcher"),
    OpenKey(RoleKind.INSPECTOR, "hwk_sandbox_inspector"),
    OpenKey(RoleKind.INSURER, "hwk_sandbox_insurer"),
)
"""The published keys of the sandbox: one for each role that opens keys, and a second firm's."""
