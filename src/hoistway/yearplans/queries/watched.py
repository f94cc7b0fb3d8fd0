"""What data say of elevators: how well they are heard, how much they run, what departs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from hoistway.foundation.periods import local_day
from hoistway.monitoring.queries import health_facts
from hoistway.telemetry.queries import days_of_use
from hoistway.telemetry.queries.continuity import continuity_on

USE_DAYS = 30
"""Days of which the use is told. Chosen: a month shows weekends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What is known of one elevator from its data; None and nothing where nobody listened."""

    online_share: float | None = None
    known_days: int = 0
    starts_a_day: float | None = None
    climb: float | None = None
    deviating: tuple[str, ...] = ()


UNWATCHED = Watched()


def watched_on(*, elevator_ids: Collection[int], now: datetime) -> dict[int, Watched]:
    """Return what data say of each of these elevators; those never heard are left out."""
    heard = continuity_on(elevator_ids=elevator_ids, now=now)
    starts = _starts(elevator_ids, now)
    health = health_facts(elevator_ids=elevator_ids)
    found = {}
    for key in {*heard, *starts, *health}:
        line = heard.get(key)
        found[key] = Watched(
            online_share=line.share if line else None, known_days=line.days_known if line else 0,
            starts_a_day=starts.get(key),
            deviating=tuple(sorted(health[key].open_items)) if key in health else (),
        )  # fmt: skip
    return found


def _starts(keys: Collection[int], now: datetime) -> dict[int, float]:
    """Return the mean starts a day over the last month; the days of many lie in few rows."""
    last = local_day(at=now) - timedelta(days=1)
    rows = days_of_use(elevator_ids=list(keys), first=last - timedelta(days=USE_DAYS), last=last)
    slots, which = np.unique(rows["slot"], return_inverse=True)
    counted = np.bincount(which, minlength=len(slots))
    sums = np.bincount(which, weights=rows["starts"].astype(float), minlength=len(slots))
    return {
        int(slot): round(float(total / days), 1)
        for slot, total, days in zip(slots, sums, counted, strict=True)
    }
