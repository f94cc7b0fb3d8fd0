from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from hoistway.registry.models import Elevator
from hoistway.telemetry.actions.movement import MOST_RUNS, OVERLAP_MS, keep_movements
from hoistway.telemetry.adapters.history import keep_window
from hoistway.telemetry.queries import movements
from hoistway.telemetry.rules.movement import is_in_use
from tests.telemetry.test_history_scan import NOON, a_run
from tests.world.parties import NOW
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
LONG_STILL = NOON - timedelta(days=3)


@pytest.fixture
def lift() -> Elevator:
    return an_elevator()


class History:
    """A history that grows by windows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.windows = 0

    def grow(self, *batches: np.ndarray) -> None:
        self.windows += 1
        keep_window(
            folder=self.folder, samples=np.concatenate(batches), sequence=self.windows
        )


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history")


def looked(history: History, lift: Elevator) -> list[int]:
    return keep_movements(folder=history.folder, still_since={lift.pk: LONG_STILL}, now=NOW)


def kept(lift: Elevator) -> int:
    return len(movements(elevator_ids=[lift.pk]).get(lift.pk, []))


def test_runs_are_kept_once_however_often_the_history_is_looked_through(
    lift: Elevator, history: History
) -> None:
    history.grow(a_run(slot=lift.pk, after_s=0), a_run(slot=lift.pk, after_s=100))
    assert looked(history, lift) == [lift.pk]
    assert looked(history, lift) == []

    history.grow(a_run(slot=lift.pk, after_s=200))

    assert looked(history, lift) == [lift.pk]
    assert kept(lift) == 3


def test_a_run_that_two_looks_see_in_part_stands_once(lift: Elevator, history: History) -> None:
    history.grow(a_run(slot=lift.pk, after_s=0, seconds=20))
    looked(history, lift)
    history.grow(a_run(slot=lift.pk, after_s=20, seconds=20))
    looked(history, lift)

    (run,) = movements(elevator_ids=[lift.pk])[lift.pk]

    assert (run.ended_at - run.began_at).total_seconds() == 39


def test_samples_that_a_device_forwards_later_are_seen_too(
    lift: Elevator, history: History
) -> None:
    history.grow(a_run(slot=lift.pk, after_s=10_000))
    looked(history, lift)
    stored = a_run(slot=lift.pk, after_s=0)
    stored["received_ms"] += 10_100_000
    history.grow(stored)

    assert OVERLAP_MS < 10_000_000
    looked(history, lift)
    assert kept(lift) == 2


def test_runs_are_forgotten_when_the_elevator_may_run_again(
    lift: Elevator, history: History
) -> None:
    history.grow(a_run(slot=lift.pk, after_s=0))
    looked(history, lift)

    keep_movements(folder=history.folder, still_since={}, now=NOW)

    assert kept(lift) == 0


def test_an_elevator_in_full_use_fills_no_table(lift: Elevator, history: History) -> None:
    history.grow(*(a_run(slot=lift.pk, after_s=60 * n) for n in range(MOST_RUNS + 5)))

    looked(history, lift)

    assert kept(lift) == MOST_RUNS


def test_two_runs_are_a_trial_and_three_are_use(lift: Elevator, history: History) -> None:
    history.grow(a_run(slot=lift.pk, after_s=0), a_run(slot=lift.pk, after_s=100))
    looked(history, lift)
    assert not is_in_use(runs=movements(elevator_ids=[lift.pk])[lift.pk])

    history.grow(a_run(slot=lift.pk, after_s=200))
    looked(history, lift)

    assert is_in_use(runs=movements(elevator_ids=[lift.pk])[lift.pk])
