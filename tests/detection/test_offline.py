"""Silence: whose it is, and how long."""

from hoistway.detection.engine import Engine
from hoistway.detection.offline import DELAYED, LIVE, OFFLINE, UNWATCHED
from tests.detection.streams import BASE_MS, at, batch, ticked, told


def city(last_second, silent_from=0, step=60, engine=None):
    """Two elevators enrolled; slot 0 falls silent at 0, slot 1 keeps its heartbeat."""
    engine = engine or Engine()
    engine.enrol([0, 1], [0, 0])
    engine.take(batch(at(0, "zone shut"), at(0, "zone shut", slot=1)))
    for number, second in enumerate(range(step, last_second + 1, step)):
        engine.take(batch(at(second, "zone shut", slot=1, seq=10 + number)))
    return engine


def test_one_hour_of_silence_raises_it_once():
    engine = city(3540)

    assert ticked(engine, 3599.999) == []
    assert ticked(engine, 3600) == [("offline", "begins", 0.0)]
    assert ticked(engine, 3601) == []


def test_it_ends_with_the_next_sample():
    engine = city(3600)
    ticked(engine, 3600)

    assert told(engine.take(batch(at(3700, "zone shut", seq=2)))) == [("offline", "ends", 0.0)]
    assert told(engine.take(batch(at(3701, "zone shut", seq=3)))) == []


def test_presence_is_live_delayed_offline():
    engine = city(120)
    assert engine.presence(BASE_MS + 179_999).tolist() == [LIVE, LIVE]
    assert engine.presence(BASE_MS + 180_000).tolist() == [DELAYED, LIVE]
    engine = city(3540)
    assert engine.presence(BASE_MS + 3_599_999).tolist() == [DELAYED, LIVE]
    assert engine.presence(BASE_MS + 3_600_000).tolist() == [OFFLINE, LIVE]


def test_gap_in_which_nobody_was_heard_is_ours():
    engine = city(60)
    for number, second in enumerate(range(7260, 7260 + 3481, 60)):
        engine.take(batch(at(second, "zone shut", slot=1, seq=100 + number)))

    # 60 s before the gap, 3540 s after it
    assert ticked(engine, 7260 + 3539.999) == []
    assert ticked(engine, 7260 + 3540) == [("offline", "begins", 0.0)]


def test_gap_that_still_goes_on_is_ours():
    engine = city(60)

    assert ticked(engine, 60 + 86_400) == []


def test_gap_of_exactly_a_heartbeat_is_not_ours():
    engine = city(3540)

    assert ticked(engine, 3600) == [("offline", "begins", 0.0)]
    assert ticked(city(3539, step=61), 3600) == []


def test_only_enrolled_elevators_that_were_heard_are_watched():
    engine = city(3600)
    engine.enrol([2], [0])
    engine.take(batch(at(0, "zone shut", slot=3)))

    assert engine.presence(BASE_MS + 3_600_000).tolist() == [OFFLINE, LIVE, UNWATCHED, UNWATCHED]
    assert ticked(engine, 3600) == [("offline", "begins", 0.0)]


def test_discharged_elevators_are_left_alone():
    engine = city(3600)
    engine.discharge([0, 99])

    assert ticked(engine, 3600) == []


def test_escalators_are_watched_too():
    engine = Engine()
    engine.enrol([0], [1])
    engine.take(batch(at(0)))
    for number, second in enumerate(range(60, 3601, 60)):
        engine.take(batch(at(second, "zone shut", slot=1, seq=number + 1)))

    assert ticked(engine, 3600) == [("offline", "begins", 0.0)]
