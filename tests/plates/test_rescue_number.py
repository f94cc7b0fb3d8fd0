import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.plates.rules.rescue_number import (
    SHANGHAI,
    RescueNumberPolicy,
    check_digit,
    is_sound,
    number_for,
)

NUMBERS = st.integers(0, 999_999).map(lambda serial: number_for(serial=serial, policy=SHANGHAI))
PLACES = st.integers(0, SHANGHAI.length - 1)


@given(number=NUMBERS, place=PLACES, wrong=st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_found(number: str, place: int, wrong: str) -> None:
    heard = number[:place] + wrong + number[place + 1 :]

    assert is_sound(number=heard, policy=SHANGHAI) is (heard == number)


@given(number=NUMBERS, place=st.integers(0, SHANGHAI.length - 2))
def test_every_transposition_of_neighbours_is_found(number: str, place: int) -> None:
    pair = number[place + 1] + number[place]
    heard = number[:place] + pair + number[place + 2 :]

    assert is_sound(number=heard, policy=SHANGHAI) is (heard == number)


def test_each_row_of_the_table_has_every_digit_once_and_a_number_checks_to_nought() -> None:
    table = [[int(check_digit(digits=f"{row}{d}")) for d in range(10)] for row in range(10)]

    assert [sorted(row) for row in table] == [list(range(10))] * 10
    assert [check_digit(digits=f"{d}{check_digit(digits=str(d))}") for d in range(10)] == ["0"] * 10


def test_the_published_example_has_the_published_check_digit() -> None:
    """Damm's own example: 572 → 4."""
    assert check_digit(digits="572") == "4"


@pytest.mark.parametrize(
    ("serial", "number"), [(0, "0000000"), (1, "4204896"), (2, "8409782"), (572, "5197089")]
)
def test_a_serial_has_its_number_for_good(serial: int, number: str) -> None:
    """Numbers are printed on plates: what a serial gives must never change."""
    assert number_for(serial=serial, policy=SHANGHAI) == number


@given(serial=st.integers(0, 999_998))
def test_elevators_side_by_side_differ_in_at_least_five_digits(serial: int) -> None:
    pair = (number_for(serial=s, policy=SHANGHAI) for s in (serial, serial + 1))

    assert sum(a != b for a, b in zip(*pair, strict=True)) >= 5


def test_every_serial_gives_another_number() -> None:
    tiny = RescueNumberPolicy(length=4, source="test")

    assert len({number_for(serial=s, policy=tiny) for s in range(1000)}) == 1000


@pytest.mark.parametrize("serial", [-1, 1_000_000])
def test_a_city_has_a_million_numbers(serial: int) -> None:
    with pytest.raises(ValueError, match="no rescue number of 7 digits"):
        number_for(serial=serial, policy=SHANGHAI)


@pytest.mark.parametrize(
    "number", ["", "000572", "00057240", "000572a", "０００５７２４", "٠٠٠٥٧٢٤"]
)
def test_what_is_not_seven_plain_digits_is_no_number(number: str) -> None:
    assert is_sound(number=number, policy=SHANGHAI) is False
