"""The number that people read out over the telephone, with a check digit against mishearing."""

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from hoistway.foundation.refusal import Refusal
from hoistway.plates.standards import rescue_numbers

_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
"""The quasigroup of order 10. Source: H. Michael Damm, 2004; finds every single wrong digit
and every transposition of neighbours."""


@dataclass(frozen=True, slots=True)
class RescueNumberPolicy:
    """How long a city's rescue number is, check digit included."""

    length: int
    source: str


@cache
def _policies() -> dict[str, RescueNumberPolicy]:
    table = tomllib.loads(rescue_numbers())
    return {code: RescueNumberPolicy(**one) for code, one in table.items()}


def policy_of(*, city_code: str) -> RescueNumberPolicy:
    """Return how long the numbers of a city are; a city that is not listed has Shanghai's length.

    Example:
        >>> policy_of(city_code="350600").length, policy_of(city_code="310000").length
        (5, 7)
    """
    policies = _policies()
    return policies.get(city_code, policies["310000"])


SHANGHAI = policy_of(city_code="310000")


def check_digit(*, digits: str) -> str:
    """Return the digit to append.

    Example:
        >>> check_digit(digits="572")
        '4'
    """
    row = 0
    for digit in digits:
        row = int(_DAMM[row][int(digit)])
    return str(row)


def is_sound(*, number: str, policy: RescueNumberPolicy) -> bool:
    """Return whether a spoken number has the length of the city and a right check digit."""
    return (
        len(number) == policy.length
        and number.isascii()
        and number.isdigit()
        and check_digit(digits=number) == "0"
    )


def is_a_number(*, typed: str) -> bool:
    """Return whether what was typed is a sound number of any city."""
    return any(is_sound(number=typed, policy=policy) for policy in _policies().values())


SCATTER = 420_489
"""Step between the numbers of two running serials. Chosen: odd and no multiple of five, so that
every serial has its own number, and neighbours in one building share hardly a digit."""


def number_for(*, serial: int, policy: RescueNumberPolicy) -> str:
    """Return the rescue number of a running serial; elevators side by side sound different.

    Raises: ValueError when the city's numbers are used up.

    Example:
        >>> [number_for(serial=serial, policy=SHANGHAI) for serial in (1, 2)]
        ['4204896', '8409782']
    """
    width = policy.length - 1
    if not 0 <= serial < 10**width:
        raise ValueError(f"no rescue number of {policy.length} digits for serial {serial}")
    digits = str(serial * SCATTER % 10**width).zfill(width)
    return digits + check_digit(digits=digits)


class NumbersUsedUp(Refusal):
    """Raised when every number of a city's length is on a plate."""

    code = "rescue_numbers_used_up"
    zh = "{length} 位识别码已用完，请先为该城市加长识别码。"
    en = "All rescue numbers of {length} digits are in use; give the city longer ones first."


def free_number(*, wanted: str, serial: int, taken: Collection[str], length: int) -> str:
    """Return the number a plate had before if it is free, else the next free one of its serial.

    Serials beyond the city's numbers begin again from the first; what is taken is passed over.
    Raises: NumbersUsedUp.

    Example:
        >>> free_number(wanted="", serial=1, taken={"4204896"}, length=7)
        '8409782'
    """
    if len(wanted) == length and wanted not in taken:
        return wanted
    policy = RescueNumberPolicy(length=length, source="")
    for number in _numbers_from(serial, policy):
        if number not in taken:
            return number
    raise NumbersUsedUp(length=length)


def _numbers_from(serial: int, policy: RescueNumberPolicy) -> Iterator[str]:
    count = 10 ** (policy.length - 1)
    for step in range(count):
        yield number_for(serial=(serial + step) % count, policy=policy)
