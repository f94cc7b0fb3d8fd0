from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from hoistway.detection.batch import (
    DOOR_OPEN,
    DOOR_SHUT,
    DOOR_ZONE,
    ESCALATOR,
    Records,
    samples,
)
from hoistway.telemetry.adapters.history import keep_window
from hoistway.telemetry.adapters.history_scan import (
    Move,
    days_kept,
    floor_days,
    forget_floor_days,
    kept_floor_days,
    kept_until,
    moves,
)
from hoistway.telemetry.rules.movement import SHANGHAI
from hoistway.telemetry.rules.served import FloorDay

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
NOON_MS = int(NOON.timestamp() * 1000)
TODAY = date(2026, 11, 22)


def standing(*, slot: int, floors: list[int], start_ms: int = NOON_MS) -> Records:
    """A lift that stops at each of these floors with its doors open, and runs between."""
    batch = samples(2 * len(floors))
    batch["slot"] = slot
    batch["at_ms"] = start_ms + np.arange(len(batch)) * 20_000
    batch["received_ms"] = batch["at_ms"] + 50
    batch["seq"] = np.arange(len(batch))
    batch["floor"] = np.repeat(floors, 2)
    batch["door"] = np.tile([DOOR_OPEN, DOOR_SHUT], len(floors))
    batch["flags"] = np.tile([DOOR_ZONE, 0], len(floors))
    batch["car_status"] = np.tile([0, 1], len(floors))
    batch["speed_mm_s"] = np.tile([0, 1000], len(floors))
    return batch


def kept(folder: Path, *batches: Records) -> Path:
    for number, batch in enumerate(batches, start=1):
        keep_window(folder=folder / "history", samples=batch, sequence=number)
    return folder / "history"


def test_an_empty_history_answers_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "history"

    assert kept_until(folder=folder) == 0
    assert days_kept(folder=folder) == []
    assert list(floor_days(folder=folder, day=TODAY)) == []
    assert _moves(folder, [(1, 0)]) == []


def test_landings_are_where_the_doors_stood_open_in_the_zone(tmp_path: Path) -> None:
    lift = standing(slot=7, floors=[0, 1, 4, 1])
    off_level = standing(slot=7, floors=[9], start_ms=NOON_MS + 600_000)
    off_level["flags"] = 0
    inspected = standing(slot=7, floors=[8], start_ms=NOON_MS + 700_000)
    inspected["service_mode"] = 2
    folder = kept(tmp_path, np.concatenate([lift, off_level, inspected]))

    assert list(floor_days(folder=folder, day=TODAY)) == [
        FloorDay(slot=7, floors=(0, 1, 4), runs=5)
    ]


def test_an_escalator_serves_no_landings(tmp_path: Path) -> None:
    stairs = standing(slot=3, floors=[0, 1])
    stairs["kind"] = ESCALATOR

    assert list(floor_days(folder=kept(tmp_path, stairs), day=TODAY)) == []


def test_a_day_that_is_over_is_counted_once_and_then_forgotten(tmp_path: Path) -> None:
    folder, cache = kept(tmp_path, standing(slot=7, floors=[0, 1])), tmp_path / "served"
    first = list(kept_floor_days(folder=folder, day=TODAY, cache=cache))
    keep_window(folder=folder, samples=standing(slot=7, floors=[5]), sequence=9)

    assert list(kept_floor_days(folder=folder, day=TODAY, cache=cache)) == first
    forget_floor_days(before=TODAY, cache=cache)
    assert len(list(cache.glob("*.parquet"))) == 1
    forget_floor_days(before=TODAY + timedelta(days=1), cache=cache)
    assert list(cache.glob("*.parquet")) == []


def test_the_history_says_how_far_it_reaches(tmp_path: Path) -> None:
    folder = kept(tmp_path, standing(slot=7, floors=[0, 1]))

    assert kept_until(folder=folder) == NOON_MS + 3 * 20_000 + 50
    assert days_kept(folder=folder) == [TODAY]


def _moves(folder: Path, still: list[tuple[int, int]], **edges: int) -> list[Move]:
    asked = {"since_ms": NOON_MS - 1, "until_ms": NOON_MS + 3_600_000, **edges}
    return moves(folder=folder, still_since=still, policy=SHANGHAI, **asked)


def a_run(*, slot: int, after_s: int, seconds: int = 10, speed: int = 1000) -> Records:
    batch = samples(seconds)
    batch["slot"] = slot
    batch["at_ms"] = NOON_MS + after_s * 1000 + np.arange(seconds) * 1000
    batch["received_ms"] = batch["at_ms"] + 50
    batch["seq"] = after_s + np.arange(seconds)
    batch["floor"] = 2
    batch["speed_mm_s"] = speed
    return batch


def test_runs_are_told_apart_by_a_pause_longer_than_half_a_minute(tmp_path: Path) -> None:
    together = [a_run(slot=5, after_s=0), a_run(slot=5, after_s=39)]
    apart = [a_run(slot=6, after_s=0), a_run(slot=6, after_s=40)]
    folder = kept(tmp_path, np.concatenate([*together, *apart]))

    found = _moves(folder, [(5, 0), (6, 0)])

    assert [(move.slot, move.began_ms - NOON_MS) for move in found] == [
        (5, 0), (6, 0), (6, 40_000),
    ]  # fmt: skip
    assert (found[0].ended_ms - found[0].began_ms, found[0].speed_mm_s) == (48_000, 1000)


def test_noise_inspection_and_other_elevators_are_no_runs(tmp_path: Path) -> None:
    noise = a_run(slot=5, after_s=0, speed=49)
    inspected = a_run(slot=5, after_s=100)
    inspected["service_mode"] = 2
    folder = kept(tmp_path, np.concatenate([noise, inspected, a_run(slot=9, after_s=0)]))

    assert _moves(folder, [(5, 0)]) == []


def test_a_change_of_floor_is_a_run_even_without_a_speed(tmp_path: Path) -> None:
    still = a_run(slot=5, after_s=0, speed=0)
    still["floor"] = [2, 2, 3, 3, 3, 3, 3, 3, 3, 3]

    (found,) = _moves(kept(tmp_path, still), [(5, 0)])

    assert (found.began_ms, found.ended_ms) == (NOON_MS + 2000, NOON_MS + 2000)


def test_what_happened_before_it_had_to_stand_still_does_not_count(tmp_path: Path) -> None:
    folder = kept(tmp_path, a_run(slot=5, after_s=0))

    assert _moves(folder, [(5, NOON_MS + 9_001)]) == []
    assert len(_moves(folder, [(5, NOON_MS + 9_000)])) == 1


def test_only_what_was_received_in_the_asked_stretch_is_read(tmp_path: Path) -> None:
    folder = kept(tmp_path, a_run(slot=5, after_s=0, seconds=1))

    assert len(_moves(folder, [(5, 0)], until_ms=NOON_MS + 51)) == 1
    assert _moves(folder, [(5, 0)], until_ms=NOON_MS + 50) == []
    assert _moves(folder, [(5, 0)], since_ms=NOON_MS + 51) == []
