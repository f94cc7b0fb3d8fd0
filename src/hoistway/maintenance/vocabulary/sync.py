"""Words of what a technician's phone is answered, and of what a record still lacks."""

from hoistway.foundation.terms import Term

_CONTENT = "TSG T5002-2017 art. 7 to 10 (M)"
_SIGNATURES = "电子签名法 art. 13"


class SyncFault(Term):
    """Why an operation of a phone was refused or is kept as a conflict."""

    BAD_SHAPE = "bad_shape", "数据格式不符", "Not of the right shape", "house"
    NOT_BEGUN = "not_begun", "尚未签到", "Nobody has signed in to this visit", "house"
    NOT_YOURS = "not_yours", "不是本单位的维保任务", "Not a visit of your firm", "house"
    NOT_MAINTAINED = (
        "not_maintained", "签到当日本单位不负责该电梯",
        "Your firm did not maintain this elevator on that day", "286号 二（一）维保备案",
    )  # fmt: skip
    OTHER_ELEVATOR = "other_elevator", "电梯不符", "The visit is on another elevator", "house"
    OTHER_KIND = "other_kind", "维保类型与计划不符", "Not the planned kind or level", _CONTENT
    CREW_UNKNOWN = (
        "crew_unknown", "人员不是本单位维保人员", "Not a technician of your firm", _CONTENT,
    )  # fmt: skip
    CREW_TOO_SMALL = "crew_too_small", "人数不足", "Too few technicians", _CONTENT
    CERTIFICATE_MISSING = (
        "certificate_missing", "当日没有有效的T证", "No certificate T in force on that day",
        "TSG Z6001-2019 (M)",
    )  # fmt: skip
    ALREADY_SIGNED = (
        "already_signed",
        "记录已签名，不能更改",
        "Signed; nothing changes",
        _SIGNATURES,
    )
    VOID = "void", "任务已作废", "The visit is void", "house"
    OTHERS_AT_WORK = (
        "others_at_work", "其他手机也在填写，不能放弃",
        "Another phone works on it too; it cannot be discarded", "house",
    )  # fmt: skip
    NEWER_LINE = (
        "newer_line", "另一部手机已填写该项目", "Another phone has answered this item", "house",
    )  # fmt: skip
    CONFLICTS_OPEN = (
        "conflicts_open", "有冲突的项目尚未核定", "Items in conflict are not settled", "house",
    )  # fmt: skip
    LINES_DIFFER = (
        "lines_differ", "签名内容与另一部手机的填写不同",
        "The signed text differs from what another phone said", "house",
    )  # fmt: skip
    OTHER_CONTENT = (
        "other_content", "与同组人员签名的内容不同",
        "Not the text that the others of the crew have signed", _SIGNATURES,
    )  # fmt: skip
    NOT_CANONICAL = "not_canonical", "签名内容不是规范格式", "Not in canonical form", "RFC 8785"
    INCOMPLETE = "incomplete", "记录不完整，缺少", "The record is not complete; missing", _CONTENT
    PHOTOS_MISSING = (
        "photos_missing", "照片尚未全部上传", "Not all photos have arrived", "house",
    )  # fmt: skip
    CLOCK_AHEAD = (
        "clock_ahead", "手机时间超前，请校正后重新签名",
        "The phone's clock is ahead; correct it and sign again", "house",
    )  # fmt: skip
    KEY_UNKNOWN = (
        "key_unknown", "签名密钥未登记", "The signing key is not registered", _SIGNATURES,
    )  # fmt: skip
    SIGNATURE_MISSING = (
        "signature_missing", "缺少该维保人员的签名", "This technician has not signed", _SIGNATURES,
    )  # fmt: skip
    SIGNATURE_WRONG = "signature_wrong", "签名验证不通过", "The signature does not fit", _SIGNATURES

    @classmethod
    def kept(cls) -> frozenset["SyncFault"]:
        """Faults of deeds that are kept as conflicts for a person; the others did not happen."""
        return frozenset(
            {cls.NEWER_LINE, cls.CONFLICTS_OPEN, cls.LINES_DIFFER, cls.OTHER_CONTENT}
        )  # fmt: skip


class RecordBlock(Term):
    """What the rule asks of a record; a record that lacks one is not accepted."""

    ELEVATOR = "elevator", "电梯基本情况", "Identity of the elevator", _CONTENT
    PARAMETERS = "parameters", "主要参数", "Basic parameters", _CONTENT
    USE_UNIT = "use_unit", "使用单位", "Use unit", _CONTENT
    FIRM = "firm", "维保单位", "Maintenance firm", _CONTENT
    TIME = "time", "起止时间", "Beginning and end", _CONTENT
    CREW = "crew", "维保人员", "Technicians", _CONTENT
    ITEM = "item", "项目结果", "Result of the item", _CONTENT
    NOT_OF_THIS_LIST = "not_of_this_list", "清单外的项目", "An item not of this list", _CONTENT
    ITEM_WORDS = "item_words", "项目名称", "Words of the item", _CONTENT
    VALUE = "value", "测量值", "Measured value", _CONTENT
    VALUE_OUTSIDE = (
        "value_outside", "测量值超限却记为合格", "Outside the limit but not called abnormal",
        _CONTENT,
    )  # fmt: skip
    ADJUSTMENT = "adjustment", "调整内容", "What was adjusted", _CONTENT
    PART = "part", "更换部件", "The part that was replaced", _CONTENT
    REPAIR = "repair", "异常说明与处理时限", "Words and urgency of what is abnormal", _CONTENT
    WORK_DONE = "work_done", "工作内容", "What was done", _CONTENT
