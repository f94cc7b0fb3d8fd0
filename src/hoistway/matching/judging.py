"""The judgement on a pair that shares a number: certain, ask or no, and why."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from hoistway.matching.aspects import AGREE, DIFFER, NAMES, NEAR, place_sign
from hoistway.matching.policy import Policy

NUMBERS = ("register_number", "device_code", "certificate_number")
"""Given out once each; the maker's serial is not among them."""
HARD = ("place", "house", "unit", "lift")
"""Where a lift stands: it cannot stand in two places."""
SOFT = ("kind", "maker", "model", "stops", "speed", "load", "travel", "made", "installed")
"""What a lift is: typed wrongly now and then."""


class Certainty(StrEnum):
    """What becomes of a pair."""

    CERTAIN = "certain"
    ASK = "ask"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Certainty with its reason: the rule that decided, the aspects for it and against it."""

    certainty: Certainty
    reason: str
    agree: tuple[str, ...]
    against: tuple[str, ...]
    strength: int


@dataclass(frozen=True, slots=True)
class _Count:
    """How many aspects of each sort say what."""

    numbers: int
    other_numbers: int
    serial: str
    hard: int
    soft: int
    place: str


@lru_cache(maxsize=262_144)
def judged(*, signs: str, policy: Policy) -> Verdict:
    """Return the verdict on a pair from its signs; pairs without a common number are never certain.

    Example:
        >>> from hoistway.matching.policy import POLICY
        >>> judged(signs="AAUUUUAUAAAUUUUUUUU", policy=POLICY).reason
        'two_numbers'
        >>> judged(signs="DUUAAUDUUUUUUUUUUUU", policy=POLICY).certainty
        <Certainty.NO: 'no'>
    """
    said = _said(signs)
    count = _Count(
        numbers=sum(said[name] == AGREE for name in NUMBERS),
        other_numbers=sum(said[name] == DIFFER for name in NUMBERS),
        serial=said["serial"],
        hard=sum(said[name] == DIFFER for name in HARD),
        soft=sum(said[name] == DIFFER for name in SOFT),
        place=said["place"],
    )
    certainty, reason = _decided(count, policy)
    agree = tuple(name for name in NAMES if said[name] == AGREE)
    against = tuple(name for name in NAMES if said[name] == DIFFER)
    return Verdict(certainty, reason, agree, against, strength=_strength(count, said))


def is_listed_twice(*, signs: str) -> bool:
    """Return whether two records of one source are proved to be one elevator listed twice.

    Device code, serial and place agree and nothing differs.

    Example:
        >>> is_listed_twice(signs="UAUAAUAUUUUUUUUUUUU")
        True
        >>> is_listed_twice(signs="DAUAAUAUUUUUUUUUUUU")
        False
    """
    said = _said(signs)
    proof = ("device_code", "serial", "place")
    return all(said[name] == AGREE for name in proof) and DIFFER not in signs


def _said(signs: str) -> dict[str, str]:
    """Return the sign of each aspect, and of the place that door and spot tell of."""
    said = dict(zip(NAMES, signs, strict=True))
    return said | {"place": place_sign(door=said["door"], spot=said["spot"])}


def _strength(count: _Count, said: dict[str, str]) -> int:
    """Return the points by which rivals are compared; one number outweighs all facts together."""
    numbers = 8 * (count.numbers - count.other_numbers)
    serial = {AGREE: 5, NEAR: 2, DIFFER: -6}.get(count.serial, 0)
    facts = sum(said[name] == AGREE for name in (*HARD, *SOFT)) - 2 * count.hard - count.soft
    return numbers + serial + min(max(facts, -4), 4)


def _decided(count: _Count, policy: Policy) -> tuple[Certainty, str]:
    """Return the certainty and the rule that gave it."""
    if count.numbers >= 2:
        return _two_numbers(count, policy)
    if count.numbers == 1 and count.serial == AGREE:
        if count.other_numbers:
            clean = not count.hard and count.place == AGREE and count.other_numbers == 1
            return (Certainty.CERTAIN if clean else Certainty.ASK), "number_and_serial_against"
        return (Certainty.CERTAIN if count.hard <= 1 else Certainty.ASK), "number_and_serial"
    if count.numbers == 1:
        return _one_number(count, policy)
    if count.serial == AGREE:
        return _serial_alone(count, policy)
    return Certainty.NO, "no_number"


def _two_numbers(count: _Count, policy: Policy) -> tuple[Certainty, str]:
    """Judge a pair with two or three numbers in common."""
    against = count.other_numbers + (count.serial == DIFFER)
    if not against and count.hard <= 1:
        return Certainty.CERTAIN, "two_numbers"
    if against == 1 and not count.hard and count.soft <= policy.soft_differences:
        return Certainty.CERTAIN, "two_numbers_one_against"
    return Certainty.ASK, "two_numbers_contradicted"


def _one_number(count: _Count, policy: Policy) -> tuple[Certainty, str]:
    """Judge a pair with one number in common and no serial that says the same."""
    if count.other_numbers or count.serial == DIFFER:
        near = count.place != DIFFER and not count.hard
        return (Certainty.ASK if near else Certainty.NO), "number_contradicted"
    if count.hard or count.soft > policy.soft_differences:
        return Certainty.ASK, "number_but_other_facts"
    return Certainty.CERTAIN, "one_number"


def _serial_alone(count: _Count, policy: Policy) -> tuple[Certainty, str]:
    """Judge a pair with only maker and serial in common: twins stand apart."""
    if count.place == DIFFER or count.other_numbers:
        return Certainty.NO, "twin_serial"
    known = count.place == AGREE and not count.hard
    if known and count.soft <= policy.soft_differences:
        return Certainty.CERTAIN, "serial_and_place"
    return Certainty.ASK, "serial_alone"
