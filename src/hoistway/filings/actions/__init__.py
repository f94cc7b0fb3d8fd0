"""What the filings room writes."""

from hoistway.filings.actions.binding import (
    CannotBind,
    PhoneDeed,
    ReasonNeeded,
    UnboundMeanwhile,
    agree_to_binding,
    bind,
    end_former_bindings,
    set_self_binding,
    unbind,
)
from hoistway.filings.actions.drawing import (
    AlreadyChecked,
    CheckIncomplete,
    DrawWish,
    NothingToDraw,
    UnfinishedDraw,
    draw_spot_checks,
    record_spot_check,
)
from hoistway.filings.actions.firms import (
    FaultsRemain,
    FirmFilingMovedOn,
    FirmFilingWaits,
    OwnFiling,
    ReturnNeedsReason,
    check_firm,
    faults_on,
    file_firm,
    return_firm,
    withdraw_firm_filing,
)
from hoistway.filings.actions.telling_firms import tell_firm
from hoistway.filings.actions.urging import NothingOverdue, UrgedToday, urge_now, urge_overdue

__all__ = [
    "AlreadyChecked", "CannotBind", "CheckIncomplete", "DrawWish", "FaultsRemain",
    "FirmFilingMovedOn", "FirmFilingWaits", "NothingOverdue", "NothingToDraw", "OwnFiling",
    "PhoneDeed", "ReasonNeeded", "ReturnNeedsReason", "UnboundMeanwhile", "UnfinishedDraw",
    "UrgedToday", "agree_to_binding", "bind", "check_firm", "draw_spot_checks",
    "end_former_bindings", "faults_on", "file_firm", "record_spot_check", "return_firm",
    "set_self_binding", "tell_firm", "unbind", "urge_now", "urge_overdue",
    "withdraw_firm_filing",
]  # fmt: skip
