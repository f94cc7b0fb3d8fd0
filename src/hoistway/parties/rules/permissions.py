"""Which deeds a role or its program may do, and how far its sight reaches."""

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import NotAllowed
from hoistway.foundation.terms import Term
from hoistway.parties.rules.deeds import MAY
from hoistway.parties.vocabulary import Deed, RoleKind


class Reach(Term):
    """How far a role sees: the one idea behind every row that a page shows."""

    ALL = "all", "全市", "The whole city", "house"
    JURISDICTION = "jurisdiction", "本辖区", "Own jurisdiction", "286号 二: 各区市场监管局"
    FIRM = "firm", "本单位维保", "Maintained by own firm", "house"
    USE_UNIT = "use_unit", "本单位使用", "Used by own unit", "house"
    NONE = "none", "无", "Nothing", "house"


REACH: dict[RoleKind, Reach] = {
    RoleKind.TECHNICIAN: Reach.FIRM,
    RoleKind.FIRM_OFFICE: Reach.FIRM,
    RoleKind.USE_UNIT: Reach.USE_UNIT,
    RoleKind.DISPATCHER: Reach.ALL,
    RoleKind.DISTRICT_REGULATOR: Reach.JURISDICTION,
    RoleKind.CITY_REGULATOR: Reach.ALL,
    RoleKind.INSPECTOR: Reach.ALL,
    RoleKind.INSURER: Reach.NONE,
}

BY_HAND = frozenset(
    {
        Deed.CHECK_USE_REQUEST,
        Deed.CHECK_FILING,
        Deed.SETTLE_MISMATCH,
        Deed.APPROVE_ORDER,
        Deed.SETTLE_CASE,
        Deed.DO_CHECK,
        Deed.JUDGE_RESCUE,
        Deed.JUDGE_FAULT,
        Deed.VERIFY_REPORT,
        Deed.SETTLE_STOP,
        Deed.CHECK_PILOT,
        Deed.LIST_PILOT_FIRM,
        Deed.OPEN_PILOT,
        Deed.RUN_CREDIT,
        Deed.CONFIRM_STANDARD,
        Deed.KEEP_PROGRAMS,
        Deed.KEEP_PARTNERS,
    }
)
"""What no program does in a person's name: an authority's decisions about somebody's rights, which
law leaves to people (行政处罚法 42: two officers; 个人信息保护法 24), and letting programs in."""


def may(*, by: Actor, deed: Deed) -> bool:
    """Return whether this actor may do this deed somewhere; scope is judged apart.

    Example:
        >>> from hoistway.foundation.actors import PLATFORM
        >>> may(by=PLATFORM, deed=Deed.COMMAND_RESCUE)
        True
    """
    if by.kind is ActorKind.SYSTEM:
        return True
    if by.kind is not ActorKind.PERSON or not by.role:
        return False
    if by.program and deed in BY_HAND:
        return False
    return deed in MAY[RoleKind(by.role)]


def require(*, by: Actor, deed: Deed) -> None:
    """Refuse unless the actor may do the deed.

    Raises: NotAllowed.
    """
    if not may(by=by, deed=deed):
        raise NotAllowed


def reach_of(*, by: Actor) -> Reach:
    """Return how far this actor sees."""
    if by.kind is ActorKind.SYSTEM:
        return Reach.ALL
    if by.kind is not ActorKind.PERSON or not by.role:
        return Reach.NONE
    return REACH[RoleKind(by.role)]
