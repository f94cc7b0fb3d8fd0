"""The words of the ledger."""

from hoistway.foundation.terms import Term

_SIGNATURES = "电子签名法 art. 5"


class DocumentKind(Term):
    """What a kept document is."""

    VISIT_RECORD = "visit_record", "维保记录", "Maintenance record", "TSG T5002-2017 art. 9 (M)"
    CONFIRMATION = "confirmation", "使用单位确认", "Use unit's confirmation", "286号 附件1 二（三）"
    OBJECTION = "objection", "使用单位异议", "Use unit's objection", "286号 附件1 二（三）"
    UNCONFIRMED = "unconfirmed", "逾期未确认", "Not confirmed in time", "house"
    CORRECTION = "correction", "更正", "Correction", "requirements B3"
    REPLY = "reply", "对异议的答复", "Answer to an objection", "286号 附件1 二（三）"
    RETURN = "return", "恢复使用确认", "Return to service", "286号 附件1 二（三）"
    NOTICE = "notice", "书面告知", "Written notice", "TSG T5002-2017 art. 11 (M)"
    RECEIPT = "receipt", "签收", "Receipt", "TSG T5002-2017 art. 11 (M)"
    HAZARD = "hazard", "事故隐患报告", "Hazard report", "TSG T5002-2017 art. 10 (M)"
    DRILL = "drill", "应急演练记录", "Rescue drill", "TSG T5002-2017 art. 6 (M)"
    PILOT_CONSENT = (
        "pilot_consent", "按需维保同意书", "Consent to the on-demand pilot", "286号 附件2 三 1",
    )  # fmt: skip
    PILOT_REVOCATION = (
        "pilot_revocation", "按需维保同意撤回书", "Consent to the pilot revoked", "requirements C3",
    )  # fmt: skip


class Algorithm(Term):
    """By which signatures the platform signs."""

    ED25519 = "ed25519", "Ed25519", "Ed25519", "RFC 8032"
    SM2 = "sm2-sm3", "SM2/SM3", "SM2/SM3", "GM/T 0003, GM/T 0004"


class Finding(Term):
    """What a verification finds; all but TRUE name where it breaks."""

    TRUE = "true", "真实", "Genuine", _SIGNATURES
    UNKNOWN = "unknown", "平台没有此记录", "Not known here", _SIGNATURES
    BODY_CHANGED = "body_changed", "内容被改动", "The content was changed", _SIGNATURES
    NOT_CANONICAL = "not_canonical", "文件格式不规范", "Not in canonical form", "RFC 8785"
    SIGNATURE_WRONG = "signature_wrong", "签名不符", "A signature does not fit", _SIGNATURES
    CHAIN_BROKEN = "chain_broken", "与前后记录不相连", "The chain is broken", _SIGNATURES
    DIGEST_DIFFERS = (
        "digest_differs",
        "与当日摘要不符",
        "Differs from the day's digest",
        _SIGNATURES,
    )
    STAMP_WRONG = "stamp_wrong", "时间戳不符", "The time stamp does not fit", "RFC 3161"
    FORGOTTEN = (
        "forgotten", "保存期满，内容已销毁", "Removed after its time", "TSG T5002-2017 art. 9 (M)",
    )  # fmt: skip
    NOT_YET_DIGESTED = (
        "not_yet_digested", "尚未进入当日摘要", "Not in a day's digest yet", "house",
    )  # fmt: skip

    @classmethod
    def harmless(cls) -> "frozenset[Finding]":
        """Return what may be said of a true document: only a proof is missing still or again."""
        return frozenset({cls.TRUE, cls.FORGOTTEN, cls.NOT_YET_DIGESTED})
