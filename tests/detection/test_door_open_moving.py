"""开门走车: two samples in a row."""

import pytest

from tests.detection.streams import at, found

MOVING = "door_open_moving"


@pytest.mark.parametrize("door", [3, 4, 6, 0])
def test_two_samples_in_a_row_raise_it(door):
    assert found(at(0, "running", door=door), at(1, "running", door=door)) == [
        (1, MOVING, "begins", 0.0)
    ]


@pytest.mark.parametrize("door", [1, 2, 5])
def test_closing_and_shut_doors_raise_nothing(door):
    assert found(*(at(s, "running", door=door) for s in range(5))) == []


def test_one_sample_is_a_blink():
    blink = [at(0, "running", door=4), at(1, "running shut"), at(2, "running", door=4)]

    assert found(*blink, at(3, "running shut")) == []


def test_contradicting_closed_signal_is_believed():
    assert found(*(at(s, "running shut", door=4) for s in range(5))) == []


def test_in_the_zone_it_is_levelling():
    assert found(*(at(s, "running zone", door=4) for s in range(5))) == []


def test_standing_still_it_is_something_else():
    assert found(*(at(s, "", door=4) for s in range(5))) == []


@pytest.mark.parametrize("mode", [2, 3, 4])
def test_inspection_and_fire_modes_cause_nothing(mode):
    assert found(*(at(s, "running", door=4, service_mode=mode) for s in range(5))) == []


@pytest.mark.parametrize("words", ["zone running", "running shut"])
def test_it_ends_with_shut_doors_or_in_the_zone(words):
    stream = [at(s, "running", door=4) for s in range(3)]

    assert found(*stream, at(3, "", door=4), at(4, words, door=4)) == [
        (1, MOVING, "begins", 0.0),
        (4, MOVING, "ends", 0.0),
    ]
