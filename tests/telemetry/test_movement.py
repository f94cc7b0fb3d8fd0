from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.quality.actions import examine
from hoistway.quality.models import Finding
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.actions import decide_field
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.vocabulary import SourceKind
from hoistway.telemetry.actions.movement import (
    MOST_RUNS,
    OVERLAP_MS,
    keep_movements,
    tell_movements,
)
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
        keep_window(folder=self.folder, samples=np.concatenate(batches), sequence=self.windows)


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


def registered_as(state: str, lift: Elevator, *, hours: float) -> None:
    decide_field(
        elevator_id=lift.pk, field="use_state", value=state, reason="使用单位申请",
        now=NOON + timedelta(hours=hours), by=PLATFORM,
    )  # fmt: skip


def findings(lift: Elevator) -> list[FindingState]:
    examine(elevator_ids=[lift.pk], now=NOON + timedelta(days=1), by=PLATFORM)
    rows = Finding.objects.filter(elevator=lift, kind=FindingKind.MOVES_WHILE_SUSPENDED)
    return list(rows.order_by("pk").values_list("state", flat=True))


def test_a_suspended_elevator_in_use_is_found_and_the_end_of_the_suspension_ends_it(
    lift: Elevator, history: History
) -> None:
    registered_as("suspended", lift, hours=-1)
    history.grow(a_run(slot=lift.pk, after_s=0), a_run(slot=lift.pk, after_s=100))
    assert tell_movements(folder=history.folder, now=NOON) == 0
    assert findings(lift) == []

    history.grow(a_run(slot=lift.pk, after_s=200))
    for _ in range(2):
        assert tell_movements(folder=history.folder, now=NOON) == 1

    claim = Claim.objects.get(kind=SourceKind.TELEMETRY)
    assert claim.fields["facts.moved_at"] == "2026-11-22T04:03:29+00:00"
    assert claim.fields["facts.runs_while_suspended"] == [
        "2026-11-22T04:00:00+00:00", "2026-11-22T04:01:40+00:00", "2026-11-22T04:03:20+00:00",
    ]  # fmt: skip
    assert findings(lift) == [FindingState.OPEN]

    registered_as("in_use", lift, hours=2)
    assert tell_movements(folder=history.folder, now=NOON + timedelta(hours=2)) == 0
    assert findings(lift) == [FindingState.GONE]


def test_runs_before_the_suspension_are_no_finding(lift: Elevator, history: History) -> None:
    history.grow(*(a_run(slot=lift.pk, after_s=100 * n) for n in range(5)))
    registered_as("suspended", lift, hours=1)

    assert tell_movements(folder=history.folder, now=NOON + timedelta(hours=1)) == 0
    assert findings(lift) == []


def test_an_elevator_in_use_runs_as_it_likes(lift: Elevator, history: History) -> None:
    history.grow(*(a_run(slot=lift.pk, after_s=100 * n) for n in range(5)))

    assert tell_movements(folder=history.folder, now=NOON) == 0
