"""The verbs of maintenance."""

from hoistway.maintenance.actions.makers import (
    BadMakersItem,
    MakersDraft,
    end_makers_item,
    enter_makers_item,
)
from hoistway.maintenance.actions.operations import Answer, Taken, take_in
from hoistway.maintenance.actions.phone_keys import NewKey, NotAKey, register_key
from hoistway.maintenance.actions.repairs import RepairWordsMissing, open_repair
from hoistway.maintenance.actions.reviewing import NothingToReview, OwnInspection, review_visit

__all__ = [
    "Answer", "BadMakersItem", "MakersDraft", "NewKey", "NotAKey", "NothingToReview",
    "OwnInspection", "RepairWordsMissing", "Taken", "end_makers_item", "enter_makers_item",
    "open_repair", "register_key", "review_visit", "take_in",
]  # fmt: skip
