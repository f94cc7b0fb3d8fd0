"""报警按钮动作 and its filter."""

import pytest

from hoistway.detection.engine import Engine
from tests.detection.streams import at, batch, found, ticked

BUTTON = "alarm_button"
IN = "zone shut"
PRESS = {"codes": [90]}


def test_press_at_a_landing_counts_when_the_car_neither_opens_nor_starts_in_five_seconds():
    stream = [at(0, IN), at(60, IN, **PRESS), at(62, IN), at(64.999, IN)]

    assert found(*stream, at(65, IN)) == [(4, BUTTON, "begins", 60.0)]
    assert found(*stream, at(64.9991, "zone", door=4), at(80, IN)) == []
    assert found(*stream, at(64.9991, IN + " running"), at(80, IN)) == []


def test_press_between_landings_counts_at_once():
    assert found(at(0, "shut", **PRESS)) == [(0, BUTTON, "begins", 0.0)]


def test_press_on_the_way_or_with_open_doors_at_a_landing_does_not_count():
    assert found(at(0, IN + " running", **PRESS), at(1, IN + " running")) == []
    assert found(at(0, "zone", door=4, **PRESS), at(5, "zone", door=4, **PRESS)) == []


def test_press_on_the_way_and_let_go_is_forgotten():
    assert found(at(0, "shut running", **PRESS), at(1, "shut running"), at(9, IN), at(60, IN)) == []


def test_press_held_into_the_stop_counts_when_doors_stay_shut_for_five_seconds():
    stream = [at(0, "shut running", **PRESS), at(2, IN, **PRESS), at(6.999, IN, **PRESS)]

    assert found(*stream, at(7, IN, **PRESS)) == [(3, BUTTON, "begins", 0.0)]
    assert found(*stream, at(6.9991, "zone", door=4, **PRESS), at(20, IN, **PRESS)) == []


def test_press_right_after_the_stop_waits_and_silence_ages_it():
    engine = Engine()
    engine.take(batch(at(0, "shut running"), at(2, "shut"), at(3, "shut", **PRESS)))

    assert ticked(engine, 6.999) == []
    assert ticked(engine, 7) == [(BUTTON, "begins", 3.0)]


def test_stuck_button_is_silent_until_released():
    stuck = [at(0, "zone", door=4, **PRESS), at(9, IN, **PRESS), at(60, IN, **PRESS)]

    assert found(*stuck) == []
    assert found(*stuck, at(61, IN), at(62, IN, **PRESS), at(67, IN)) == [
        (5, BUTTON, "begins", 62.0)
    ]


def test_it_ends_when_doors_open_at_a_landing_not_when_the_button_is_let_go():
    stream = [at(0, "shut", **PRESS), at(9, "shut"), at(20, "", door=4), at(30, "zone", door=4)]

    assert found(*stream) == [(0, BUTTON, "begins", 0.0), (3, BUTTON, "ends", 0.0)]


@pytest.mark.parametrize("mode", [2, 3, 4])
def test_inspection_and_fire_modes_cause_nothing(mode):
    assert (
        found(at(0, "shut", service_mode=mode, **PRESS), at(9, IN, service_mode=mode, **PRESS))
        == []
    )


def test_escalators_have_none():
    assert found(at(0, "shut", kind=1, **PRESS)) == []


def test_forwarded_press_starts_nothing_not_even_in_a_tick():
    engine = Engine()

    assert found(at(0, "shut replayed", received=700, **PRESS), engine=engine) == []
    assert ticked(engine, 710) == []
