"""主电源断电, with and without people."""

import pytest

from hoistway.detection.engine import Engine
from tests.detection.streams import at, batch, found, ticked

POWER = "power_lost"


@pytest.mark.parametrize("signal", [{"power": 2}, {"power": 3}, {"power": 0, "codes": [41]}])
def test_lost_mains_raise_it_after_ten_seconds_in_an_empty_car_too(signal):
    stream = [at(0, "zone shut"), at(1, "zone shut", **signal)]

    assert found(*stream, at(10.999, "zone shut", **signal), at(11, "zone shut", **signal)) == [
        (3, POWER, "begins", 1.0)
    ]


def test_power_dip_raises_nothing():
    dip = [at(0, "zone shut", power=2), at(9, "zone shut"), at(20, "zone shut", power=2)]

    assert found(*dip, at(29, "zone shut", power=2)) == []


def test_unknown_power_is_not_lost():
    assert found(at(0, "zone shut", power=0), at(60, "zone shut", power=0)) == []


def test_it_ends_when_the_mains_are_back():
    stream = [at(0, "zone shut", power=3), at(10, "zone shut", power=3), at(40, "zone shut")]

    assert found(*stream) == [(1, POWER, "begins", 0.0), (2, POWER, "ends", 0.0)]


@pytest.mark.parametrize("mode", [2, 3, 4])
def test_switch_turned_off_under_inspection_raises_nothing(mode):
    rows = [at(s, "zone shut", power=3, service_mode=mode) for s in (0, 30, 60)]

    assert found(*rows) == []


def test_car_cut_off_on_its_way_stands_still_with_its_people():
    engine = Engine()
    engine.take(batch(at(0, "running shut occupied"), at(1, "running shut occupied", power=3)))

    assert ticked(engine, 11) == [(POWER, "begins", 1.0)]
    assert ticked(engine, 31) == [("entrapment_off_level", "begins", 1.0)]


def test_car_brought_to_a_landing_by_its_battery_is_on_its_way():
    stream = [at(s, "running shut occupied", power=2) for s in range(0, 60, 10)]

    assert [alarm[1] for alarm in found(*stream)] == [POWER]


def test_escalator_without_power_is_no_matter_of_rescue():
    assert found(at(0, power=3, kind=1), at(60, power=3, kind=1)) == []
