"""The words of decisions about who maintains an elevator."""

from hoistway.foundation.terms import Term


class Ground(Term):
    """Why it was decided who maintains an elevator, or what that decision still waits for."""

    CHECKED = "checked", "区局已核对", "The district has checked it", "286号 二（一）核查"
    UNIT_CONFIRMED = (
        "unit_confirmed", "使用单位已确认", "The use unit confirms it", "requirements A5",
    )  # fmt: skip
    NO_USE_UNIT = (
        "no_use_unit", "无使用单位，由区局核定", "No use unit: the district's check decides",
        "特种设备安全法 art. 38",
    )  # fmt: skip
    NO_RIVAL = (
        "no_rival", "无其他单位主张", "No other firm claims these days", "requirements A5",
    )  # fmt: skip
    RIVAL_AGREES = "rival_agrees", "原维保单位同意", "The other firm agrees", "requirements A5"
    RIVAL_ENDS = (
        "rival_ends", "原维保单位已申请终止", "The other firm has filed its end", "requirements A5",
    )  # fmt: skip
    NOBODY_OBJECTED = (
        "nobody_objected", "异议期内无异议", "Nobody objected in time", "requirements A5",
    )  # fmt: skip
    DISTRICT_RULED = "district_ruled", "区局裁定", "The district ruled", "requirements A5"
    REGISTER_MERGED = (
        "register_merged", "登记记录合并或分开", "The register merged or split its rows", "house",
    )  # fmt: skip
    WAITS_FOR_FAULTS = (
        "waits_for_faults", "存在须更正的问题", "Something must be mended first", "286号 二（一）",
    )  # fmt: skip
    WAITS_FOR_CHECK = (
        "waits_for_check", "待区局核对", "Waits for the district's check", "286号 二（一）核查",
    )  # fmt: skip
    WAITS_FOR_UNIT = (
        "waits_for_unit", "待使用单位确认", "Waits for the use unit", "requirements A5",
    )  # fmt: skip
    WAITS_FOR_OBJECTIONS = (
        "waits_for_objections", "异议期内", "The other firm may still object", "requirements A5",
    )  # fmt: skip
    UNIT_DENIED = "unit_denied", "使用单位否认", "The use unit denies it", "requirements A5"
    UNIT_SILENT = (
        "unit_silent", "使用单位逾期未答复", "The use unit did not answer in time",
        "requirements A5",
    )  # fmt: skip
    OBJECTED = "objected", "有单位提出异议", "Somebody objects", "requirements A5"
    TWO_CONFIRMED = (
        "two_confirmed", "使用单位对两家均已确认", "The use unit confirmed two firms",
        "requirements A5",
    )  # fmt: skip
    DECIDED_MEANWHILE = (
        "decided_meanwhile", "其间已认定另一单位", "Another firm was accepted meanwhile",
        "requirements A5",
    )  # fmt: skip
    NOBODY_TO_ASK = (
        "nobody_to_ask", "两家主张且无使用单位", "Two firms claim it and there is no use unit",
        "特种设备安全法 art. 38",
    )  # fmt: skip


class FilingDeed(Term):
    """What moves a filing of an elevator from state to state."""

    DISPUTE = "dispute", "出现争议", "A dispute arises", "requirements A5"
    SETTLE = "settle", "争议消除", "The dispute is gone", "requirements A5"
    ACCEPT = "accept", "采信", "Accepted", "286号 二（一）核查"
    RETURN = "return", "退回", "Returned", "286号 二（一）核查"
    WITHDRAW = "withdraw", "撤回", "Withdrawn", "house"
    REFUSE = "refuse", "不予采信", "Not accepted", "requirements A5"
    REPLACE = "replace", "取代", "Replaced", "house"
    REVIVE = "revive", "恢复", "Holds again", "house"
    REOPEN = "reopen", "重新处理", "Reopened", "house"
