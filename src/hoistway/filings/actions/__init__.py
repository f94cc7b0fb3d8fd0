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
    "CannotBind", "FaultsRemain", "FirmFilingMovedOn", "FirmFilingWaits", "OwnFiling",
    "PhoneDeed", "ReasonNeeded", "ReturnNeedsReason", "UnboundMeanwhile", "agree_to_binding",
    "bind", "check_firm", "end_former_bindings", "faults_on", "file_firm", "return_firm",
    "set_self_binding", "tell_firm", "unbind", "withdraw_firm_filing",
]  # fmt: skip
