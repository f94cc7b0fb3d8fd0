"""How a firm's visits usually go beside everybody's: lengths, and how many find nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

from hoistway.supervision.models import FirmHabit
from hoistway.supervision.queries.oversight import irregular_share

MONTHS = 3
"""Months that are looked at together. Chosen: six rounds of fifteen days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A firm's visits of the last months beside all firms'; shares are None without a visit."""

    first: date
    visits: int
    all_normal: float | None
    irregular: float | None
    minutes: tuple[int, ...]
    fleet_visits: int
    fleet_normal: float | None
    fleet_minutes: tuple[int, ...]


def pattern_of(*, firm_id: int, day: date) -> Pattern:
    """Return how a firm worked in the months up to a day; three queries."""
    first = day.replace(day=1)
    for _ in range(MONTHS - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    rows = list(FirmHabit.objects.filter(month__gte=first, month__lte=day).order_by("pk"))
    own = [row for row in rows if row.firm_id == firm_id]
    shares = irregular_share(organisation_ids=[firm_id], first=first, last=day)
    share = shares.get(firm_id)
    return Pattern(
        first=first, visits=sum(row.visits for row in own), all_normal=_normal(own),
        irregular=share.share if share else None, minutes=_minutes(own),
        fleet_visits=sum(row.visits for row in rows), fleet_normal=_normal(rows),
        fleet_minutes=_minutes(rows),
    )  # fmt: skip


def _normal(rows: list[FirmHabit]) -> float | None:
    visits = sum(row.visits for row in rows)
    return sum(row.all_normal for row in rows) / visits if visits else None


def _minutes(rows: list[FirmHabit]) -> tuple[int, ...]:
    columns = zip(*(row.minutes for row in rows), strict=True)
    return tuple(sum(column) for column in columns)
