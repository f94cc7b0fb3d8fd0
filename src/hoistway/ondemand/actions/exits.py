"""The verbs of the way out of the pilot: find, warn, answer, decide, appeal, settle, end."""

from hoistway.ondemand.actions.exits_deciding import (
    CasePending,
    NoExitAppeal,
    NotHeardYet,
    SettledByAnother,
    answer_case,
    appeal_exit,
    decide_case,
    open_elevator_case,
    open_firm_case,
    settle_exit_appeal,
)
from hoistway.ondemand.actions.exits_finding import find_exits
from hoistway.ondemand.actions.exits_firms import end_periods, find_firm_exits
from hoistway.ondemand.actions.exits_following import (
    follow_complaint,
    follow_covers,
    follow_elevators,
    follow_inspection,
    follow_pilots,
    follow_plans,
    follow_policy,
    follow_stop,
)
from hoistway.ondemand.actions.exits_leaving import (
    ConditionStillLost,
    NewWayBegun,
    leave_with_firm,
)
from hoistway.ondemand.actions.exits_orders import follow_order
from hoistway.ondemand.actions.exits_steps import CaseMovedOn, ExitWordsMissing, Said
from hoistway.ondemand.actions.exits_telling import tell_exit

__all__ = [
    "CaseMovedOn", "CasePending", "ConditionStillLost", "ExitWordsMissing", "NewWayBegun",
    "NoExitAppeal", "NotHeardYet", "Said", "SettledByAnother", "answer_case", "appeal_exit",
    "decide_case", "end_periods", "find_exits", "find_firm_exits", "follow_complaint",
    "follow_covers", "follow_elevators", "follow_inspection", "follow_order",
    "follow_pilots", "follow_plans", "follow_policy", "follow_stop", "leave_with_firm",
    "open_elevator_case", "open_firm_case", "settle_exit_appeal", "tell_exit",
]  # fmt: skip
