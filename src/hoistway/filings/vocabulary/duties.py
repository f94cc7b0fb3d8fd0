"""What a firm has to do about filings."""

from hoistway.foundation.terms import Term

_NOTICE = "286号 二（一）维保备案"


class Duty(Term):
    """One sort of work that waits for a firm."""

    FILE_FIRM = "file_firm", "本单位备案", "File your firm", _NOTICE
    MEND_FIRM = "mend_firm", "更正被退回的单位备案", "Mend your firm's returned filing", _NOTICE
    FILE_ELEVATORS = "file_elevators", "待备案电梯", "Elevators to file", _NOTICE
    MEND_ELEVATORS = (
        "mend_elevators", "更正被退回的电梯备案", "Mend returned filings of elevators", _NOTICE,
    )  # fmt: skip
    ANSWER_CLAIM = (
        "answer_claim", "其他单位申报了本单位的电梯", "Another firm claims your elevators",
        "requirements A5",
    )  # fmt: skip
    RENEW_CONTRACT = "renew_contract", "合同即将到期", "Contracts about to end", "requirements A5"
    RENEW_LICENCE = "renew_licence", "许可到期", "Licences running out", "TSG 07-2019 (M)"
    RENEW_CERTIFICATE = (
        "renew_certificate", "人员证书到期", "Certificates running out", "TSG Z6001-2019 (M)",
    )  # fmt: skip
    SETTLE_MISMATCH = (
        "settle_mismatch", "现场与备案不一致", "Site and filing differ", "286号 二（一）督促变更",
    )  # fmt: skip
