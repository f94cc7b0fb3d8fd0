"""One table: which role may do which deed, and how far its sight reaches."""

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import NotAllowed
from hoistway.foundation.terms import Term
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

_REGULATES = frozenset(
    {
        Deed.SEE_FILINGS,
        Deed.CHECK_FILING,
        Deed.SEE_MISMATCHES,
        Deed.REPORT_MISMATCH,
        Deed.SETTLE_MISMATCH,
        Deed.SEE_PLATES,
        Deed.MANAGE_PLATES,
        Deed.POST_PLATE,
        Deed.WRITE_BULLETIN,
        Deed.CHECK_BULLETIN,
        Deed.SEE_MAINTENANCE,
        Deed.HOLD_RECORDS,
        Deed.SEE_DUTIES,
        Deed.SETTLE_HAZARD,
        Deed.SEE_REPORTS,
        Deed.ANSWER_REPORT,
        Deed.VERIFY_REPORT,
        Deed.MODERATE_REPORT,
        Deed.SEE_FAULTS,
        Deed.JUDGE_FAULT,
        Deed.SEE_INSPECTIONS,
        Deed.SETTLE_STOP,
        Deed.SEE_INSURANCE,
    }
)
"""What every regulator does in the own area: filings, plates, bulletins, records, hazards,
reports."""

MAY: dict[RoleKind, frozenset[Deed]] = {
    RoleKind.TECHNICIAN: frozenset(
        {
            Deed.SEE_ELEVATORS,
            Deed.SEE_INCIDENTS,
            Deed.ANSWER_CALL,
            Deed.CALL_RESCUE,
            Deed.SUGGEST_CORRECTION,
            Deed.BIND_ELEVATOR,
            Deed.POST_PLATE,
            Deed.SEE_MAINTENANCE,
            Deed.DO_MAINTENANCE,
            Deed.REPORT_HAZARD,
            Deed.SEE_FAULTS,
            Deed.REPORT_FAULT,
            Deed.SEE_INSPECTIONS,
        }
    ),
    RoleKind.FIRM_OFFICE: frozenset(
        {
            Deed.SEE_ELEVATORS,
            Deed.SEE_INCIDENTS,
            Deed.SEE_ALARMS,
            Deed.SEE_QUALITY,
            Deed.ANSWER_FINDINGS,
            Deed.SUGGEST_CORRECTION,
            Deed.SEE_FILINGS,
            Deed.FILE_MAINTENANCE,
            Deed.SEE_MISMATCHES,
            Deed.ANSWER_MISMATCH,
            Deed.SEE_PLATES,
            Deed.POST_PLATE,
            Deed.WRITE_BULLETIN,
            Deed.SEE_MAINTENANCE,
            Deed.PLAN_MAINTENANCE,
            Deed.SEE_DUTIES,
            Deed.KEEP_DUTIES,
            Deed.REPORT_HAZARD,
            Deed.SEE_REPORTS,
            Deed.ANSWER_REPORT,
            Deed.SEE_FAULTS,
            Deed.REPORT_FAULT,
            Deed.MEND_FAULT,
            Deed.APPEAL_FAULT,
            Deed.SEE_INSPECTIONS,
            Deed.MEND_DEFECT,
            Deed.SEE_INSURANCE,
        }
    ),
    RoleKind.USE_UNIT: frozenset(
        {
            Deed.SEE_ELEVATORS,
            Deed.SEE_INCIDENTS,
            Deed.CALL_RESCUE,
            Deed.SEE_QUALITY,
            Deed.ANSWER_FINDINGS,
            Deed.SUGGEST_CORRECTION,
            Deed.FILE_USE_REQUEST,
            Deed.SEE_FILINGS,
            Deed.CONFIRM_FILING,
            Deed.SEE_MISMATCHES,
            Deed.ANSWER_MISMATCH,
            Deed.POST_PLATE,
            Deed.WRITE_BULLETIN,
            Deed.SEE_MAINTENANCE,
            Deed.CONFIRM_MAINTENANCE,
            Deed.SEE_DUTIES,
            Deed.ACKNOWLEDGE_NOTICE,
            Deed.SEE_REPORTS,
            Deed.ANSWER_REPORT,
            Deed.SEE_FAULTS,
            Deed.REPORT_FAULT,
            Deed.APPEAL_FAULT,
            Deed.SEE_INSPECTIONS,
            Deed.ASK_INSPECTION,
            Deed.MEND_DEFECT,
            Deed.SEE_INSURANCE,
        }
    ),
    RoleKind.DISPATCHER: frozenset(
        {
            Deed.SEE_ELEVATORS,
            Deed.SEE_INCIDENTS,
            Deed.SEE_ALARMS,
            Deed.SEE_FEEDS,
            Deed.SEE_MESSAGES,
            Deed.CALL_RESCUE,
            Deed.COMMAND_RESCUE,
            Deed.SEE_FAULTS,
            Deed.REPORT_FAULT,
            Deed.RESEND_MESSAGES,
        }
    ),
    RoleKind.DISTRICT_REGULATOR: frozenset(
        {
            Deed.SEE_ELEVATORS,
            Deed.SEE_INCIDENTS,
            Deed.SEE_ALARMS,
            Deed.JUDGE_RESCUE,
            Deed.SEE_QUALITY,
            Deed.SETTLE_FINDINGS,
            Deed.CORRECT_REGISTER,
            Deed.IMPORT_REGISTER,
            Deed.CHECK_USE_REQUEST,
        }
    )
    | _REGULATES,
    RoleKind.CITY_REGULATOR: frozenset(
        {
            Deed.SEE_ELEVATORS,
            Deed.SEE_INCIDENTS,
            Deed.SEE_ALARMS,
            Deed.SEE_FEEDS,
            Deed.SEE_MESSAGES,
            Deed.JUDGE_RESCUE,
            Deed.SEE_QUALITY,
            Deed.SETTLE_FINDINGS,
            Deed.CORRECT_REGISTER,
            Deed.IMPORT_REGISTER,
            Deed.CHECK_USE_REQUEST,
            Deed.CONFIRM_STANDARD,
            Deed.RESEND_MESSAGES,
        }
    )
    | _REGULATES,
    RoleKind.INSPECTOR: frozenset(
        {
            Deed.SEE_ELEVATORS,
            Deed.SEE_FILINGS,
            Deed.SEE_MISMATCHES,
            Deed.REPORT_MISMATCH,
            Deed.SEE_FAULTS,
            Deed.SEE_INSPECTIONS,
            Deed.RECORD_INSPECTION,
        }
    ),
    RoleKind.INSURER: frozenset({Deed.SEE_INSURANCE, Deed.KEEP_INSURANCE}),
}


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
