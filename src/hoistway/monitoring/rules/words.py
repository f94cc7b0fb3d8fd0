"""A deviation in one line, in both languages: what it was, what it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from hoistway.monitoring.rules.measures import WHOLE_CAR
from hoistway.monitoring.vocabulary import IndicatorKind

Told = tuple[IndicatorKind, int, Mapping[str, Any]]
"""Indicator, floor, evidence of one deviation."""

_MOST = 3
"""Deviations named in one line. Chosen: a message and a line of the phone stay readable."""


def told(*, of: Sequence[Told]) -> tuple[str, str]:
    """Return what deviates in Chinese and English.

    Example:
        >>> told(of=[(IndicatorKind.DOOR_OPENING, 2,
        ...           {"unit": "ms", "baseline": 2400.0, "value": 3100.0, "label": "3"})])
        ('3 层开门时间 2.4 秒 → 3.1 秒', 'door opening time at floor 3: 2.4 s → 3.1 s')
    """
    zh = "；".join(_zh(*one) for one in of[:_MOST])
    en = "; ".join(_en(*one) for one in of[:_MOST])
    more = len(of) - _MOST
    return (f"{zh}；另 {more} 项", f"{en}; {more} more") if more > 0 else (zh, en)


def amount(*, value: float | None, unit: str, english: bool) -> str:
    """Return a value with its unit as it is read aloud.

    Example:
        >>> [amount(value=value, unit=unit, english=True)
        ...  for value, unit in ((2412.0, "ms"), (3.26, "%"), (212.4, "times"), (None, "ms"))]
        ['2.4 s', '3.3 per 100', '212', '—']
    """
    if value is None:
        return "—"
    if unit == "ms":
        return f"{value / 1000:.1f} s" if english else f"{value / 1000:.1f} 秒"
    if unit == "%":
        return f"{value:.1f} per 100" if english else f"{value:.1f} 次/百次"
    small = f"{value:.1f}" if value < 10 and value != round(value) else f"{value:.0f}"
    return small if english else f"{small} 次"


def _zh(kind: IndicatorKind, floor: int, evidence: Mapping[str, Any]) -> str:
    if kind is IndicatorKind.SILENCE:
        return f"{kind.zh} {evidence.get('silent_minutes', 0)} 分钟"
    place = "" if floor == WHOLE_CAR else f"{_label(floor, evidence)} 层"
    return f"{place}{kind.zh} {_from_to(evidence, english=False)}"


def _en(kind: IndicatorKind, floor: int, evidence: Mapping[str, Any]) -> str:
    if kind is IndicatorKind.SILENCE:
        return f"not heard for {evidence.get('silent_minutes', 0)} min"
    place = "" if floor == WHOLE_CAR else f" at floor {_label(floor, evidence)}"
    return f"{kind.en.lower()}{place}: {_from_to(evidence, english=True)}"


def _label(floor: int, evidence: Mapping[str, Any]) -> str:
    return str(evidence.get("label") or floor + 1)


def _from_to(evidence: Mapping[str, Any], *, english: bool) -> str:
    unit = str(evidence.get("unit", ""))
    was, now = (
        amount(value=evidence.get(name), unit=unit, english=english)
        for name in ("baseline", "value")
    )
    return f"{was} → {now}"
