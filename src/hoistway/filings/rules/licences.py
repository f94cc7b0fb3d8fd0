"""Does what a firm is licensed to do cover this elevator on this day?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from hoistway.filings.vocabulary import Fault, LicenceItem, LicenceLevel
from hoistway.registry.vocabulary import ElevatorKind

FASTEST_MPS: dict[LicenceLevel, float] = {
    LicenceLevel.A1: inf, LicenceLevel.A2: 6.0, LicenceLevel.B: 2.5, LicenceLevel.NONE: 0.0,
}  # fmt: skip
"""The highest rated speed of the traction sub-item in m/s, itself included; a higher level covers
the lower ones. Source: TSG 07-2019 (M): A1 above 6.0, A2 up to 6.0, B up to 2.5."""

ITEMS_OF: dict[ElevatorKind, frozenset[LicenceItem]] = {
    ElevatorKind.TRACTION_PASSENGER: frozenset({LicenceItem.TRACTION}),
    ElevatorKind.FIREFIGHTERS: frozenset({LicenceItem.TRACTION}),
    ElevatorKind.TRACTION_GOODS: frozenset({LicenceItem.GOODS}),
    ElevatorKind.POSITIVE_GOODS: frozenset({LicenceItem.GOODS}),
    ElevatorKind.HYDRAULIC_PASSENGER: frozenset({LicenceItem.HYDRAULIC}),
    ElevatorKind.HYDRAULIC_GOODS: frozenset({LicenceItem.HYDRAULIC}),
    ElevatorKind.ESCALATOR: frozenset({LicenceItem.ESCALATOR}),
    ElevatorKind.MOVING_WALK: frozenset({LicenceItem.ESCALATOR}),
    ElevatorKind.DUMBWAITER: frozenset({LicenceItem.DUMBWAITER}),
    ElevatorKind.EXPLOSION_PROOF: frozenset({LicenceItem.EXPLOSION_PROOF, LicenceItem.GOODS}),
}
"""Which sub-items cover a kind; one of them is enough. Source: TSG 07-2019 (M), which counts
explosion-proof goods lifts to the goods lifts; older licences name them apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLicence:
    """One sub-item of a licence; days are half-open [since, until)."""

    item: LicenceItem
    level: LicenceLevel
    number: str
    since: date
    until: date


def covers(
    *, licences: Iterable[HeldLicence], kind: ElevatorKind, rated_speed_mps: float | None,
    day: date,
) -> Fault | None:  # fmt: skip
    """Return what keeps these licences from covering an elevator on a day, None where nothing does.

    A level is needed for traction passenger and firefighters elevators only. A speed that the
    register does not know speaks against no firm: the register is asked for it elsewhere.
    Source: 特种设备安全法 art. 45; TSG 07-2019 (M).

    Example:
        >>> held = HeldLicence(
        ...     item=LicenceItem.TRACTION, level=LicenceLevel.B, number="TS3310001-2028",
        ...     since=date(2024, 6, 1), until=date(2028, 6, 1),
        ... )
        >>> kind, day = ElevatorKind.TRACTION_PASSENGER, date(2026, 11, 22)
        >>> covers(licences=[held], kind=kind, rated_speed_mps=2.5, day=day)
        >>> covers(licences=[held], kind=kind, rated_speed_mps=4.0, day=day)
        <Fault.LEVEL_TOO_LOW: 'level_too_low'>
    """
    running = [one for one in licences if one.since <= day < one.until]
    if not running:
        return Fault.NO_LICENCE
    fitting = [one for one in running if one.item in ITEMS_OF[kind]]
    if not fitting:
        return Fault.ITEM_NOT_COVERED
    if any(_fast_enough(one, rated_speed_mps) for one in fitting):
        return None
    return Fault.LEVEL_TOO_LOW


def covered_until(
    *, licences: Sequence[HeldLicence], kind: ElevatorKind, rated_speed_mps: float | None,
    day: date,
) -> date | None:  # fmt: skip
    """Return the first day from `day` on that is not covered, None where that day itself is not.

    A licence that follows another without a gap carries on.
    """
    end: date | None = None
    at = day
    while covers(licences=licences, kind=kind, rated_speed_mps=rated_speed_mps, day=at) is None:
        end = max(
            one.until
            for one in licences
            if one.since <= at < one.until and one.item in ITEMS_OF[kind]
            and _fast_enough(one, rated_speed_mps)
        )  # fmt: skip
        at = end
    return end


_SLOWEST_MPS = 0.1
"""Chosen: slower than any elevator; stands for a speed nobody knows, so that a level is needed."""


def _fast_enough(one: HeldLicence, rated_speed_mps: float | None) -> bool:
    if one.item is not LicenceItem.TRACTION:
        return True
    return (rated_speed_mps or _SLOWEST_MPS) <= FASTEST_MPS[one.level]
