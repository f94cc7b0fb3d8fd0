"""Use units and firms with valid credit codes; the n-th is a function of seed and n alone."""

from dataclasses import dataclass

from hoistway.foundation.credit_code import credit_check_digit
from hoistway.simulation.registers.words import FIRM_ENDS, STEMS, UNIT_ENDS

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
"""Source: GB 11714."""

_PAIRS = len(STEMS) ** 2
_STRIDE = 1_013
"""Chosen: a prime that walks through all pairs of stems, so that neighbours sound different."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A use unit or a maintenance firm."""

    name: str
    code: str


def _credit_code(*, authority: str, district: str, number: int) -> str:
    body = f"{number % 10**8:08d}"
    rest = sum(int(sign) * weight for sign, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    check = "0123456789X0"[11 - rest % 11] if rest % 11 else "0"
    seventeen = f"{authority}{district}{body}{check}"
    return seventeen + credit_check_digit(body=seventeen)


def _stems(number: int) -> str:
    pair = number * _STRIDE % _PAIRS
    return STEMS[pair // len(STEMS)] + STEMS[pair % len(STEMS)]


def use_unit(*, number: int, seed: int) -> Unit:
    """Return the n-th use unit; names and codes do not repeat below 39,600.

    One in a hundred is a collective whose code begins with a letter (GB 32100-2015).
    """
    end = UNIT_ENDS[(number // _PAIRS + seed) % len(UNIT_ENDS)]
    authority = "N2" if number % 100 == 99 else "91"
    scattered = (number * 7_368_787 + seed * 104_729 + 20_000_003) % 10**8
    return Unit(
        name=f"上海{_stems(number + seed)}{end}",
        code=_credit_code(authority=authority, district="310000", number=scattered),
    )


def firm(*, number: int, seed: int) -> Unit:
    """Return the n-th maintenance firm."""
    end = FIRM_ENDS[number % len(FIRM_ENDS)]
    scattered = (number * 5_915_587 + seed * 1_299_709 + 50_000_017) % 10**8
    first = STEMS[(number * 7 + seed) % len(STEMS)]
    name = f"上海{first}{STEMS[(number // 60 * 11 + number) % len(STEMS)]}{end}"
    return Unit(name=name, code=_credit_code(authority="91", district="310100", number=scattered))
