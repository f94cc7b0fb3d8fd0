"""Questions about filings, about who maintains which elevator on which day, and why."""

from hoistway.filings.queries.cases import Open, open_cases, policy_of
from hoistway.filings.queries.decisions import (
    TURNING,
    Outlook,
    decisions_about,
    decisions_of,
    last_turning,
    outlook_of,
)
from hoistway.filings.queries.filings import (
    FilingSearch,
    filing_seen,
    filings,
    found_filings,
    objections_of,
    wish_of,
)
from hoistway.filings.queries.maintainers import (
    Maintainer,
    Stretch,
    days_of,
    maintainer_on,
    maintainers_on,
    not_filed,
    unmaintained,
)
from hoistway.filings.rules.filing import FilingWish
from hoistway.filings.rules.policy import FilingPolicy, policy_on

__all__ = [
    "TURNING", "FilingPolicy", "FilingSearch", "FilingWish", "Maintainer", "Open", "Outlook",
    "Stretch", "days_of", "decisions_about", "decisions_of", "filing_seen", "filings",
    "found_filings", "last_turning", "maintainer_on", "maintainers_on", "not_filed",
    "objections_of", "open_cases", "outlook_of", "policy_of", "policy_on", "unmaintained",
    "wish_of",
]  # fmt: skip
