"""Questions about filings and who answers for an elevator."""

from hoistway.filings.queries.firms import (
    FirmFilingSearch,
    RunningOut,
    filled_in,
    firm_filing_in_force,
    firm_filing_seen,
    firm_filings,
    firms_checked,
    firms_not_checked,
    found_firm_filings,
    latest_firm_filing,
    licences_of,
    running_out,
    service_points_of,
)
from hoistway.filings.rules.firm_changes import FirmChange, Part, changes
from hoistway.filings.rules.firm_content import (
    FirmContent,
    FoundFault,
    LicenceLine,
    PointLine,
    StaffLine,
    firm_faults,
)
from hoistway.filings.rules.licences import HeldLicence, covered_until, covers
from hoistway.filings.rules.policy import FilingPolicy, policy_on

__all__ = [
    "FilingPolicy", "FirmChange", "FirmContent", "FirmFilingSearch", "FoundFault", "HeldLicence",
    "LicenceLine", "Part", "PointLine", "RunningOut", "StaffLine", "changes", "covered_until", "covers",
    "filled_in", "firm_faults", "firm_filing_in_force", "firm_filing_seen", "firm_filings", "firms_checked",
    "firms_not_checked", "found_firm_filings", "latest_firm_filing", "licences_of", "policy_on",
    "running_out", "service_points_of",
]  # fmt: skip
