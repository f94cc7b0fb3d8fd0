"""A measured value against the limit that the rule itself names."""

from decimal import Decimal, InvalidOperation

from hoistway.maintenance.rules.items import Item
from hoistway.maintenance.vocabulary.limits import Fit


def fit_of(*, item: Item, value: str) -> Fit | None:
    """Return how a value, written as text, stands to its item's limits.

    None where the rule names no limit (the maker's manual may) or the text is no number.

    Example:
        >>> from hoistway.maintenance.rules.items import items_by_code
        >>> lock = items_by_code()["A-1-29"]
        >>> [str(fit_of(item=lock, value=value)) for value in ("6.9", "7", "7.1")]
        ['below', 'within', 'within']
    """
    number = number_of(value=value)
    if number is None or (item.at_least is None and item.at_most is None):
        return None
    if item.at_least is not None and number < item.at_least:
        return Fit.BELOW
    if item.at_most is not None and number > item.at_most:
        return Fit.ABOVE
    return Fit.WITHIN


def limit_words(*, item: Item) -> str:
    """Return the limit as it is written on a sheet, empty where the rule names none.

    Example:
        >>> from hoistway.maintenance.rules.items import items_by_code
        >>> [limit_words(item=items_by_code()[code]) for code in ("A-1-29", "D-2-01", "A-1-01")]
        ['≥ 7 mm', '0 … 2 %', '']
    """
    unit = f" {item.unit}" if item.unit else ""
    if item.at_least is not None and item.at_most is not None:
        return f"{item.at_least} … {item.at_most}{unit}"
    if item.at_least is not None:
        return f"≥ {item.at_least}{unit}"
    return f"≤ {item.at_most}{unit}" if item.at_most is not None else ""


def number_of(*, value: str) -> Decimal | None:
    """Return a measured value as a number, None where the text is none or is not finite."""
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
