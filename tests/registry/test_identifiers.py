import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.registry.rules.identifiers import (
    RETIRED_DISTRICTS,
    RegisterNumber,
    credit_check_digit,
    district_of,
    half_width,
    is_credit_code,
    is_cut_to_fifteen_digits,
    is_register_number,
    is_spoilt,
    normal_identifier,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
bodies = st.text(alphabet=ALPHABET, min_size=17, max_size=17)


@given(bodies)
def test_a_credit_code_with_its_own_check_digit_is_sound(body: str) -> None:
    assert is_credit_code(code=body + credit_check_digit(body=body))


@given(bodies, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_found(body: str, place: int, sign: str) -> None:
    code = body + credit_check_digit(body=body)
    wrong = code[:place] + sign + code[place + 1 :]

    assert is_credit_code(code=wrong) is (wrong == code)


@given(bodies, st.integers(0, 15))
def test_exchanged_neighbours_are_always_found(body: str, place: int) -> None:
    code = body + credit_check_digit(body=body)
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert is_credit_code(code=wrong) is (wrong == code)


@given(bodies)
def test_lower_case_and_full_width_are_normalised(body: str) -> None:
    code = body + credit_check_digit(body=body)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code.lower())

    assert normal_identifier(text=f"　{wide[:9]} {wide[9:]}") == code


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = half_width(text=text)

    assert half_width(text=once) == once


@pytest.mark.parametrize("code", ["91110000600037341L", "A1310000000000000" + "2"])
def test_known_codes(code: str) -> None:
    assert is_credit_code(code=code) is (credit_check_digit(body=code[:17]) == code[17])


def test_the_code_recomputed_from_the_norm_is_sound() -> None:
    assert is_credit_code(code="91110000600037341L")


@pytest.mark.parametrize("code", ["", "91110000600037341", "91110000600037341LL"])
def test_a_code_of_another_length_is_not_sound(code: str) -> None:
    assert not is_credit_code(code=code)


@pytest.mark.parametrize("sign", "IOSVZ-")
def test_letters_that_the_norm_leaves_out_are_not_sound(sign: str) -> None:
    assert not is_credit_code(code="9111000060003734" + sign + "L")


@pytest.mark.parametrize("district", ["310106", *RETIRED_DISTRICTS])
def test_register_numbers_of_retired_districts_are_accepted_and_kept(district: str) -> None:
    number = f"3110{district}2008120012"

    assert is_register_number(number=number)
    assert district_of(number=RegisterNumber(number)) == district


@pytest.mark.parametrize(
    "number",
    [
        "3110310106200812001",
        "311031010620081200123",
        "31103101062008130012",
        "31103101062008000012",
        "31103101061808120012",
        "X1103101062008120012",
    ],
)
def test_other_shapes_are_no_register_numbers(number: str) -> None:
    assert not is_register_number(number=number)
    with pytest.raises(ValueError, match="not a register number"):
        district_of(number=RegisterNumber(number))


@pytest.mark.parametrize(
    "text",
    [
        "3.11E+19", "3,11E+19", "3E+19", "31103101062008120000.0", "2-JAN", "JAN-02", "1月2日",
        "#REF!", "#N/A", "########",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_destroyed_is_recognised(text: str) -> None:
    assert is_spoilt(text=text)


@pytest.mark.parametrize("text", ["31103101062008120012", "3E19", "E+19", "#173", "12-77", "A-1"])
def test_honest_numbers_are_not_called_spoilt(text: str) -> None:
    assert not is_spoilt(text=text)


def test_a_number_cut_to_fifteen_digits_is_recognised() -> None:
    assert is_cut_to_fifteen_digits(number="31103101062010100000")
    assert not is_cut_to_fifteen_digits(number="31103101062010100001")


@pytest.mark.parametrize("guarded", ["'0012", '="0012"', "００１２", " 00 12 "])
def test_guards_of_spreadsheets_are_taken_off(guarded: str) -> None:
    assert normal_identifier(text=guarded) == "0012"
