"""What may speak against a visit."""

from hoistway.foundation.terms import Term

_EFFECT = "286号 二（二）作业过程透明、效果可追溯"


class EvidenceReason(Term):
    """One thing that speaks against a visit; none of them alone proves anything."""

    TOO_SHORT = "too_short", "用时过短", "Too short for the items", _EFFECT
    ALL_AT_ONCE = "all_at_once", "集中勾选", "Items ticked all at once", _EFFECT
    TOO_FAR = "too_far", "签到位置过远", "Signed in far from the elevator", _EFFECT
    NO_PLACE = "no_place", "没有位置", "No place was given", _EFFECT
    CLOCK_WRONG = "clock_wrong", "手机时钟偏差过大", "The phone's clock was far off", _EFFECT
    IMPOSSIBLE_TRAVEL = (
        "impossible_travel", "行程不可能", "Nobody travels that fast", _EFFECT,
    )  # fmt: skip
    TWO_PLACES = "two_places", "同时在两处作业", "At two elevators at once", _EFFECT
    PHOTO_REUSED = "photo_reused", "照片重复使用", "A photo was used before", _EFFECT
    PHOTO_ALIKE = "photo_alike", "照片高度相似", "A photo looks like an earlier one", _EFFECT
    PHOTO_OUTSIDE = (
        "photo_outside", "照片不在作业时段", "A photo was not taken during the visit", _EFFECT,
    )  # fmt: skip
    NO_PHOTO = "no_photo", "没有照片", "No photo", _EFFECT
    VALUES_COPIED = "values_copied", "测量值照抄", "Values copied from the last visit", _EFFECT
    CREW_SHORT = "crew_short", "人数不足", "Fewer people than the policy asks", _EFFECT
    RIDERS_DURING = (
        "riders_during", "作业期间正常载客", "Carried passengers throughout the visit", _EFFECT,
    )  # fmt: skip
    NEVER_INSPECTED = (
        "never_inspected", "未进入检修模式", "Never in inspection mode", "GB/T 24476-2017",
    )  # fmt: skip
    DOORS_STILL = "doors_still", "门未动作", "The doors never moved", "GB/T 24476-2017"
