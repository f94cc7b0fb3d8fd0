"""How hard and how long messages are pressed, as dated editions; a rule receives one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from hoistway.foundation.editions import in_order, standing_on
from hoistway.messages.standards import editions


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """One edition; the tables are by code of `Importance`, `sources` says why for each number."""

    edition: str
    in_force: date
    legal_basis: str
    backoff_s: tuple[int, ...]
    down_after: int
    down_within_s: int
    quiet_from: int
    quiet_until: int
    digest_hour: int
    poll_after_s: int
    poll_days: int
    give_up_minutes: Mapping[str, int]
    next_channel_s: Mapping[str, int]
    next_person_minutes: Mapping[str, int]
    sources: Mapping[str, str]


def pace_on(*, day: date) -> Pace:
    """Return the edition in force on a day; days before the first edition use the first.

    Example:
        >>> pace_on(day=date(2026, 6, 1)).quiet_from
        22
    """
    return standing_on(known=_in_order(), day=day)


@cache
def _in_order() -> tuple[Pace, ...]:
    rows = (
        Pace(edition=name, **table | {"backoff_s": tuple(table["backoff_s"])})
        for name, table in editions().items()
    )
    return in_order(list(rows))
