"""Units that registers use, and how many SI units each is."""

import re
from dataclasses import dataclass
from enum import Enum


class Quantity(Enum):
    """What a number measures; the value is the unit in which it is stored."""

    SPEED = "m/s"
    MASS = "kg"
    LENGTH = "m"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a mapping file: its factor to SI and the spellings that may follow a number."""

    code: str
    quantity: Quantity
    factor: float
    spellings: tuple[str, ...]


FEET_AND_INCHES = "ft-in"
"""The unit of text such as «22 feet 3 inches»."""

_FOOT_M = 0.3048
_INCH_M = 0.0254
_POUND_KG = 0.45359237
"""Source: international yard and pound agreement of 1959."""

UNITS = {
    unit.code: unit
    for unit in (
        Unit("m/s", Quantity.SPEED, 1.0, ("m/s", "mps", "米/秒")),
        Unit("mm/s", Quantity.SPEED, 0.001, ("mm/s",)),
        Unit("m/min", Quantity.SPEED, 1 / 60, ("m/min", "米/分")),
        Unit("fpm", Quantity.SPEED, _FOOT_M / 60, ("fpm", "ft/min")),
        Unit("kg", Quantity.MASS, 1.0, ("kg", "公斤", "千克")),
        Unit("t", Quantity.MASS, 1000.0, ("t", "吨")),
        Unit("lb", Quantity.MASS, _POUND_KG, ("lb", "lbs")),
        Unit("m", Quantity.LENGTH, 1.0, ("m", "米")),
        Unit("cm", Quantity.LENGTH, 0.01, ("cm", "厘米")),
        Unit("mm", Quantity.LENGTH, 0.001, ("mm", "毫米")),
        Unit("ft", Quantity.LENGTH, _FOOT_M, ("ft", "feet", "foot", "'")),
        Unit("in", Quantity.LENGTH, _INCH_M, ("in", "inches", "inch", '"')),
        Unit(FEET_AND_INCHES, Quantity.LENGTH, _FOOT_M, ()),
    )
}

_FEET_INCHES = re.compile(
    r"""(?:(?P<feet>[0-9]+(?:\.[0-9]+)?)\s*(?:feet|foot|ft\.?|['′]))?\s*
        (?:(?P<inches>[0-9]+(?:\.[0-9]+)?)\s*(?:inches|inch|in\.?|["″]))?""",
    re.VERBOSE | re.IGNORECASE,
)


def metres_of_feet_and_inches(*, text: str) -> float | None:
    """Return the metres of a length in feet and inches, or None where the text is none.

    Example:
        >>> metres_of_feet_and_inches(text="22 feet 3 inches")
        6.7818
        >>> metres_of_feet_and_inches(text="11ft 3in")
        3.429
    """
    parts = _FEET_INCHES.fullmatch(text)
    if parts is None or not (parts["feet"] or parts["inches"]):
        return None
    inches = float(parts["inches"] or 0)
    if parts["feet"] and inches >= 12:
        return None
    return round(float(parts["feet"] or 0) * _FOOT_M + inches * _INCH_M, 4)


def without_spelling(*, text: str, unit: Unit) -> str:
    """Return the number of a cell such as «1000 kg» when its unit is the declared one."""
    lowered = text.lower()
    for spelling in sorted(unit.spellings, key=len, reverse=True):
        if lowered.endswith(spelling):
            return text[: -len(spelling)].rstrip()
    return text
