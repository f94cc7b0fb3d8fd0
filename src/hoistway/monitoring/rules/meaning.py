"""What a deviating indicator speaks of: items to look at, safety, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.monitoring.rules.measures import FAULT_CODES
from hoistway.monitoring.rules.policy import MonitoringPolicy
from hoistway.monitoring.vocabulary import IndicatorKind


@dataclass(frozen=True, slots=True)
class Meaning:
    """Items of one annex that a deviation speaks of, and whether they are for safety."""

    items: tuple[str, ...]
    safety: bool


def meaning_of(
    *, kind: IndicatorKind, landing: bool, annex: str, codes: int, policy: MonitoringPolicy
) -> Meaning:
    """Return what an indicator speaks of; `codes` are the bits of the fault codes seen.

    A single floor speaks of its landing door, most floors together of the car door.

    Example:
        >>> from datetime import date
        >>> from hoistway.monitoring.rules.policy import policy_on
        >>> policy = policy_on(day=date(2026, 11, 23))
        >>> meaning_of(kind=IndicatorKind.SIGNALS, landing=False, annex="A", codes=1 << 5,
        ...            policy=policy)
        Meaning(items=('A-1-05', 'A-1-06', 'A-2-02', 'A-3-04'), safety=True)
    """
    if kind is IndicatorKind.SIGNALS:
        seen = [policy.codes[code] for code in FAULT_CODES if codes >> code & 1]
        named = dict.fromkeys(item for code in seen for item in code.items)
        return Meaning(_of_annex(named, annex), any(code.safety for code in seen))
    said = policy.indicators[kind]
    return Meaning(_of_annex(said.landing if landing else said.car, annex), said.safety)


def _of_annex(items: Iterable[str], annex: str) -> tuple[str, ...]:
    return tuple(item for item in items if item.startswith(f"{annex}-"))


def due_at(*, found_at: datetime, safety: bool, policy: MonitoringPolicy) -> datetime:
    """Return until when somebody must have come.

    Source: maintenance-and-supervision 3.3: safety ≤ 24 h, other ≤ 7 d (proposal).
    """
    if safety:
        return found_at + timedelta(hours=policy.safety_hours)
    return found_at + timedelta(days=policy.other_days)


def silence_due_at(*, found_at: datetime, policy: MonitoringPolicy) -> datetime:
    """Return until when a silent device must have been looked at."""
    return found_at + timedelta(hours=policy.silence_hours)
