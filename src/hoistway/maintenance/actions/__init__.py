"""The verbs of maintenance."""

from hoistway.maintenance.actions.makers import (
    BadMakersItem,
    MakersDraft,
    end_makers_item,
    enter_makers_item,
)
from hoistway.maintenance.actions.operations import Answer, Taken, take_in
from hoistway.maintenance.actions.phone_keys import (
    NewKey,
    NotAKey,
    end_key,
    register_key,
    vouch_for_key,
)
from hoistway.maintenance.actions.regimes import (
    FollowedPlan,
    follow_plan,
    follow_plans,
    return_to_fixed,
)
from hoistway.maintenance.actions.remote_checks import BadRemoteCheck, RemoteCheck, count_remote
from hoistway.maintenance.actions.repairs import RepairWordsMissing, open_repair
from hoistway.maintenance.actions.reviewing import NothingToReview, OwnInspection, review_visit
from hoistway.maintenance.actions.targeted import (
    NobodyToSend,
    TargetedOrder,
    UnknownItem,
    order_targeted,
)
from hoistway.maintenance.actions.upload_faults import Judged, judge_upload
from hoistway.maintenance.actions.uploading import Uploaded, VisitRefused, upload_visit
from hoistway.maintenance.actions.withdrawing import withdraw_targeted
from hoistway.maintenance.rules.deeds import Deed, instant, is_sha256
from hoistway.maintenance.rules.on_demand import PlanLine
from hoistway.maintenance.rules.uploads import Fault, Signature, Upload

__all__ = [
    "Answer", "BadMakersItem", "BadRemoteCheck", "Deed", "Fault", "FollowedPlan", "Judged",
    "MakersDraft", "NewKey", "NobodyToSend", "NotAKey", "NothingToReview", "OwnInspection",
    "PlanLine", "RemoteCheck", "RepairWordsMissing", "Signature", "Taken", "TargetedOrder",
    "UnknownItem", "Upload", "Uploaded", "VisitRefused", "count_remote", "end_key",
    "end_makers_item", "enter_makers_item", "follow_plan", "follow_plans", "instant", "is_sha256",
    "judge_upload", "open_repair", "order_targeted", "register_key", "return_to_fixed",
    "review_visit", "take_in", "upload_visit", "vouch_for_key", "withdraw_targeted",
]  # fmt: skip
