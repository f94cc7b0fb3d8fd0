"""What the filings room writes."""

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
    "AlreadyChecked", "CheckIncomplete", "DrawWish", "FaultsRemain", "FirmFilingMovedOn",
    "FirmFilingWaits", "NothingOverdue", "NothingToDraw", "OwnFiling", "ReturnNeedsReason",
    "UnfinishedDraw", "UrgedToday", "check_firm", "draw_spot_checks", "faults_on", "file_firm",
    "record_spot_check", "return_firm", "tell_firm", "urge_now", "urge_overdue",
    "withdraw_firm_filing",
]  # fmt: skip
