"""非平层关人 on hand-written streams, both sides of every edge."""

import pytest

from hoistway.detection.alarm import EVIDENCE_WORDS, alarms
from hoistway.detection.engine import Engine
from hoistway.detection.thresholds import thresholds
from tests.detection.streams import BASE_MS, at, batch, found, ticked

OFF = "entrapment_off_level"
STUCK = "shut occupied"


def test_alarm_comes_with_the_sample_at_thirty_seconds():
    assert found(at(0, "running " + STUCK), at(1, STUCK), at(30.999, STUCK), at(31, STUCK)) == [
        (3, OFF, "begins", 1.0)
    ]


def test_heartbeats_alone_are_enough():
    assert found(at(0, STUCK), at(60, STUCK + " heartbeat")) == [(1, OFF, "begins", 0.0)]


def test_silence_after_the_stop_ages_in_platform_time():
    engine = Engine()

    assert found(at(0, STUCK, received=2), engine=engine) == []
    assert ticked(engine, 31.999) == []
    assert ticked(engine, 32) == [(OFF, "begins", 0.0)]
    assert ticked(engine, 33) == []


def test_alarm_of_a_tick_says_that_the_device_was_silent():
    engine = Engine()
    engine.take(batch(at(0, STUCK, floor=4)))

    alarm = alarms(engine.tick(BASE_MS + 30_000))[0]

    assert alarm.evidence == ("silent",)
    assert alarm.detected_at_ms == BASE_MS + 30_000
    assert (alarm.floor, alarm.at_ms, alarm.ended) == (4, BASE_MS, False)
    assert EVIDENCE_WORDS[-1] == "silent"


def test_platform_outage_ages_nobody():
    engine = Engine()
    engine.take(batch(at(0, STUCK)))

    assert ticked(engine, 600) == []


def test_one_episode_is_one_alarm_and_ends_when_doors_open_and_the_car_empties():
    assert found(
        at(0, STUCK),
        at(30, STUCK),
        at(31, STUCK),
        at(40, "occupied", door=4),
        at(50, "zone occupied", door=4),
        at(52, "zone", door=4),
        at(53, "zone", door=4),
    ) == [(1, OFF, "begins", 0.0), (5, OFF, "ends", 0.0)]


@pytest.mark.parametrize(("second", "ends"), [(79.999, 0), (80, 1)])
def test_doors_standing_open_at_a_landing_end_it_even_with_a_bag_inside(second, ends):
    said = found(
        at(0, STUCK), at(30, STUCK), at(50, "zone occupied", door=4),
        at(second, "zone occupied", door=4),
    )  # fmt: skip

    assert said[1:] == [(3, OFF, "ends", 0.0)] * ends


@pytest.mark.parametrize(("second", "ends"), [(159.999, 0), (160, 1)])
def test_rescue_outside_the_zone_ends_it_when_nobody_was_seen_for_long(second, ends):
    said = found(
        at(0, STUCK), at(30, STUCK), at(35, "occupied", door=4), at(40, "", door=4),
        at(100, "", door=4), at(second, "", door=4, service_mode=2),
    )  # fmt: skip

    assert said[1:] == [(5, OFF, "ends", 0.0)] * ends


@pytest.mark.parametrize("mode", [0, 1, 5, 6, 7])
def test_modes_in_which_people_ride_are_watched(mode):
    assert len(found(at(0, STUCK, service_mode=mode), at(30, STUCK, service_mode=mode))) == 1


@pytest.mark.parametrize("mode", [2, 3, 4])
def test_inspection_and_fire_modes_cause_nothing(mode):
    engine = Engine()

    assert found(*(at(s, STUCK, service_mode=mode) for s in range(0, 300, 10)), engine=engine) == []
    assert ticked(engine, 330) == []


@pytest.mark.parametrize("kind", [1, 2])
def test_escalators_and_dumbwaiters_trap_nobody(kind):
    assert found(at(0, STUCK, kind=kind), at(60, STUCK, kind=kind)) == []


def test_kind_of_the_register_wins_over_the_device():
    engine = Engine()
    engine.enrol([0], [1])

    assert found(at(0, STUCK), at(60, STUCK), engine=engine) == []


def test_an_empty_car_off_level_traps_nobody():
    assert found(*(at(s, "shut") for s in range(0, 300, 10))) == []


def test_people_counted_by_vision_are_people():
    assert len(found(at(0, "shut", people=2), at(30, "shut", people=2))) == 1
    assert found(at(0, "shut", people=0), at(30, "shut", people=0)) == []


def test_motionless_people_who_were_seen_on_the_way_are_still_inside():
    assert found(at(0, "running shut occupied"), at(2, "shut"), at(32, "shut")) == [
        (2, OFF, "begins", 2.0)
    ]


def test_sensor_waking_up_in_an_empty_stopped_car_is_nobody():
    assert found(at(0, "shut"), at(10, STUCK), at(12, "shut"), at(42, "shut")) == []


@pytest.mark.parametrize("door", [1, 3, 6])
def test_doors_slightly_open_off_level_do_not_hide_it(door):
    assert len(found(at(0, STUCK), at(5, "occupied", door=door), at(30, "occupied", door=door)))


def test_missing_zone_magnet_is_forgiven_where_doors_have_opened():
    stream = [at(0, "running shut occupied"), at(2, "occupied", door=4), at(8, STUCK)]

    assert found(*stream, *(at(s, STUCK) for s in range(9, 90))) == []


def test_doors_forced_where_the_controller_says_fault_4_are_not_forgiven():
    forced = at(12, "occupied", door=4, codes=[4])

    assert found(at(10, STUCK, codes=[4]), forced, at(40, STUCK, codes=[4])) == [
        (2, OFF, "begins", 10.0)
    ]


def test_car_on_its_way_again_is_not_suspected():
    assert found(at(0, STUCK), at(20, STUCK + " running"), at(25, STUCK), at(54.9, STUCK)) == []


def test_level_car_is_not_off_level():
    assert found(at(0, STUCK + " zone"), at(60, STUCK + " zone")) == []


def test_changed_threshold_changes_the_alarm():
    stream = [at(0, STUCK), at(20, STUCK), at(30, STUCK)]

    eager = Engine(thresholds=thresholds(off_level_order_ms=20_000))

    assert found(*stream) == [(2, OFF, "begins", 0.0)]
    assert found(*stream, engine=eager) == [(1, OFF, "begins", 0.0)]


def test_suspects_are_named_from_ten_seconds_until_the_alarm():
    engine = Engine()
    engine.take(batch(at(0, STUCK, slot=1), at(0, "shut", slot=2)))

    assert engine.suspects(BASE_MS + 9_999).tolist() == []
    assert engine.suspects(BASE_MS + 10_000).tolist() == [1]
    engine.tick(BASE_MS + 30_000)
    assert engine.suspects(BASE_MS + 31_000).tolist() == []
