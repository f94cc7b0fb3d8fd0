import hmac
from base64 import b32encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.plates.actions.issuing import _fresh_code
from hoistway.plates.rules.token import (
    ALPHABET,
    CODE_LENGTH,
    is_genuine,
    normal_code,
    signature_of,
)

CODES = st.text(ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH)
KEY = b"a key of the city"


def genuine(code: str, signature: str, key: bytes = KEY, version: int = 1) -> bool:
    return is_genuine(code=code, signature=signature, key=key, version=version)


@given(code=CODES)
def test_the_signature_is_forty_bits_of_the_keyed_hash_of_version_and_code(code: str) -> None:
    digest = hmac.new(KEY, b"1:" + code.encode(), sha256).digest()

    signature = signature_of(code=code, key=KEY, version=1)

    assert signature == b32encode(digest[:5]).decode().lower()
    assert genuine(code, signature)


@given(code=CODES, other=CODES)
def test_a_signature_belongs_to_one_code(code: str, other: str) -> None:
    assert genuine(other, signature_of(code=code, key=KEY, version=1)) is (code == other)


def test_a_signature_belongs_to_one_key_and_version() -> None:
    code = "abcdefghjkmn"
    signature = signature_of(code=code, key=KEY, version=1)

    assert not genuine(code, signature, key=b"another key")
    assert not genuine(code, signature, version=2)


@pytest.mark.parametrize("forged", ["", "aaaaaaaa", "签名", "\ud800", "a" * 10_000])
def test_a_forged_signature_is_no_error(forged: str) -> None:
    assert genuine("abcdefghjkmn", forged) is False


@pytest.mark.parametrize(
    "typed",
    [
        "abcdefghjkmn", "ABCD-EFGH-JKMN", " abcd efgh jkmn ", "ａｂｃｄｅｆｇｈｊｋｍｎ",
        "ABCD－ＥＦＧＨ－JKMN", "abcd.efgh.jkmn。",
    ],
)  # fmt: skip
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert normal_code(typed=typed) == "abcdefghjkmn"


@given(typed=st.text())
def test_whatever_is_typed_becomes_plain_lower_case(typed: str) -> None:
    plain = normal_code(typed=typed)

    assert plain == "".join(c for c in plain if c in "abcdefghijklmnopqrstuvwxyz0123456789")


def test_a_code_has_no_letters_that_people_confuse() -> None:
    assert set(ALPHABET) & set("ilo01") == set()
    assert len(set(ALPHABET)) == 31


def test_a_fresh_code_is_of_the_alphabet_and_new_each_time() -> None:
    codes = {_fresh_code() for _ in range(200)}

    assert len(codes) == 200
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert set("".join(codes)) <= set(ALPHABET)
