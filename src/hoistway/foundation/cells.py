"""Cells of tables that are handed out: nothing in them can become a formula."""

import re

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


def harmless(value: str | int | float) -> str | int | float:
    """Return a cell of a CSV that no spreadsheet takes for a formula.

    Example:
        >>> harmless("=1+1"), harmless("延平路"), harmless(-3), harmless("-76.61")
        ("'=1+1", '延平路', -3, '-76.61')
    """
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    if value.startswith(_FORMULA_SIGNS):
        return f"'{value}"
    return value
