"""What one day of samples says of use and presence; each rule on both sides of its edge."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from hoistway.detection.batch import DOOR_ZONE, LIFT, REPLAYED, SAMPLE, Records, samples
from hoistway.telemetry.actions.presence import Sign, keep_presence
from hoistway.telemetry.actions.rollup import GRACE, roll_up, skip_to
from hoistway.telemetry.adapters.history import keep_window
from hoistway.telemetry.queries import days_of_use, hours_of_use
from hoistway.telemetry.rules.rollup import RolledUp, Whole, rolled_up
from hoistway.telemetry.rules.use import day_number
from tests.world.registry import an_elevator

DAY = date(2026, 11, 22)
MIDNIGHT = datetime(2026, 11, 21, 16, tzinfo=UTC)
BEGINS = int(MIDNIGHT.timestamp() * 1000)
SLOT = 7


def beats(*, every_s: float, hours: float = 24, slot: int = SLOT) -> Records:
    """A lift that stands still and sends its heartbeat from midnight on."""
    batch = samples(int(hours * 3600 / every_s))
    batch["slot"], batch["seq"] = slot, np.arange(len(batch))
    batch["at_ms"] = BEGINS + np.arange(len(batch)) * int(every_s * 1000)
    batch["received_ms"] = batch["at_ms"]
    batch["flags"], batch["door"] = DOOR_ZONE, 2
    return batch


def told(*steps: tuple[float, int, int, int], flags: int = DOOR_ZONE) -> Records:
    """Samples at (second of the day, floor, door, car status)."""
    batch = samples(len(steps))
    batch["slot"], batch["seq"], batch["kind"] = SLOT, np.arange(len(steps)), LIFT
    for row, (second, floor, door, running) in zip(batch, steps, strict=True):
        row["at_ms"] = row["received_ms"] = BEGINS + round(second * 1000)
        row["floor"], row["door"], row["car_status"] = floor, door, running
        row["flags"] = flags
    return batch


def rolled(batch: Records, *, cadence_s: int = 60, excused_s: float = 0) -> RolledUp:
    whole = Whole(
        day=day_number(day=DAY), begins_ms=BEGINS, slots=np.array([SLOT]),
        cadence_s=np.array([cadence_s]), excused_s=np.array([excused_s]),
    )  # fmt: skip
    return rolled_up(samples=batch, whole=whole)


@pytest.mark.parametrize(
    ("every_s", "cadence_s", "share"),
    [(60, 60, 1.0), (75, 60, 1.0), (120, 60, 0.625), (240, 240, 1.0), (240, 60, 0.3125)],
)
def test_online_share_is_measured_against_the_declared_cadence(
    every_s: float, cadence_s: int, share: float
) -> None:
    day = rolled(beats(every_s=every_s), cadence_s=cadence_s).days[0]

    assert day["online_share"] == pytest.approx(share, abs=0.002)


def test_our_own_outage_is_expected_of_nobody() -> None:
    half = beats(every_s=60, hours=12)

    assert rolled(half).days["online_share"][0] == pytest.approx(0.5, abs=0.002)
    assert rolled(half, excused_s=43_200).days["online_share"][0] == pytest.approx(1, abs=0.002)


def test_what_a_device_stored_is_use_but_no_presence() -> None:
    batch = told((100, 0, 2, 0), (110, 0, 2, 1), (122, 3, 2, 0))
    batch["flags"] |= REPLAYED

    day = rolled(batch).days[0]

    assert (day["runs"], day["heard_minutes"], day["first_heard_s"]) == (1, 0, -1)


def test_a_journey_counts_as_run_or_as_relevelling_by_where_it_ends() -> None:
    ride = told((0, 0, 2, 0), (10, 0, 2, 1), (22, 4, 2, 0), (60, 4, 2, 1), (61, 4, 2, 0))

    day = rolled(ride).days[0]

    assert (day["runs"], day["relevels"], day["starts"]) == (1, 1, 2)
    assert (day["distance_m"], day["run_ms_per_floor"]) == (12, 3000)


@pytest.mark.parametrize(("flags", "stops"), [(DOOR_ZONE, 0), (0, 1)])
def test_a_stop_outside_the_unlocking_zone_is_off_level(flags: int, stops: int) -> None:
    ride = told((0, 0, 2, 0), (10, 0, 2, 1), (22, 4, 2, 0), flags=flags)

    assert rolled(ride).days["off_level_stops"][0] == stops


@pytest.mark.parametrize(("seconds", "runs"), [(600, 1), (600.001, 0)])
def test_nothing_is_counted_across_ten_minutes_without_a_sample(seconds: float, runs: int) -> None:
    ride = told((0, 0, 2, 0), (10, 0, 2, 1), (10 + seconds, 4, 2, 0))

    assert rolled(ride).days["runs"][0] == runs


def test_doors_are_timed_by_floor_and_a_reversal_is_no_closing() -> None:
    doors = rolled(
        told(
            (0, 3, 2, 0), (10, 3, 3, 0), (12, 3, 4, 0), (20, 3, 1, 0), (21, 3, 3, 0),
            (22, 3, 4, 0), (30, 3, 1, 0), (33, 3, 2, 0), (40, 5, 3, 0), (41, 5, 2, 0),
        )
    ).doors  # fmt: skip

    named = doors[["floor", "cycles", "reversals", "failed"]].tolist()
    assert named == [(3, 2, 1, 0), (5, 0, 0, 1)]
    assert (doors["opening_ms"][0], doors["closing_ms"][0]) == (1500, 3000)


def test_only_normal_service_is_use() -> None:
    ride = told((0, 0, 2, 0), (10, 0, 2, 1), (22, 4, 2, 0))
    ride["service_mode"] = 2

    assert rolled(ride).days[["runs", "starts", "samples"]].tolist() == [(0, 0, 3)]


@pytest.mark.django_db
def test_each_day_is_written_once_and_a_missed_night_is_made_up_for(tmp_path: Path) -> None:
    lift, silent = an_elevator(), an_elevator()
    signs = [Sign(lift.pk, MIDNIGHT, 0), Sign(silent.pk, MIDNIGHT - timedelta(days=3), 0)]
    keep_presence(signs=signs, now=MIDNIGHT)
    batch = np.concatenate([beats(every_s=60, slot=lift.pk), beats(every_s=60, slot=lift.pk)])
    batch["at_ms"][1440:] += 86_400_000
    batch["received_ms"], batch["seq"] = batch["at_ms"], np.arange(2880)
    keep_window(folder=tmp_path / "history", samples=batch.astype(SAMPLE), sequence=1)
    now = MIDNIGHT + timedelta(days=2) + GRACE

    skip_to(day=DAY - timedelta(days=1), now=now)
    written = [roll_up(folder=tmp_path / "history", now=now) for _ in range(2)]

    days = days_of_use(elevator_ids=None, first=DAY, last=DAY + timedelta(days=9))
    assert written == [2, 0]
    assert days[["slot", "samples"]].tolist() == [
        (lift.pk, 1440), (lift.pk, 1440), (silent.pk, 0), (silent.pk, 0),
    ]  # fmt: skip
    hours = hours_of_use(elevator_ids=[lift.pk], first=DAY, last=DAY)
    assert hours["heard_minutes"].tolist() == [60] * 24


@pytest.mark.django_db
@pytest.mark.parametrize(("waited", "written"), [(GRACE - timedelta(seconds=1), 0), (GRACE, 1)])
def test_a_day_waits_for_a_history_that_lags(
    tmp_path: Path, waited: timedelta, written: int
) -> None:
    lift = an_elevator()
    keep_presence(signs=[Sign(lift.pk, MIDNIGHT, 0)], now=MIDNIGHT)
    batch = beats(every_s=600, hours=20, slot=lift.pk)
    keep_window(folder=tmp_path / "history", samples=batch, sequence=1)
    now = MIDNIGHT + timedelta(days=1) + waited

    skip_to(day=DAY - timedelta(days=1), now=now)

    assert roll_up(folder=tmp_path / "history", now=now) == written


def test_what_an_unknown_elevator_sent_is_nobodys_use() -> None:
    foreign = beats(every_s=60, slot=SLOT + 1)
    mine = beats(every_s=60)

    days = rolled(np.concatenate([mine, foreign])).days

    assert days[["slot", "samples"]].tolist() == [(SLOT, 1440)]


def test_samples_that_came_late_are_ordered_by_receipt_for_presence() -> None:
    batch = beats(every_s=60)
    batch["received_ms"][10:13] = batch["received_ms"][10:13][::-1]

    assert rolled(batch).days["online_share"][0] == pytest.approx(1, abs=0.002)
