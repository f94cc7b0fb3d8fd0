"""平层关人: evidence raises it, standing still never does."""

import pytest

from hoistway.detection.alarm import alarms
from hoistway.detection.engine import Engine
from hoistway.detection.thresholds import thresholds
from tests.detection.streams import BASE_MS, at, batch, found, ticked

AT = "entrapment_at_level"
IN = "zone shut occupied"


def test_unanswered_call_raises_it_after_forty_five_seconds():
    assert found(
        at(0, IN), at(5, IN + " call"), at(49.999, IN + " call"), at(50, IN + " call")
    ) == [(3, AT, "begins", 0.0)]


@pytest.mark.parametrize(
    ("signal", "word"),
    [
        *(({"codes": [fault]}, "fault") for fault in (1, 2, 3, 4, 6, 7, 8)),
        ({"power": 2}, "power"),
        ({"power": 3}, "power"),
        ({"power": 0, "codes": [41]}, "power"),
    ],
)
def test_every_evidence_raises_it_and_is_told(signal, word):
    engine = Engine()
    engine.take(batch(at(0, IN, **signal), at(44.999, IN, **signal)))

    raised = engine.take(batch(at(45, IN, seq=3, **signal)))

    alarm = next(alarm for alarm in alarms(raised) if alarm.kind == AT)
    assert alarm.evidence == (word,)


@pytest.mark.parametrize("signal", [{"codes": [5]}, {"codes": [40]}, {"power": 1, "codes": [41]}])
def test_what_is_no_evidence_raises_nothing(signal):
    assert found(at(0, IN, **signal), at(60, IN, **signal), at(120, IN, **signal)) == []


def test_two_door_openings_without_success_are_evidence():
    stream = [
        at(0, IN), at(5, "zone occupied", door=3), at(8, IN), at(10, "zone occupied", door=3),
        at(13, IN), at(54.999, IN), at(55, IN),
    ]  # fmt: skip

    assert found(*stream) == [(6, AT, "begins", 0.0)]


def test_one_failed_opening_is_none():
    assert found(at(0, IN), at(5, "zone occupied", door=3), at(8, IN), at(60, IN)) == []


def test_evidence_must_last_a_fault_stays_a_call_does_not():
    call = [at(0, IN + " call"), at(20, IN), at(60, IN), at(100, IN)]
    fault = [at(0, IN, codes=[3]), at(20, IN), at(45, IN)]

    assert found(*call) == []
    assert found(*fault) == [(2, AT, "begins", 0.0)]


def test_evidence_begins_anew_when_a_call_comes_again():
    stream = [at(0, IN + " call"), at(20, IN), at(30, IN + " call"), at(74, IN + " call")]

    assert found(*stream) == []
    assert found(*stream, at(75, IN + " call")) == [(4, AT, "begins", 0.0)]


def flicker(last, flips):
    """A person shut in at 0 whose signal changes `flips` times, seen again at `last`."""
    rows = [at(0, IN)]
    for number in range(1, flips + 1):
        rows.append(at(20 * number, "zone shut" if number % 2 else IN))
    return [*rows, at(last, IN if flips % 2 == 0 else "zone shut")]


def test_living_variation_raises_it_after_two_minutes():
    assert found(*flicker(119.999, 4)) == []
    assert found(*flicker(120, 4)) == [(5, AT, "begins", 0.0)]
    assert found(*flicker(120, 3)) == []


def test_variation_is_told_as_evidence():
    assert alarms(Engine().take(batch(*flicker(120, 4))))[0].evidence == ("variation",)


def test_motionless_bag_or_stuck_sensor_never_raises_it():
    assert found(*(at(s, IN) for s in range(0, 86_400, 60))) == []


@pytest.mark.parametrize(("second", "count"), [(1799.999, 1), (1800, 0)])
def test_thing_that_stood_still_for_half_an_hour_is_no_passenger_in_a_power_cut(second, count):
    still = [at(s, IN) for s in range(0, 1799, 60)]
    cut = [at(second, IN, power=2), at(second + 60, IN, power=2)]

    said = [alarm for alarm in found(*still, *cut) if alarm[1] == AT]

    assert len(said) == count


def test_alarm_button_of_somebody_long_motionless_is_evidence():
    still = [at(s, IN) for s in range(0, 1900, 60)]
    said = found(*still, at(1900, IN, codes=[90]), at(1905, IN), at(1945, IN))

    assert [alarm[1] for alarm in said] == ["alarm_button", AT]


def test_sensor_noise_in_an_empty_parked_car_never_raises_it():
    noise = [at(s, "zone shut occupied" if s % 40 else "zone shut") for s in range(0, 3600, 20)]

    assert found(at(-10, "zone", door=4), at(-5, "zone shut"), *noise) == []


@pytest.mark.parametrize(("second", "count"), [(119.999, 1), (120, 0)])
def test_car_in_which_nobody_was_seen_for_two_minutes_is_empty(second, count):
    rows = [at(0, IN + " call"), at(0.001, "zone shut call", received=0)]
    engine = Engine()
    engine.take(batch(*rows, at(10.001, "zone shut call"), at(11, "zone shut")))

    later = batch(at(second + 0.001, "zone shut", codes=[8], seq=9), at(165, IN, codes=[8], seq=10))

    assert len(engine.take(later)) == count


@pytest.mark.parametrize(("vacant_ms", "count"), [(44_999, 0), (45_000, 1)])
def test_silent_car_counts_as_empty_from_the_last_sign_of_people(vacant_ms, count):
    engine = Engine(thresholds=thresholds(vacant_ms=vacant_ms))
    engine.take(batch(at(0, IN, codes=[3]), at(0.001, "zone shut", codes=[3])))

    assert len(ticked(engine, 45)) == count


def test_guard_riding_up_and_down_and_standing_causes_nothing():
    rows, second = [], 0
    for floor in range(12):
        for words, seconds, door in [
            ("zone occupied", 4, 4),
            (IN, 40, 2),
            (IN + " call", 2, 2),
            ("shut occupied running", 20, 2),
            (IN, 2, 2),
        ]:
            rows.append(at(second, words, door=door, floor=floor))
            second += seconds

    assert found(*rows) == []


def test_goods_trolley_blocking_the_doors_causes_nothing():
    rows = []
    for second in range(0, 600, 8):
        rows += [
            at(second, "zone occupied call", door=1),
            at(second + 2, "zone occupied call", door=3),
            at(second + 4, "zone occupied call", door=4),
        ]

    assert found(*rows) == []


@pytest.mark.parametrize("mode", [2, 3, 4])
def test_inspection_and_fire_modes_cause_nothing(mode):
    rows = [at(s, IN + " call", service_mode=mode, codes=[3]) for s in range(0, 300, 10)]

    assert found(*rows) == []


def test_going_out_of_service_holds_a_suspicion_but_begins_none():
    holds = [at(0, IN, codes=[3]), at(10, IN, codes=[3], service_mode=0)]
    begins = [at(0, IN, codes=[3], service_mode=0), at(60, IN, codes=[3], service_mode=6)]

    assert found(*holds, at(45, IN, codes=[3], service_mode=6)) == [(2, AT, "begins", 0.0)]
    assert found(*begins) == []


def test_doors_never_shut_since_they_stood_open_shut_nobody_in():
    ajar = [at(s, "zone occupied call", door=6, codes=[2]) for s in range(0, 200, 10)]

    assert found(at(-5, "zone occupied", door=4), *ajar) == []


def test_silence_ages_a_call_only_when_it_was_seen_for_ten_seconds():
    boarding, stuck = Engine(), Engine()
    boarding.take(batch(at(0, IN + " call"), at(9.999, IN + " call")))
    stuck.take(batch(at(0, IN + " call"), at(10, IN + " call")))

    assert ticked(boarding, 60) == []
    assert ticked(stuck, 44.999) == []
    assert ticked(stuck, 45) == [(AT, "begins", 0.0)]


def test_last_word_of_a_power_cut_with_people_ages_into_both_alarms():
    engine = Engine()
    engine.take(batch(at(0, IN, power=3)))

    assert ticked(engine, 10) == [("power_lost", "begins", 0.0)]
    assert ticked(engine, 44.999) == []
    assert ticked(engine, 45) == [(AT, "begins", 0.0)]


def test_it_ends_when_doors_open_and_the_car_empties():
    stream = [at(0, IN + " call"), at(45, IN + " call"), at(70, "zone occupied", door=4)]

    assert found(*stream, at(72, "zone", door=4), at(80, "zone shut"))[1:] == [(3, AT, "ends", 0.0)]


def test_alarm_carries_the_state_of_the_car():
    engine = Engine()
    engine.take(batch(at(0, IN, codes=[3], floor=7, people=3)))
    record = engine.take(batch(at(45, IN, codes=[3], floor=7, people=3, seq=2)))

    alarm = alarms(record)[0]

    assert (alarm.floor, alarm.people, alarm.codes, alarm.flags) == (7, 3, 8, 7)
    assert (alarm.door, alarm.power, alarm.service_mode, alarm.car_status) == (2, 1, 1, 0)
    assert (alarm.at_ms, alarm.detected_at_ms) == (BASE_MS + 45_000, BASE_MS + 45_000)
