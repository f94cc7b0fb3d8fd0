"""Questions about filings and who answers for an elevator."""

from hoistway.filings.queries.bindings import (
    Bound,
    binding_of,
    bindings,
    bound_to,
    claiming_firms,
    open_bindings,
    self_binding,
)
from hoistway.filings.queries.board import Standing, board, by_firm, by_jurisdiction, total
from hoistway.filings.queries.draws import (
    Lots,
    Outcome,
    checks_of,
    draw_seen,
    draws,
    lots_today,
    outcomes_of,
    published_draw,
    stands,
    unfinished_draw,
)
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
from hoistway.filings.queries.overdue import Overdue, overdue
from hoistway.filings.queries.urgings import last_urged, urgings
from hoistway.filings.rules.drawing import listed
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
    "Bound", "FilingPolicy", "FirmContent", "FirmFilingSearch", "FoundFault", "HeldLicence",
    "LicenceLine", "Lots", "Outcome", "Overdue", "PointLine", "RunningOut", "StaffLine",
    "Standing", "binding_of", "bindings", "board", "bound_to", "by_firm", "by_jurisdiction",
    "checks_of", "claiming_firms", "covered_until", "covers", "draw_seen", "draws",
    "filled_in", "firm_faults", "firm_filing_in_force", "firm_filing_seen", "firm_filings",
    "firms_checked", "firms_not_checked", "found_firm_filings", "last_urged",
    "latest_firm_filing", "licences_of", "listed", "lots_today", "open_bindings",
    "outcomes_of", "overdue", "policy_on", "published_draw", "running_out", "self_binding",
    "service_points_of", "stands", "total", "unfinished_draw", "urgings",
]  # fmt: skip
