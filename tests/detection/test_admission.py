"""Which samples are news: repeats, order, reboots and wrong clocks."""

import pytest

from hoistway.detection.engine import Engine
from tests.detection.streams import BASE_MS, at, batch, found, ticked

OFF = "entrapment_off_level"
STUCK = "shut occupied"


def counts(engine, *names):
    return [engine.counters[name] for name in names]


def test_repeats_are_dropped_and_counted():
    engine = Engine()
    engine.take(batch(at(0, STUCK, seq=5), at(40, STUCK, seq=5), at(0, STUCK, seq=5)))

    assert counts(engine, "accepted", "duplicates", "late") == [1, 2, 0]


def test_older_samples_are_late():
    engine = Engine()
    engine.take(batch(at(10, seq=5), at(9, seq=4), at(10, seq=3)))

    assert counts(engine, "accepted", "duplicates", "late") == [1, 0, 2]


def test_reboot_is_news_when_the_clock_goes_on():
    engine = Engine()
    engine.take(batch(at(10, STUCK, seq=500_000), at(10.001, STUCK, seq=1)))

    assert counts(engine, "accepted", "late") == [2, 0]


def test_two_changes_in_one_millisecond_are_both_news():
    engine = Engine()
    engine.take(batch(at(10, seq=5), at(10, seq=6)))

    assert counts(engine, "accepted") == [2]


def test_clock_set_back_blinds_nobody_and_ages_nobody():
    assert found(
        at(300, STUCK, received=0),
        at(310, STUCK, received=10),
        at(11, STUCK),
        at(29, STUCK),
        at(30.999, STUCK),
        at(31, STUCK),
    ) == [(5, OFF, "begins", 1.0)]


def test_clock_set_forward_ages_nobody():
    assert found(
        at(0, STUCK),
        at(101, STUCK, received=1),
        at(129.999, STUCK, received=29.999),
        at(130, STUCK, received=30),
    ) == [(3, OFF, "begins", 100.0)]
    assert found(at(0, STUCK), at(90, STUCK, received=0)) == [(1, OFF, "begins", 0.0)]
    assert found(at(0, STUCK), at(90.001, STUCK, received=0)) == []


def test_samples_kept_for_minutes_and_sent_together_count_in_device_time():
    assert found(*(at(s, STUCK, received=200) for s in range(0, 121, 20))) == [
        (2, OFF, "begins", 0.0)
    ]


@pytest.mark.parametrize(("ahead", "began"), [(600, 600.0), (600.001, 0.0)])
def test_clock_more_than_ten_minutes_ahead_is_not_believed(ahead, began):
    engine = Engine()
    stream = [at(s + ahead, STUCK, received=s) for s in (0, 30)]

    assert found(*stream, engine=engine) == [(1, OFF, "begins", began)]
    assert counts(engine, "skewed") == [0 if began else 2]


def test_repeated_batch_of_a_wrong_clock_is_late_and_its_reboot_is_news():
    engine = Engine()
    wrong = [at(90_000 + s, received=s, seq=s + 1) for s in range(3)]
    engine.take(batch(*wrong))
    engine.take(batch(*(dict(row, received_ms=BASE_MS + 9_000) for row in wrong)))

    assert counts(engine, "accepted", "late", "duplicates") == [3, 2, 1]
    engine.take(batch(at(90_010, received=10, seq=1)))
    assert counts(engine, "accepted") == [4]
    engine.take(batch(at(20, received=20, seq=0)))
    assert counts(engine, "accepted") == [5]


@pytest.mark.parametrize(
    "signs", [{"words": STUCK + " replayed", "received": 60}, {"received": 700}]
)
def test_forwarded_samples_start_nothing_but_the_next_live_one_may(signs):
    engine = Engine()
    old = [at(s, **{"words": STUCK} | signs) for s in (0, 30, 60)]

    assert found(*old, engine=engine) == []
    assert counts(engine, "forwarded", "accepted") == [3, 3]
    assert ticked(engine, signs["received"] + 40) == []
    live = at(90, STUCK, seq=4, received=signs["received"] + 30)
    assert [alarm[1] for alarm in found(live, engine=engine)] == [OFF] * (
        live["received_ms"] < BASE_MS + 690_001
    )


def test_age_of_exactly_ten_minutes_is_still_live():
    live = [at(s, STUCK, received=600 + s) for s in (0, 30)]
    old = [at(s, STUCK, received=600.001 + s) for s in (0, 30)]

    assert found(*live) == [(1, OFF, "begins", 0.0)]
    assert found(*old) == []


def test_forwarded_older_samples_with_newer_numbers_are_late():
    engine = Engine()
    engine.take(batch(at(100, STUCK), at(50, STUCK + " replayed"), at(100, STUCK + " replayed")))

    assert counts(engine, "accepted", "late") == [2, 1]


def test_forwarded_sample_may_end_an_alarm():
    stream = [at(0, STUCK), at(30, STUCK), at(40, "zone replayed", door=4, received=900)]

    assert found(*stream)[1:] == [(2, OFF, "ends", 0.0)]


def test_ancient_and_negative_instants_cause_nothing():
    engine = Engine()
    table = batch(at(0, STUCK), at(0, STUCK), at(0, STUCK))
    table["at_ms"] = [-(2**62), 0, 2**61]

    assert len(engine.take(table)) == 0
    assert len(engine.tick(BASE_MS + 29_000)) == 0


def test_slots_beyond_reason_are_refused_and_counted():
    engine = Engine()
    engine.take(batch(at(0, slot=2**32 - 1), at(0, slot=70_000)))

    assert counts(engine, "accepted", "refused") == [1, 1]
    assert len(engine.states) == 131_072
