"""The engine's promises: order, determinism, snapshots, growth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.detection.alarm import ALARM
from hoistway.detection.engine import MOST_SLOTS, Engine, SnapshotError
from hoistway.detection.state import new_states
from hoistway.detection.thresholds import TABLE, thresholds
from tests.detection.streams import BASE_MS, at, batch
from tests.detection.worlds import random_log, record


def run(log, cuts=frozenset(), restart_at=frozenset()):
    """Alarms and last memory; samples gathered into batches that end at cuts and ticks."""
    engine, waiting, said = Engine(), [], []
    engine.enrol([0, 1], [0, 0])

    def flush():
        if waiting:
            said.append(engine.take(np.concatenate(waiting)))
            waiting.clear()

    for number, (way, what) in enumerate(log):
        if number in restart_at:
            flush()
            engine = Engine.restored(engine.snapshot())
        if way == "tick":
            flush()
            said.append(engine.tick(what))
        else:
            waiting.append(record(what))
            if number in cuts:
                flush()
    flush()
    return b"".join(page.tobytes() for page in said), engine.snapshot()


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), cuts=st.sets(st.integers(0, 149)))
def test_same_log_in_other_batches_gives_the_same_alarms_and_memory(seed, cuts):
    log = random_log(seed, length=120, slots=3)

    assert run(log) == run(log, cuts=cuts)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), stops=st.sets(st.integers(0, 149), max_size=4))
def test_snapshot_and_restore_in_the_middle_change_nothing(seed, stops):
    log = random_log(seed, length=120, slots=3)

    assert run(log) == run(log, restart_at=stops)


def test_log_delivered_twice_says_everything_once():
    log = [step for step in random_log(7, length=300, slots=3) if step[0] == "sample"]
    table = np.concatenate([record(row) for _, row in log])
    tame = table[table["at_ms"] >= table["received_ms"] - 600_000]
    tame = tame[np.argsort(tame["at_ms"], kind="stable")]
    tame["received_ms"], tame["seq"] = tame["at_ms"], np.arange(1, len(tame) + 1)
    engine = Engine()

    once, again = engine.take(tame), engine.take(tame)

    assert len(once) > 10
    assert len(again) == 0


def test_alarms_of_a_batch_come_in_log_order_beyond_one_page():
    slots = np.random.default_rng(3).permutation(9000)
    table = np.concatenate([batch(at(0, "shut", codes=[90]))] * 9000)
    table["slot"] = slots

    said = Engine().take(table)

    assert said["slot"].tolist() == slots.tolist()


def test_tick_speaks_in_order_of_slots_beyond_one_page():
    engine = Engine()
    table = np.concatenate([batch(at(0, "shut occupied"))] * 9000)
    table["slot"] = np.random.default_rng(3).permutation(9000)
    engine.take(table)

    assert engine.tick(BASE_MS + 30_000)["slot"].tolist() == list(range(9000))


def test_batches_straight_from_bytes_and_slices_are_taken():
    table = batch(at(0, "shut occupied"), at(10, "shut occupied"), at(30, "shut occupied"))
    from_bytes = np.frombuffer(b"head" + table.tobytes(), table.dtype, offset=4)

    assert len(Engine().take(from_bytes)) == 1
    assert len(Engine().take(table[::2])) == 1


def test_empty_batch_and_empty_engine_say_nothing():
    engine = Engine()

    assert (len(engine.take(batch())), len(engine.tick(BASE_MS)), engine.clock_ms) == (0, 0, 0)
    assert engine.presence(BASE_MS).tolist() == []
    assert engine.take(batch()).dtype == ALARM
    assert Engine.restored(engine.snapshot()).counters == engine.counters
    engine.enrol([], [])


def test_memory_grows_without_forgetting():
    engine = Engine()
    engine.take(batch(at(0, "shut occupied")))
    engine.enrol([500], [0])

    assert len(engine.states) == 512
    assert len(engine.take(batch(at(30, "shut occupied", seq=2)))) == 1
    assert engine.clock_ms == BASE_MS + 30_000


def test_enrolment_beyond_reason_is_refused():
    with pytest.raises(ValueError, match="beyond"):
        Engine().enrol([MOST_SLOTS], [0])


def test_wrong_arrays_are_refused():
    with pytest.raises(TypeError):
        Engine().take(np.zeros(1))
    with pytest.raises(TypeError):
        Engine(np.zeros(1))
    with pytest.raises(TypeError):
        Engine(new_states(1), np.zeros(1))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: b"",
        lambda whole: whole[:-1],
        lambda whole: whole + b"\0",
        lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]),
        lambda whole: b"HWD0" + whole[4:],
        lambda whole: whole[:4] + b"\0\0\0\0" + whole[8:],
    ],
)
def test_damaged_snapshots_are_refused(spoil):
    engine = Engine()
    engine.take(batch(at(0)))

    with pytest.raises(SnapshotError):
        Engine.restored(spoil(engine.snapshot()))


def test_snapshot_takes_other_thresholds():
    engine = Engine()
    engine.take(batch(at(0, "shut occupied")))

    eager = Engine.restored(engine.snapshot(), thresholds(off_level_order_ms=5_000))

    assert len(eager.tick(BASE_MS + 5_000)) == 1


def test_unknown_threshold_is_refused():
    with pytest.raises(ValueError, match="No such threshold: speed"):
        thresholds(speed=1)


def test_thresholds_are_those_that_were_agreed():
    assert {threshold.name: threshold.value for threshold in TABLE} == {
        "off_level_suspect_ms": 10_000,
        "off_level_order_ms": 30_000,
        "at_level_evidence_ms": 45_000,
        "at_level_variation_ms": 120_000,
        "at_level_flips": 4,
        "call_seen_ms": 10_000,
        "door_attempts": 2,
        "motionless_ms": 1_800_000,
        "vacant_ms": 120_000,
        "release_open_ms": 30_000,
        "power_lost_ms": 10_000,
        "button_settle_ms": 5_000,
        "door_open_samples": 2,
        "delayed_ms": 180_000,
        "offline_ms": 3_600_000,
        "own_gap_ms": 60_000,
        "skew_ms": 600_000,
        "replay_ms": 600_000,
        "gap_ms": 90_000,
        "service_modes": 0b11100011,
        "at_level_modes": 0b10100010,
        "evidence_faults": 0b111011110,
    }


def test_every_threshold_names_its_source():
    assert [threshold.name for threshold in TABLE if not threshold.source] == []
