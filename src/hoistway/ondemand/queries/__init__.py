"""Questions about the on-demand pilot."""

from hoistway.ondemand.queries.firm_facts import (
    FirmExplained,
    changes_of,
    commitment_holds,
    explain_firm,
    firm_connected,
    firm_preview,
    firm_verdicts,
    kept_verdicts,
)
from hoistway.ondemand.queries.firms import (
    PeriodRow,
    firm_pilot_seen,
    firm_pilots,
    listed_firm,
    period_on,
    period_rows,
    periods,
    policy_for,
    policy_of,
    published_firm,
    published_firms,
    steps_of,
)
from hoistway.ondemand.rules.firm_commitment import sentences as commitment_sentences
from hoistway.ondemand.rules.firm_entry import FirmVerdict
from hoistway.ondemand.rules.firm_plan import (
    BY_CODE,
    PlanFault,
    PlanField,
    PlanPart,
    fields_of,
    plan_faults,
)
from hoistway.ondemand.rules.policy import PilotPolicy, edition_named, edition_names

__all__ = [
    "BY_CODE", "FirmExplained", "FirmVerdict", "PeriodRow", "PilotPolicy", "PlanFault",
    "PlanField", "PlanPart", "changes_of", "commitment_holds", "commitment_sentences",
    "edition_named", "edition_names", "explain_firm", "fields_of", "firm_connected",
    "firm_pilot_seen", "firm_pilots", "firm_preview", "firm_verdicts", "kept_verdicts",
    "listed_firm", "period_on", "period_rows", "periods", "plan_faults", "policy_for",
    "policy_of", "published_firm", "published_firms", "steps_of",
]  # fmt: skip
