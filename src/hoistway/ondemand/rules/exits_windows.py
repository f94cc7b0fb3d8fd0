"""Which faults are of now and which of the year before, and what the whole fleet tells.

Source: 286号 附件2 四（四）2（3）.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from hoistway.ondemand.rules.fault_rate import JEFFREYS, FaultCounts, RatePrior
from hoistway.ondemand.rules.policy import PilotPolicy

LEAST_FLEET = 30
"""Elevators below which a fleet tells nothing. Chosen: a spread of fewer is chance."""

MOST_SHAPE = 10.0
"""Chosen: what is known of the fleet never outweighs ten faults of the elevator itself."""


class Windows(NamedTuple):
    """The days of now and of the year before it; the last of each is not included."""

    before: date
    now: date
    end: date


class SeenFault(NamedTuple):
    """One fault; `settled` says that it came from the equipment or its maintenance."""

    on: date
    settled: bool


def windows(*, listed_on: date, day: date, policy: PilotPolicy) -> Windows:
    """Return the days that are compared: the pilot's, a year at most, and the year before them.

    The day itself is not over and counts to neither.

    Example:
        >>> from hoistway.ondemand.rules.policy import edition_named
        >>> policy = edition_named(edition="286-2020")
        >>> found = windows(listed_on=date(2026, 7, 1), day=date(2026, 11, 23), policy=policy)
        >>> found.now, (found.now - found.before).days
        (datetime.date(2026, 7, 1), 365)
    """
    year = timedelta(days=policy.fault_window_days)
    now = min(max(listed_on, day - year), day)
    return Windows(before=now - year, now=now, end=day)


def counts_of(
    *, faults: Iterable[SeenFault], stretch: Windows, in_use_from: date | None
) -> FaultCounts:
    """Return the faults and days of both stretches; days before the first use are none."""
    begun = in_use_from or date.min
    tally = [0, 0, 0, 0]
    for fault in faults:
        if stretch.before <= fault.on < stretch.end:
            tally[2 * (fault.on < stretch.now) + (not fault.settled)] += 1
    return FaultCounts(
        now=tally[0], open_now=tally[1], before=tally[2], open_before=tally[3],
        now_days=max((stretch.end - max(stretch.now, begun)).days, 0),
        before_days=max((stretch.now - max(stretch.before, begun)).days, 0),
    )  # fmt: skip


def pooled(*, counts: Sequence[FaultCounts], policy: PilotPolicy) -> FaultCounts:
    """Return several elevators' counts as one; those without their least days are left out."""
    least = policy.fault_least_exposure_days
    kept = [one for one in counts if min(one.now_days, one.before_days) >= least]
    return FaultCounts(
        now=sum(one.now for one in kept), now_days=sum(one.now_days for one in kept),
        before=sum(one.before for one in kept), before_days=sum(one.before_days for one in kept),
        open_now=sum(one.open_now for one in kept),
        open_before=sum(one.open_before for one in kept),
    )  # fmt: skip


def fleet_prior(*, counts: Sequence[FaultCounts]) -> RatePrior:
    """Return what the fleet's year before tells of rates: gamma by moments, over exposure.

    A fleet that is too small tells nothing; one without a spread of its own tells its mean.

    Example:
        >>> one = FaultCounts(now=0, now_days=90, before=2, before_days=365)
        >>> fleet_prior(counts=[one] * 40).shape
        10.0
    """
    rows = [(one.before, one.before_days) for one in counts if one.before_days > 0]
    faults, days = sum(row[0] for row in rows), sum(row[1] for row in rows)
    if len(rows) < LEAST_FLEET or not faults:
        return JEFFREYS
    mean = faults / days
    excess = sum(n * (count / n - mean) ** 2 for count, n in rows) - (len(rows) - 1) * mean
    weight = days - sum(n * n for _, n in rows) / days
    spread = excess / weight if weight > 0 else 0.0
    shape = MOST_SHAPE if spread <= 0 else min(mean * mean / spread, MOST_SHAPE)
    return RatePrior(shape=shape, days=shape / mean)
