import time
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from hoistway.foundation import clock
from tests.world.clock import SYSTEM_CLOCK


@pytest.fixture(autouse=True)
def _give_the_clock_back() -> Iterator[None]:
    yield
    clock.follow(None)


def offset_s() -> float:
    return clock.now().timestamp() - SYSTEM_CLOCK()


def test_the_clock_is_the_systems_clock_in_utc() -> None:
    clock.follow(None)

    assert clock.now().tzinfo is UTC
    assert offset_s() == pytest.approx(0, abs=0.05)


def test_milliseconds_agree_with_the_instant() -> None:
    clock.follow(None)

    assert clock.now_ms() == pytest.approx(clock.now().timestamp() * 1000, abs=50)


def test_a_missing_file_changes_nothing(tmp_path: Path) -> None:
    clock.follow(tmp_path / "clock-offset")

    assert offset_s() == pytest.approx(0, abs=0.05)


def test_advancing_moves_instant_and_milliseconds(tmp_path: Path) -> None:
    clock.follow(tmp_path / "clock-offset")

    told = clock.advance(by=timedelta(days=3))

    three_days = 3 * 86_400
    assert offset_s() == pytest.approx(three_days, abs=0.05)
    assert told.timestamp() - SYSTEM_CLOCK() == pytest.approx(three_days, abs=0.05)
    assert clock.now_ms() / 1000 - SYSTEM_CLOCK() == pytest.approx(three_days, abs=0.05)


def test_steps_add_up_even_when_another_process_made_one(tmp_path: Path) -> None:
    path = tmp_path / "clock-offset"
    clock.follow(path)
    clock.advance(by=timedelta(hours=1))
    path.write_text("7200.0")

    clock.advance(by=timedelta(hours=1))

    assert float(path.read_text()) == 3 * 3600


def test_another_process_believes_a_step_within_half_a_second(tmp_path: Path) -> None:
    path = tmp_path / "clock-offset"
    clock.follow(path)
    clock.now()
    path.write_text("60.0")

    time.sleep(0.55)

    assert offset_s() == pytest.approx(60, abs=0.05)


def test_a_clock_that_follows_no_file_cannot_be_set() -> None:
    clock.follow(None)

    with pytest.raises(RuntimeError):
        clock.advance(by=timedelta(days=1))


def test_the_clock_is_never_set_back(tmp_path: Path) -> None:
    clock.follow(tmp_path / "clock-offset")

    with pytest.raises(ValueError, match="forward"):
        clock.advance(by=timedelta(seconds=-1))
