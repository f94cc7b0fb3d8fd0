"""The words of the programs' door."""

from hoistway.foundation.terms import Term
from hoistway.parties.vocabulary import RoleKind


class Scope(Term):
    """What a program may do with its key."""

    CLAIMS = "claims", "报送登记数据", "Say what is known of elevators", "requirements A3"
    CODES = "codes", "解析电梯码", "Resolve codes of elevators", "requirements G"
    INSPECTIONS = (
        "inspections", "报送检验检测报告", "Send reports of inspections", "286号 二（一）检验机构",
    )  # fmt: skip
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
