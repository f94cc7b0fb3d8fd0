"""Whether two sources mean the same although they write differently."""

from hoistway.matching.addresses import address_key, parse_address
from hoistway.matching.names import plain_name
from hoistway.quality.rules.city import without_street
from hoistway.quality.rules.garbled_text import readings
from hoistway.quality.rules.placeholder import is_placeholder
from hoistway.quality.rules.portrait import Value, as_number
from hoistway.quality.rules.writing import compared

NEAR = 0.02
"""Relative difference of two measures that are one. Chosen: rounding of travel and load."""

MEASURES = frozenset({"rated_speed_mps", "rated_load_kg", "travel_m", "inclination_deg"})


def means_nothing(*, value: Value) -> bool:
    """Return whether a value is blank, a placeholder or garbled: it contradicts nobody."""
    if value in (None, "", []) or is_placeholder(value=value):
        return True
    return isinstance(value, str) and bool(readings(text=value))


def same(*, field: str, a: Value, b: Value) -> bool:
    """Return whether two values of a field mean the same.

    Example:
        >>> same(field="address", a="１２弄 3栋", b="12弄3幢")
        True
        >>> same(field="rated_load_kg", a=1000, b=1050)
        False
    """
    if a == b:
        return True
    number_a, number_b = as_number(a), as_number(b)
    if field in MEASURES and number_a is not None and number_b is not None:
        return abs(number_a - number_b) <= NEAR * max(abs(number_a), abs(number_b))
    if isinstance(a, str) and isinstance(b, str):
        return compared(text=a) == compared(text=b) or _said_alike(field, a, b)
    return number_a is not None and number_a == number_b


def _key(address: str) -> str:
    """Return the key of an address; towns and farms are left out, which some write and some not."""
    return address_key(address=parse_address(text=without_street(address=address)))


def _said_alike(field: str, a: str, b: str) -> bool:
    """Return whether two names or addresses are one, said shorter or with other words around."""
    if field == "address":
        key = _key(a)
        return key != "" and key == _key(b)
    if field in ("use_unit", "firm"):
        return plain_name(text=a) == plain_name(text=b)
    if field == "made_by":
        one, other = plain_name(text=a), plain_name(text=b)
        return min(len(one), len(other)) >= 2 and (one in other or other in one)
    return False
