"""The numbers of monitoring as dated editions; a rule receives one, never looks it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.foundation.editions import in_order, standing_on
from hoistway.monitoring.standards import editions
from hoistway.monitoring.vocabulary import IndicatorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPolicy:
    """What holds of one indicator; its file explains each field."""

    kind: IndicatorKind
    unit: str
    of: str
    least_weight: float
    least_spread: float
    least_share: float
    rise: float
    least_rise: float
    safety: bool
    car: tuple[str, ...]
    landing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePolicy:
    """Of which items a fault code speaks."""

    safety: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringPolicy:
    """One edition; `sources` names the clause or the choice behind each number."""

    edition: str
    in_force: date
    legal_basis: str
    baseline_days: int
    gap_days: int
    least_days: int
    recent_days: int
    smoothing: float
    false_rate: float
    watch_score: float
    settle_score: float
    settle_days: int
    again_days: int
    stale_days: int
    safety_hours: int
    other_days: int
    silence_minutes: int
    silence_order_hours: int
    silence_hours: int
    remote_days: int
    remote_coverage: float
    remote_known_days: int
    witnesses: Mapping[str, tuple[IndicatorKind, ...]]
    alarms: Mapping[str, tuple[str, ...]]
    indicators: Mapping[IndicatorKind, IndicatorPolicy]
    codes: Mapping[int, CodePolicy]
    sources: Mapping[str, str]

    @property
    def window_days(self) -> int:
        """Days before today that one judgement reads.

        Example:
            >>> policy_on(day=date(2026, 11, 23)).window_days
            60
        """
        return self.baseline_days + self.gap_days + self.recent_days


def policy_on(*, day: date) -> MonitoringPolicy:
    """Return the edition in force on a day; days before the first edition use the first."""
    return standing_on(known=_known(), day=day)


def edition_named(*, edition: str) -> MonitoringPolicy:
    """Return an edition by its name. Raises: KeyError."""
    return {one.edition: one for one in _known()}[edition]


@cache
def _known() -> tuple[MonitoringPolicy, ...]:
    return in_order([_read(name, table) for name, table in editions().items()])


def _read(name: str, table: Mapping[str, Any]) -> MonitoringPolicy:
    said = {key: value for key, value in table.items() if key not in {"indicator", "code"}}
    said["witnesses"] = {
        item: tuple(map(IndicatorKind, kinds)) for item, kinds in table["witnesses"].items()
    }
    said["alarms"] = {kind: tuple(items) for kind, items in table["alarms"].items()}
    said["indicators"] = {
        IndicatorKind(kind): _indicator(IndicatorKind(kind), of)
        for kind, of in table["indicator"].items()
    }
    said["codes"] = {
        int(code): CodePolicy(safety=of["safety"], items=tuple(of["items"]))
        for code, of in table["code"].items()
    }
    return MonitoringPolicy(edition=name, **said)


def _indicator(kind: IndicatorKind, said: Mapping[str, Any]) -> IndicatorPolicy:
    listed = {name: tuple(said[name]) for name in ("car", "landing")}
    fields: dict[str, Any] = {**said, **listed}
    return IndicatorPolicy(kind=kind, **fields)
