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
from hoistway.maintenance.rules.deeds import Deed, instant, is_sha256

__all__ = [
    "Answer", "BadMakersItem", "Deed", "MakersDraft", "NewKey", "NotAKey", "NothingToReview",
    "OwnInspection", "RepairWordsMissing", "Taken", "end_makers_item", "enter_makers_item",
    "instant", "is_sha256", "open_repair", "register_key", "review_visit", "take_in",
]  # fmt: skip
