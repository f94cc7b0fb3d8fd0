"""The verbs over claims: say, decide, suggest, correct and take back."""

from hoistway.registry.actions.claims.deciding import (
    ReasonMissing,
    correct,
    decide_field,
    suggest,
    undo_correction,
    withdraw_claim,
)
from hoistway.registry.actions.claims.planning import UnknownJurisdiction
from hoistway.registry.actions.claims.saying import say, weigh
from hoistway.registry.actions.claims.tally import Tally
from hoistway.registry.rules.sayings import Change, FieldValue, Saying

__all__ = [
    "Change", "FieldValue", "ReasonMissing", "Saying", "Tally", "UnknownJurisdiction", "correct",
    "decide_field", "say", "suggest", "undo_correction", "weigh", "withdraw_claim",
]  # fmt: skip
