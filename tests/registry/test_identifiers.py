import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.registry.rules.identifiers import (
    RETIRED_DISTRICTS,
    RegisterNumber,
    credit_check_digit,
    district_of,
    half_width,
    is_certificate_number,
    is_credit_code,
    is_device_code,
    is_register_number,
    is_rescue_number,
    normal_certificate,
    normal_identifier,
    number_looks_like,
)
from hoistway.registry.vocabulary import Field

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


@pytest.mark.parametrize("guarded", ["'0012", '="0012"', "００１２", " 00 12 "])
def test_guards_of_spreadsheets_are_taken_off(guarded: str) -> None:
    assert normal_identifier(text=guarded) == "0012"


def test_a_credit_code_may_begin_with_a_letter() -> None:
    body = "N2310000MJ4922099"

    assert is_credit_code(code=body + credit_check_digit(body=body))


@pytest.mark.parametrize(
    ("number", "sound"),
    [
        ("31101031020150012", True),
        ("311010310201500012", True),
        ("31101031020150A012", True),
        ("311012345678X20080012", True),
        ("3110103102015001", False),
        ("3110103101815001234", False),
        ("311010310215001234", False),
    ],
)
def test_a_device_code_has_17_or_18_signs_and_before_2015_also_21(number: str, sound: bool) -> None:
    assert is_device_code(number=number) is sound


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("梯11沪A00001(20)", "梯11沪A00001(20)"),
        ("梯11沪A00001（20）", "梯11沪A00001(20)"),
        ("梯１１沪ａ00001 〔20〕", "梯11沪A00001(20)"),
        ("梯11沪AB0001[20]", "梯11沪AB0001(20)"),
        ("31103101062008120012", "31103101062008120012"),
    ],
)
def test_a_certificate_number_has_one_form_and_the_old_twenty_digits_stay(
    text: str, normal: str
) -> None:
    assert normal_certificate(text=text) == normal
    assert is_certificate_number(number=normal)


@pytest.mark.parametrize(
    "text", ["11沪A00001(20)", "梯14沪A00001(20)", "梯11沪A00001", "梯11沪A0001(20)"]
)
def test_other_forms_are_no_certificate_numbers(text: str) -> None:
    assert not is_certificate_number(number=text)


@pytest.mark.parametrize(
    ("number", "city", "sound"),
    [
        ("12345", "350600", True), ("123456", "350600", False), ("1234", "", False),
        ("12345", "", True), ("12345678", "", True), ("123456789", "", False),
        ("１２３４５", "", False),
    ],
)  # fmt: skip
def test_a_rescue_number_has_the_length_of_its_city(number: str, city: str, sound: bool) -> None:
    assert is_rescue_number(number=number, city=city) is sound


@pytest.mark.parametrize(
    ("number", "field"),
    [
        ("31103101062008120012", Field.REGISTER_NUMBER),
        ("31101031020150012", Field.DEVICE_CODE),
        ("梯11沪A00001(20)", Field.CERTIFICATE_NUMBER),
        ("91110000600037341L", Field.USE_UNIT_CODE),
        ("D-77", None),
    ],
)
def test_a_number_in_a_wrong_column_is_told_by_its_form(number: str, field: Field | None) -> None:
    assert number_looks_like(number=number) is field
