"""Faults per elevator-year, and how long nobody could ride.

Formula `elevator-years/1`: counted faults ÷ (days in use ÷ 365.25). Counted is what began in the
period and is neither false nor caused from outside (floods, power cuts, vandals' hands are shown
apart). A rate below the least exposure is not told: it would be chance.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

FORMULA = "elevator-years/1"
YEAR_DAYS = 365.25
"""Days of a year in the formula. Chosen: the mean of the Julian calendar, as reliability uses."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRate:
    """The faults of one part of the whole, with what they are divided by.

    `key` is a database key, a code, or 0 and "" where nothing is recorded.
    """

    key: int | str
    counted: int
    outside: int
    false: int
    stopped: int
    days: int
    hours_out: float
    least_years: float

    @property
    def years(self) -> float:
        """The exposure in elevator-years."""
        return self.days / YEAR_DAYS

    @property
    def rate(self) -> float | None:
        """Faults per elevator-year; None below the least exposure."""
        return rate_of(counted=self.counted, days=self.days, least_years=self.least_years)

    @property
    def hours_per_year(self) -> float | None:
        """Hours out of service per elevator-year; None below the least exposure."""
        told = self.days and self.years >= self.least_years
        return self.hours_out / self.years if told else None


def rate_of(*, counted: int, days: int, least_years: float) -> float | None:
    """Return faults per elevator-year, None below the least exposure.

    Example:
        >>> rate_of(counted=30, days=7305, least_years=10)
        1.5
        >>> rate_of(counted=1, days=365, least_years=10) is None
        True
    """
    if not days or days / YEAR_DAYS < least_years:
        return None
    return counted * YEAR_DAYS / days


def hours_of(*, spans: Iterable[Span], first: datetime, until: datetime) -> float:
    """Return the hours that these spans cover of a period, each hour once.

    Example:
        >>> from datetime import UTC, timedelta
        >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
        >>> two, three = timedelta(hours=2), timedelta(hours=3)
        >>> both = [(noon, noon + two), (noon, noon + three)]
        >>> hours_of(spans=both, first=noon, until=noon + three)
        3.0
    """
    covered, end = 0.0, first
    for begun, ended in sorted(spans):
        start, stop = max(begun, end), min(ended, until)
        if stop > start:
            covered += (stop - start).total_seconds()
            end = stop
    return covered / 3600
