"""The verbs of supervision."""

from hoistway.supervision.actions.frequency import GradeTaken, take_grades
from hoistway.supervision.actions.looking import keep_habits, look_at_visits, weigh_visits
from hoistway.supervision.actions.planning import (
    KeyWordsMissing,
    ShareReached,
    draw_checks,
    end_key_unit,
    freeze_checks,
    keep_key_unit,
)
from hoistway.supervision.actions.proposing import (
    AlreadyDone,
    CheckStands,
    Proposal,
    drop_check,
    propose_checks,
)
from hoistway.supervision.actions.recording import (
    CardsMissing,
    Found,
    ItemsMissing,
    MeasuresMissing,
    Officer,
    OfficersMissing,
    Record,
    TimesWrong,
    record_check,
)
from hoistway.supervision.actions.signing import (
    NameMissing,
    NotToSign,
    RefusalBare,
    UnitHand,
    UnitRefusal,
    refuse_signature,
    sign_as_officer,
    sign_as_unit,
    sign_for_unit,
)

__all__ = [
    "AlreadyDone", "CardsMissing", "CheckStands", "Found", "GradeTaken", "ItemsMissing",
    "KeyWordsMissing", "MeasuresMissing", "NameMissing", "NotToSign", "Officer",
    "OfficersMissing", "Proposal", "Record", "RefusalBare", "ShareReached", "TimesWrong",
    "UnitHand", "UnitRefusal", "draw_checks", "drop_check", "end_key_unit", "freeze_checks",
    "keep_habits", "keep_key_unit", "look_at_visits", "propose_checks", "record_check",
    "refuse_signature", "sign_as_officer", "sign_as_unit", "sign_for_unit", "take_grades",
    "weigh_visits",
]  # fmt: skip
