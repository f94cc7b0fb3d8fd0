"""The verbs of the on-demand pilot."""

from hoistway.ondemand.actions.firm_steps import ApplicationMoved
from hoistway.ondemand.actions.firms import (
    WRITABLE,
    ApplicationStands,
    NoPeriod,
    PlanIncomplete,
    Seal,
    SignerMissing,
    draft_application,
    submit_application,
    write_plan,
)
from hoistway.ondemand.actions.firms_check import (
    ConditionsLacking,
    ReasonsMissing,
    list_firm,
    return_application,
    withdraw_application,
)
from hoistway.ondemand.actions.firms_conditions import look_at_firms
from hoistway.ondemand.actions.firms_periods import (
    PeriodBackwards,
    PeriodDraft,
    PeriodOverlaps,
    PeriodUnfounded,
    cut_period,
    open_period,
)
from hoistway.ondemand.actions.firms_publish import (
    NotDeclared,
    hand_in_copy,
    keep_copy,
    name_page,
    read_firm_page,
)
from hoistway.ondemand.actions.firms_telling import tell_firm_step

__all__ = [
    "WRITABLE", "ApplicationMoved", "ApplicationStands", "ConditionsLacking", "NoPeriod",
    "NotDeclared", "PeriodBackwards", "PeriodDraft", "PeriodOverlaps", "PeriodUnfounded",
    "PlanIncomplete", "ReasonsMissing", "Seal", "SignerMissing", "cut_period",
    "draft_application", "hand_in_copy", "keep_copy", "list_firm", "look_at_firms", "name_page",
    "open_period", "read_firm_page", "return_application", "submit_application", "tell_firm_step",
    "withdraw_application", "write_plan",
]  # fmt: skip
