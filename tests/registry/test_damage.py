import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.registry.rules.damage import (
    damage_of,
    damage_of_number,
    damage_of_words,
    is_cut_to_fifteen_digits,
)


@pytest.mark.parametrize(
    ("text", "damage"),
    [
        ("3.11E+19", "scientific notation"), ("3,11E+19", "scientific notation"),
        ("3E+19", "scientific notation"), ("31103101062008120000.0", "decimals"),
        ("1000.0", "decimals"), ("1000,00", "decimals"), ("2-JAN", "date"), ("JAN-02", "date"),
        ("2-JAN-2001", "date"), ("1月2日", "date"), ("2001年1月2日", "date"), ("2001/1/2", "date"),
        ("2001-01-0200:00:00", "date"), ("#REF!", "formula"), ("#N/A", "formula"),
        ("########", "formula"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_destroyed_is_recognised_with_the_reason(text: str, damage: str) -> None:
    assert damage in damage_of(text=text)


@pytest.mark.parametrize(
    "text",
    ["31103101062008120012", "3E19", "E+19", "#173", "12-77", "A-1", "1.5", "2008-12", "B1", ""],
)
def test_honest_numbers_are_not_called_spoilt(text: str) -> None:
    assert damage_of(text=text) == ""


@pytest.mark.parametrize("text", ["1月2日", "2-Jan", "#REF!", "3.1E+10"])
def test_short_names_may_be_spoilt_too(text: str) -> None:
    assert damage_of_words(text=text)


@pytest.mark.parametrize("text", ["12.0", "1-2", "春江苑", "2号楼", "Jan van Eyck Laan 2", "#2"])
def test_honest_words_are_not_called_spoilt(text: str) -> None:
    assert damage_of_words(text=text) == ""


@pytest.mark.parametrize(
    ("digits", "spoilt"),
    [
        ("123456789012345", False), ("1234567890123456", True), ("31103101062010010000", True),
        ("4711", False), ("4711.0", False), ("47.5", True), ("3.1E+19", True),
    ],
)  # fmt: skip
def test_a_number_cell_keeps_fifteen_digits(digits: str, spoilt: bool) -> None:
    assert bool(damage_of_number(digits=digits)) is spoilt


def test_a_number_cut_to_fifteen_digits_is_recognised() -> None:
    assert is_cut_to_fifteen_digits(number="31103101062010100000")
    assert not is_cut_to_fifteen_digits(number="31103101062010100001")


@settings(deadline=None)
@given(st.text(min_size=1))
def test_no_text_makes_the_recognition_stumble(text: str) -> None:
    damage_of(text=text)
    damage_of_words(text=text)
    damage_of_number(digits=text)
