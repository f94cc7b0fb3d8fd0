"""The words of the plates room."""

from hoistway.foundation.terms import Term


class PlateState(Term):
    """The life of a code."""

    ISSUED = "issued", "已制发", "Issued", "286号 附件1"
    POSTED = "posted", "已张贴", "Posted", "286号 二（一）三"
    VOID = "void", "已作废", "Void", "requirements A8"


class Scan(Term):
    """What a scanned or typed address turned out to be."""

    GENUINE = "genuine", "有效码", "Genuine", "requirements A8"
    UNVERIFIED = "unverified", "未能核验的码", "Could not be verified", "requirements A8"
    VOID = "void", "已作废的码", "Void", "requirements A8"
    UNKNOWN = "unknown", "未知的码", "Unknown", "requirements A8"
