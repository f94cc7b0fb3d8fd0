"""Questions about filings and who answers for an elevator."""

from hoistway.filings.queries.beginnings import first_days
from hoistway.filings.queries.bindings import (
    Bound,
    binding_of,
    bindings,
    bound_to,
    claiming_firms,
    open_bindings,
    self_binding,
)
from hoistway.filings.queries.board import (
    Standing,
    answered_for,
    board,
    by_firm,
    by_jurisdiction,
    total,
)
from hoistway.filings.queries.cases import Open, open_cases, policy_of
from hoistway.filings.queries.decisions import (
    TURNING,
    Outlook,
    decisions_about,
    decisions_of,
    last_turning,
    outlook_of,
)
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
from hoistway.filings.queries.duties import Waiting, duties
from hoistway.filings.queries.filings import (
    FilingSearch,
    filing_seen,
    filings,
    found_filings,
    objections_of,
    wish_of,
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
from hoistway.filings.queries.held import filing_in_force
from hoistway.filings.queries.maintainers import (
    Maintainer,
    Stretch,
    days_of,
    maintainer_on,
    maintainers_on,
    not_filed,
    unmaintained,
)
from hoistway.filings.queries.mismatches import open_mismatches_of
from hoistway.filings.queries.overdue import Overdue, overdue
from hoistway.filings.queries.urgings import last_urged, urgings
from hoistway.filings.rules.drawing import listed
from hoistway.filings.rules.filing import FilingWish
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
    "TURNING", "Bound", "FilingPolicy", "FilingSearch", "FilingWish", "FirmChange",
    "FirmContent", "FirmFilingSearch", "FoundFault", "HeldLicence", "LicenceLine", "Lots",
    "Maintainer", "Open", "Outcome", "Outlook", "Overdue", "Part", "PointLine", "RunningOut",
    "StaffLine", "Standing", "Stretch", "Waiting", "answered_for", "binding_of", "bindings",
    "board", "bound_to", "by_firm", "by_jurisdiction", "changes", "checks_of",
    "claiming_firms", "covered_until", "covers", "days_of", "decisions_about", "decisions_of",
    "draw_seen", "draws", "duties", "filing_in_force", "filing_seen", "filings", "filled_in",
    "firm_faults", "firm_filing_in_force", "firm_filing_seen", "firm_filings", "firms_checked",
    "firms_not_checked", "first_days", "found_filings", "found_firm_filings", "last_turning",
    "last_urged", "latest_firm_filing", "licences_of", "listed", "lots_today", "maintainer_on",
    "maintainers_on", "not_filed", "objections_of", "open_bindings", "open_cases",
    "open_mismatches_of", "outcomes_of", "outlook_of", "overdue", "policy_of", "policy_on",
    "published_draw", "running_out", "self_binding", "service_points_of", "stands", "total",
    "unfinished_draw", "unmaintained", "urgings", "wish_of",
]  # fmt: skip
