"""The words of the plates room."""

from hoistway.foundation.terms import Term

_A8 = "requirements A8"


class PlateState(Term):
    """The life of a plate."""

    ISSUED = "issued", "已制发", "Issued", "286号 附件1"
    PRINTED = "printed", "已制牌", "Printed", "286号 附件1 成品制作工艺"
    POSTED = "posted", "已张贴", "Posted", "286号 二（一）三"
    DAMAGED = "damaged", "已损坏", "Damaged", _A8
    LOST = "lost", "已遗失", "Lost", _A8
    REPLACED = "replaced", "更换中", "Being replaced", _A8
    VOID = "void", "已作废", "Void", _A8

    @classmethod
    def living(cls) -> frozenset["PlateState"]:
        """States of the one plate that counts for an elevator."""
        return frozenset({cls.ISSUED, cls.PRINTED, cls.POSTED, cls.DAMAGED, cls.LOST})

    @classmethod
    def in_stock(cls) -> frozenset["PlateState"]:
        """States in which a plate is made or ordered and not yet on its elevator."""
        return frozenset({cls.ISSUED, cls.PRINTED})


class PlateDeed(Term):
    """What is done with a plate."""

    ISSUE = "issue", "制发", "Issue", "286号 附件1"
    PRINT = "print", "制牌", "Print", "286号 附件1 成品制作工艺"
    POST = "post", "张贴", "Post", "286号 二（一）三"
    REPORT_DAMAGED = "report_damaged", "报损", "Report as damaged", _A8
    REPORT_LOST = "report_lost", "报失", "Report as lost", _A8
    REPLACE = "replace", "更换", "Replace", _A8
    REJECT = "reject", "认定张贴不实", "Find the posting untrue", "286号 二（一）核实"
    VOID = "void", "作废", "Make void", _A8


class BatchLayout(Term):
    """How a batch of plates is delivered to the maker."""

    SINGLE = "single", "单张", "One plate a page", "286号 附件1 成品制作工艺"
    SHEET = "sheet", "拼版", "Sheets", "286号 附件1 成品制作工艺"


class SuspicionKind(Term):
    """Why a posting or a scan is doubted."""

    SAME_PHOTO = "same_photo", "照片与他处相同", "The same photo as elsewhere", "286号 二（一）核实"
    FAR_FROM_ADDRESS = (
        "far_from_address", "张贴位置远离登记地址", "Far from the registered place",
        "286号 二（一）核实",
    )  # fmt: skip
    TWO_PLACES = (
        "two_places", "同一牌在两处被扫", "One plate scanned in two places", "286号 二（一）核实",
    )  # fmt: skip
    VOID_IN_USE = "void_in_use", "作废牌仍在使用", "A void plate is still in use", _A8


class SuspicionState(Term):
    """What a person made of a suspicion."""

    OPEN = "open", "待核实", "To be looked into", "house"
    CLEARED = "cleared", "已排除", "Cleared", "house"
    CONFIRMED = "confirmed", "已证实", "Confirmed", "house"


class ScanPlace(Term):
    """By which deed the place of a scan became known; a passenger's never is kept."""

    POSTING = "posting", "张贴", "Posting", "286号 二（一）三"
    BINDING = "binding", "绑定", "Binding", "286号 附件1 二（二）"
    INSPECTION = "inspection", "监管查看", "A regulator's look", "286号 附件1 二（四）"


class CoverageBy(Term):
    """By what the progress of posting is told."""

    DISTRICT = "district", "按辖区", "By district", "286号 三（四）"
    STREET = "street", "按街镇", "By street or town", "286号 三（四）"
    FIRM = "firm", "按维保单位", "By maintenance firm", "286号 二（一）督促"


class Scan(Term):
    """What a scanned or typed address turned out to be."""

    GENUINE = "genuine", "有效码", "Genuine", _A8
    UNVERIFIED = "unverified", "未能核验的码", "Could not be verified", _A8
    VOID = "void", "已作废的码", "Void", _A8
    UNKNOWN = "unknown", "未知的码", "Unknown", _A8


class Door(Term):
    """Which page a scan opens (rules/audience.py)."""

    PUBLIC = "public", "公众", "Public", "286号 附件1 二（一）"
    TECHNICIAN = "technician", "维保人员", "Technician", "286号 附件1 二（二）"
    FIRM = "firm", "维保单位", "Maintenance firm", "286号 附件1 二（二）"
    USE_UNIT = "use_unit", "使用单位", "Use unit", "286号 附件1 二（三）"
    REGULATOR = "regulator", "监管人员", "Regulator", "286号 附件1 二（四）"
    INSPECTOR = "inspector", "检验人员", "Inspection body", "286号 二（一）检验机构核对"


class Relation(Term):
    """How somebody who scans stands to this elevator (rules/audience.py)."""

    OWN = "own", "职责所在", "Answers for it, uses it or supervises it", "286号 附件1 二"
    CALLED = "called", "被派往此处救援", "Called to a rescue here", "286号 二（五）"
    CLAIMING = "claiming", "已备案、未核对", "Has filed it, not yet checked", "requirements A5"
    STRANGER = "stranger", "无关", "Has nothing to do with it", "house"


class DoorReason(Term):
    """Why somebody who is signed in reads the public page."""

    NONE = "none", "无", "None", "house"
    OTHER_FIRM = (
        "other_firm", "这台电梯不由本单位维保，因此显示公众页面。",
        "Your firm does not maintain this elevator, so this is the public page.", "house",
    )  # fmt: skip
    NOT_DECIDED = (
        "not_decided", "本单位对这台电梯的备案尚未核对，核对后显示维保页面。",
        "Your firm's filing is not checked yet; until then this is the public page.",
        "requirements A5",
    )  # fmt: skip
    OTHER_UNIT = (
        "other_unit", "这台电梯不由本单位使用，因此显示公众页面。",
        "Your unit does not use this elevator, so this is the public page.", "house",
    )  # fmt: skip
    OTHER_DISTRICT = (
        "other_district", "这台电梯不在本辖区，因此显示公众页面。",
        "This elevator is not in your district, so this is the public page.",
        "286号 二: 各区市场监管局",
    )  # fmt: skip
    INSURER = (
        "insurer", "保险机构查看公众页面；保单在“保险”中。",
        "An insurer reads the public page; policies stand under «Insurance».", "house",
    )  # fmt: skip
    DESK = (
        "desk", "调度席请在应急处置台查看这台电梯。",
        "Dispatchers see this elevator at the emergency desk.", "286号 二（五）",
    )  # fmt: skip
