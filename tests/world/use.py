"""Builders of days of use: what an elevator did day by day, and how well it was heard."""

from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from hoistway.foundation.periods import local_day
from hoistway.telemetry.actions import keep_days
from hoistway.telemetry.actions.continuity import refresh_continuity
from hoistway.telemetry.actions.presence import Sign, keep_presence
from hoistway.telemetry.queries import DAY_OF_USE, DOOR_DAY, day_number
from tests.world.parties import NOW


def a_day_of_use(*, slot: int, day: date, online_share: float = 1.0, **said: float) -> np.void:
    """Return one ordinary day of an elevator: 120 runs, 260 door cycles, heard all day."""
    row = np.zeros(1, DAY_OF_USE)[0]
    usual: dict[str, float] = {
        "runs": 120, "distance_m": 1500, "door_cycles": 260, "reversals": 4, "starts": 124,
        "relevels": 2, "hours_moving": 0.8, "energy_wh": np.nan, "run_ms_per_floor": 2400,
        "heard_minutes": 1440 * online_share, "expected_minutes": 1440, "samples": 4000,
        "first_heard_s": 0, "last_heard_s": 86_399, "longest_gap_s": 60,
    }  # fmt: skip
    row["slot"], row["day"], row["online_share"] = slot, day_number(day=day), online_share
    for name, value in (usual | said).items():
        row[name] = value
    return row


def door_rows(
    *, slot: int, day: date, floors: int = 6, opening_ms: float = 1800, closing_ms: float = 2400
) -> NDArray[np.void]:
    """Return what the doors of each floor did on one ordinary day."""
    rows = np.zeros(floors, DOOR_DAY)
    rows["slot"], rows["day"], rows["floor"] = slot, day_number(day=day), np.arange(floors)
    rows["cycles"], rows["opening_ms"], rows["closing_ms"] = 40, opening_ms, closing_ms
    return rows


def used_days(*, slot: int, last: date, count: int = 30, **said: float) -> NDArray[np.void]:
    """Return `count` ordinary days of an elevator that end on `last`."""
    days = [last - timedelta(days=back) for back in range(count - 1, -1, -1)]
    return np.array([a_day_of_use(slot=slot, day=day, **said) for day in days], DAY_OF_USE)


def heard_elevator(
    *, slot: int, now: datetime = NOW, silent_for: timedelta = timedelta(0), days: int = 30,
    **said: float,
) -> None:  # fmt: skip
    """Lay out an elevator that was heard for so many days and has been silent since."""
    last = now - silent_for
    before = local_day(at=last) - timedelta(days=1)
    rows = used_days(slot=slot, last=before, count=max(days, 1), **said)[:days]
    keep_days(days=rows, doors=np.zeros(0, DOOR_DAY), now=now)
    keep_presence(signs=[Sign(slot, last, 0)], now=now)
    refresh_continuity(now=now, elevator_ids=[slot])
