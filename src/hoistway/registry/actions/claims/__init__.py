"""The verbs over claims: say, decide, suggest, correct and take back."""

from hoistway.registry.actions.claims.correcting import correct, undo_correction
from hoistway.registry.actions.claims.deciding import (
    ReasonMissing,
    decide_field,
    decide_fields,
    suggest,
    withdraw_claim,
)
from hoistway.registry.actions.claims.merging import (
    CannotEnter,
    CannotMerge,
    merge,
    place_claim,
    split,
)
from hoistway.registry.actions.claims.placing import place_claims
from hoistway.registry.actions.claims.planning import UnknownJurisdiction
from hoistway.registry.actions.claims.saying import say, weigh
from hoistway.registry.actions.claims.tally import Tally
from hoistway.registry.rules.sayings import Change, FieldValue, Saying

__all__ = [
    "CannotEnter", "CannotMerge", "Change", "FieldValue", "ReasonMissing", "Saying", "Tally",
    "UnknownJurisdiction", "correct", "decide_field", "decide_fields", "merge", "place_claim",
    "place_claims",
    "say", "split", "suggest", "undo_correction", "weigh", "withdraw_claim",
]  # fmt: skip
