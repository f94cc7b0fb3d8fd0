"""What everybody may know of the city's elevators as figures, each with its denominator."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from hoistway.dossier.search import Period, within
from hoistway.dossier.statistics import Share, Summary, shares_by_party, summary_of
from hoistway.emergency.queries import incidents
from hoistway.faults.queries import FaultRate, RateGroup, RatePeriod, fault_rates
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.registry.queries import elevators_per
from hoistway.riders.queries import ResponseFigures, response_figures

MONTHS = 12
"""Months looked back. Chosen: a whole year, so that no season weighs more than another."""

KEPT_FOR = timedelta(minutes=5)
"""How long the figures stand before they are reckoned anew. Chosen: a page that everybody may
reload must not ask the database each time, and nobody sees a year change within five minutes."""


@dataclass(frozen=True, slots=True)
class AreaRescues:
    """The rescues of one jurisdiction and how many elevators it has."""

    share: Share
    elevators: int

    @property
    def per_thousand(self) -> float | None:
        """Rescues per thousand elevators in the period, None without elevators."""
        return 1000 * self.share.count / self.elevators if self.elevators else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CityFaults:
    """Faults per elevator-year: of all, by jurisdiction (its key) and by kind (its code)."""

    whole: FaultRate | None
    areas: tuple[FaultRate, ...]
    kinds: tuple[FaultRate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityFigures:
    """The city's figures of the last year, at the instant at which they were reckoned."""

    reckoned_at: datetime
    first: date
    last: date
    elevators: int
    response: ResponseFigures
    rescues: Summary
    areas: tuple[AreaRescues, ...]
    faults: CityFaults


_lock = Lock()
_kept: list[CityFigures] = []


def city_figures(*, now: datetime) -> CityFigures:
    """Return the figures, reckoned at most some minutes ago."""
    with _lock:
        if not _kept or not timedelta() <= now - _kept[-1].reckoned_at < KEPT_FOR:
            _kept[:] = [_reckoned(now)]
        return _kept[-1]


def forget_figures() -> None:
    """Reckon anew at the next question."""
    with _lock:
        _kept.clear()


def _reckoned(now: datetime) -> CityFigures:
    last = local_day(at=now)
    first = last - timedelta(days=365)
    rows = within(rows=incidents(by=PLATFORM), period=Period(first=first, last=last))
    stock = elevators_per(by=PLATFORM, column="jurisdiction_id")
    shares = shares_by_party(rows=rows, party="jurisdiction", now=now)
    areas = [AreaRescues(share, stock.get(share.key, 0)) for share in shares]
    return CityFigures(
        reckoned_at=now, first=first, last=last, elevators=sum(stock.values()),
        response=response_figures(jurisdiction_code=None, months=MONTHS, now=now),
        rescues=summary_of(rows=rows, now=now),
        areas=tuple(sorted(areas, key=lambda one: -(one.per_thousand or 0.0))),
        faults=_faults(RatePeriod(first=first + timedelta(days=1), last=last), now),
    )  # fmt: skip


def _faults(period: RatePeriod, now: datetime) -> CityFaults:
    whole, areas, kinds = (
        tuple(fault_rates(by=PLATFORM, group=group, period=period, now=now))
        for group in (RateGroup.ALL, RateGroup.DISTRICT, RateGroup.KIND)
    )
    return CityFaults(whole=whole[0] if whole else None, areas=areas, kinds=kinds)
