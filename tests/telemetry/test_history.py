from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from hoistway.detection.batch import Records, samples
from hoistway.telemetry.adapters.history import (
    compact,
    forget_days,
    keep_window,
    kept_sequence,
    read_window,
)

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
NOON_MS = int(NOON.timestamp() * 1000)
HOUR = timedelta(hours=1)


def a_window(*, slots: int, per_slot: int, start_ms: int = NOON_MS) -> Records:
    batch = samples(slots * per_slot)
    batch["slot"] = np.tile(np.arange(slots), per_slot)
    batch["at_ms"] = start_ms + np.repeat(np.arange(per_slot), slots) * 1000
    batch["received_ms"] = batch["at_ms"] + 40
    batch["seq"] = np.repeat(np.arange(per_slot), slots)
    batch["speed_mm_s"] = -1750
    batch["codes"] = 1 << 20
    return batch


def test_one_elevators_window_comes_back_in_order_and_unchanged(tmp_path: Path) -> None:
    keep_window(folder=tmp_path / "h", samples=a_window(slots=5, per_slot=10), sequence=7)

    rows = read_window(folder=tmp_path / "h", slot=3, since=NOON, until=NOON + HOUR)

    assert [row["seq"] for row in rows] == list(range(10))
    assert {row["slot"] for row in rows} == {3}
    assert (rows[0]["speed_mm_s"], rows[0]["codes"], rows[0]["people"]) == (-1750, 1 << 20, 255)


def test_window_written_again_after_a_crash_stands_once(tmp_path: Path) -> None:
    window = a_window(slots=2, per_slot=3)
    for _ in range(2):
        keep_window(folder=tmp_path / "h", samples=window, sequence=7)

    assert kept_sequence(folder=tmp_path / "h") == 7
    assert len(read_window(folder=tmp_path / "h", slot=1, since=NOON, until=NOON + HOUR)) == 3


def test_sample_sent_twice_within_a_window_stands_once(tmp_path: Path) -> None:
    window = a_window(slots=2, per_slot=3)
    keep_window(folder=tmp_path / "h", samples=np.concatenate([window, window]), sequence=7)

    assert len(read_window(folder=tmp_path / "h", slot=0, since=NOON, until=NOON + HOUR)) == 3


def test_compaction_keeps_samples_and_position(tmp_path: Path) -> None:
    for number in range(1, 6):
        start_ms = NOON_MS + number * 60_000
        window = a_window(slots=3, per_slot=4, start_ms=start_ms)
        keep_window(folder=tmp_path / "h", samples=window, sequence=number)

    compact(folder=tmp_path / "h")

    assert kept_sequence(folder=tmp_path / "h") == 5
    assert len(read_window(folder=tmp_path / "h", slot=2, since=NOON, until=NOON + HOUR)) == 20
    assert len(list((tmp_path / "h").rglob("*/day=*/*.parquet"))) in (0, 6)


def test_window_is_read_across_midnight_and_an_empty_history_is_empty(tmp_path: Path) -> None:
    midnight = datetime(2026, 11, 23, tzinfo=UTC)
    start_ms = int(midnight.timestamp() * 1000) - 5_000
    assert read_window(folder=tmp_path / "h", slot=0, since=NOON, until=midnight) == []
    assert kept_sequence(folder=tmp_path / "h") == 0

    window = a_window(slots=1, per_slot=10, start_ms=start_ms)
    keep_window(folder=tmp_path / "h", samples=window, sequence=1)

    around = {"since": midnight - HOUR, "until": midnight + HOUR}
    assert len(read_window(folder=tmp_path / "h", slot=0, **around)) == 10


@pytest.mark.parametrize(("slots", "per_slot"), [(2000, 60)])
def test_sorted_window_costs_few_bytes_a_sample(tmp_path: Path, slots: int, per_slot: int) -> None:
    keep_window(folder=tmp_path / "h", samples=a_window(slots=slots, per_slot=per_slot), sequence=1)

    size = sum(path.stat().st_size for path in (tmp_path / "h").rglob("*.parquet"))
    assert size / (slots * per_slot) < 3


def test_days_past_their_time_go_and_the_edge_stays(tmp_path: Path) -> None:
    day_ms = 86_400_000
    for number, start_ms in enumerate((NOON_MS - day_ms, NOON_MS), start=1):
        window = a_window(slots=2, per_slot=3, start_ms=start_ms)
        keep_window(folder=tmp_path / "h", samples=window, sequence=number)

    forget_days(folder=tmp_path / "h", before=NOON.date())
    forget_days(folder=tmp_path / "h", before=NOON.date())

    day = timedelta(days=1)
    assert read_window(folder=tmp_path / "h", slot=1, since=NOON - day, until=NOON) == []
    assert len(read_window(folder=tmp_path / "h", slot=1, since=NOON, until=NOON + day)) == 3
    assert kept_sequence(folder=tmp_path / "h") == 2


def test_a_history_that_is_not_there_yet_forgets_nothing(tmp_path: Path) -> None:
    forget_days(folder=tmp_path / "h", before=NOON.date())

    assert kept_sequence(folder=tmp_path / "h") == 0
