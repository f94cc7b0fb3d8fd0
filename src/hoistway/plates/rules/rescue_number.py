"""The number that people read out over the telephone, with a check digit against mishearing."""

from dataclasses import dataclass

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


SHANGHAI = RescueNumberPolicy(
    length=7,
    source="Chosen: six digits for 330,000 elevators and a check digit; cities use 5 to 8",
)


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
