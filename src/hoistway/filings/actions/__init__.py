"""What the filings room writes."""

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

__all__ = [
    "FaultsRemain", "FirmFilingMovedOn", "FirmFilingWaits", "OwnFiling", "ReturnNeedsReason",
    "check_firm", "faults_on", "file_firm", "return_firm", "tell_firm", "withdraw_firm_filing",
]  # fmt: skip
