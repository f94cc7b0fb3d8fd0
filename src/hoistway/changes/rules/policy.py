"""How long changes are kept whole, and how hard their delivery is tried: dated editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from hoistway.changes.standards import editions
from hoistway.foundation.editions import in_order, said_for, standing_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePolicy:
    """One edition; `sources` names the standard or the choice behind each number."""

    edition: str
    in_force: date
    legal_basis: str
    pauses_s: tuple[int, ...]
    jitter: float
    timeout_s: float
    most_wait_s: int
    dead_days: int
    overlap_hours: int
    whole_days: int
    log_days: int
    most_in_flight: int
    sources: Mapping[str, str]


def policy_on(*, day: date) -> ChangePolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    Example:
        >>> policy_on(day=date(2026, 11, 22)).timeout_s
        15
    """
    return standing_on(known=_known(), day=day)


@cache
def _known() -> tuple[ChangePolicy, ...]:
    return in_order([_read(name) for name in editions()])


def _read(name: str) -> ChangePolicy:
    said = said_for(table=editions()[name])
    said["pauses_s"] = tuple(said["pauses_s"])
    return ChangePolicy(edition=name, **said)
