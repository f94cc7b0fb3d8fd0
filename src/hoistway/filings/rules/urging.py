"""What somebody who is overdue is written: one message with counts, never one each."""

from collections.abc import Mapping

from hoistway.filings.vocabulary import UrgeReason

_UNITS: dict[UrgeReason, tuple[str, str]] = {
    UrgeReason.FIRM_NOT_FILED: ("", ""),
    UrgeReason.LICENCE_ENDS: (" {n} 项", " ({n})"),
    UrgeReason.CERTIFICATE_ENDS: (" {n} 人", " ({n})"),
    UrgeReason.RETURNED: (" {n} 份", " ({n})"),
    UrgeReason.UNIT_SILENT: (" {n} 份", " ({n})"),
    UrgeReason.CONTRACT_ENDS: (" {n} 台", " ({n})"),
    UrgeReason.ELEVATOR_NOT_FILED: (" {n} 台", " ({n})"),
    UrgeReason.MISMATCH: (" {n} 处", " ({n})"),
}


def letter(*, counts: Mapping[UrgeReason, int]) -> tuple[str, str]:
    """Return the message in Chinese and English that names each reason with its count.

    Example:
        >>> zh, en = letter(counts={UrgeReason.RETURNED: 2, UrgeReason.FIRM_NOT_FILED: 1})
        >>> zh
        '【慧梯】维保备案提醒：单位逾期未备案；退回后逾期未改 2 份。请登录办理。'
        >>> en.removeprefix("[Hoistway] Maintenance filing: ")
        'Firm not filed in time; Returned and not mended in time (2). Please sign in.'
    """
    named = [reason for reason in UrgeReason if reason in counts]
    zh = "；".join(r.zh + _UNITS[r][0].format(n=counts[r]) for r in named)
    en = "; ".join(r.en + _UNITS[r][1].format(n=counts[r]) for r in named)
    return (
        f"【慧梯】维保备案提醒：{zh}。请登录办理。",
        f"[Hoistway] Maintenance filing: {en}. Please sign in.",
    )
