from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from hoistway.registry.models import Claim, Elevator
from hoistway.registry.vocabulary import SourceKind
from hoistway.telemetry.actions.served import tell_floors_served
from hoistway.telemetry.adapters.history import keep_window
from hoistway.telemetry.rules.served import DAYS, RUNS, FloorDay, served
from tests.telemetry.test_history_scan import NOON, NOON_MS, standing
from tests.world.registry import an_elevator

DAY = timedelta(days=1)
DAY_MS = 86_400_000


@pytest.mark.parametrize(("runs", "told"), [(RUNS - 1, 0), (RUNS, 1)])
def test_a_count_is_told_after_enough_runs(runs: int, told: int) -> None:
    assert len(served(days=[FloorDay(slot=1, floors=(0, 1), runs=runs)])) == told


def test_a_lift_whose_doors_were_never_seen_open_is_not_told() -> None:
    assert served(days=[FloorDay(slot=1, floors=(), runs=RUNS)]) == []


@pytest.fixture
def lift() -> Elevator:
    return an_elevator()


def told(folder: Path, lift: Elevator, *, later: timedelta = timedelta()) -> int:
    return tell_floors_served(
        folder=folder / "history", cache=folder / "served", now=NOON + later, runs=4
    )


@pytest.mark.django_db
def test_telemetry_says_how_many_landings_a_lift_serves(tmp_path: Path, lift: Elevator) -> None:
    yesterday = standing(slot=lift.pk, floors=[0, 1, 4], start_ms=NOON_MS - DAY_MS)
    stranger = standing(slot=lift.pk + 1_000_000, floors=[0, 1, 0, 1, 0])
    keep_window(folder=tmp_path / "history", samples=yesterday, sequence=1)
    today = np.concatenate([standing(slot=lift.pk, floors=[1, 0]), stranger])
    keep_window(folder=tmp_path / "history", samples=today, sequence=2)

    assert told(tmp_path, lift) == 1
    assert told(tmp_path, lift, later=timedelta(minutes=5)) == 1

    claim = Claim.objects.get(kind=SourceKind.TELEMETRY)
    assert claim.elevator_id == lift.pk
    assert claim.fields == {
        "stops": 3, "facts.floors_served": ["B1", "1", "4"], "facts.runs_counted": 3,
    }  # fmt: skip
    assert (claim.source, claim.last_seen_at) == ("telemetry", NOON + timedelta(minutes=5))


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "count"), [(DAYS, 1), (DAYS + 1, 0)])
def test_only_the_last_month_counts(tmp_path: Path, lift: Elevator, days: int, count: int) -> None:
    past = standing(slot=lift.pk, floors=[0, 1, 2, 3, 4])
    keep_window(folder=tmp_path / "history", samples=past, sequence=1)

    assert told(tmp_path, lift, later=days * DAY) == count
