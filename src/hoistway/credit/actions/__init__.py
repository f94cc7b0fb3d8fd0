"""The verbs of credit."""

from hoistway.credit.actions.computing import RecordUnknown, compute_round
from hoistway.credit.actions.confirming import NothingToConfirm, confirm_grade
from hoistway.credit.actions.objections import (
    Claim,
    EvidenceMissing,
    NothingStruck,
    ObjectionMovedOn,
    ObjectionStands,
    PointsMissing,
    PreviewOver,
    decide_objection,
    object_to_score,
    remove_records,
    withdraw_objection,
)
from hoistway.credit.actions.rounds import (
    EditionUnknown,
    GradesUnconfirmed,
    ObjectionsOpen,
    PeriodUnsound,
    PreviewRuns,
    RoundDraft,
    RoundStands,
    ask_round,
    drop_round,
    expire_rounds,
    open_preview,
    publish_round,
)
from hoistway.credit.actions.steps import CreditWordsMissing, RoundMovedOn, Said
from hoistway.credit.actions.telling import remind_late, tell_objection, tell_round
from hoistway.credit.rules.striking import Strike

__all__ = [
    "Claim", "CreditWordsMissing", "EditionUnknown", "EvidenceMissing", "GradesUnconfirmed",
    "NothingStruck", "NothingToConfirm", "ObjectionMovedOn", "ObjectionStands", "ObjectionsOpen",
    "PeriodUnsound", "PointsMissing", "PreviewOver", "PreviewRuns", "RecordUnknown", "RoundDraft",
    "RoundMovedOn", "RoundStands", "Said", "Strike", "ask_round", "compute_round",
    "confirm_grade", "decide_objection", "drop_round", "expire_rounds", "object_to_score",
    "open_preview", "publish_round", "remind_late", "remove_records", "tell_objection",
    "tell_round", "withdraw_objection",
]  # fmt: skip
