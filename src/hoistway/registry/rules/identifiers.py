"""Numbers that must not be confused: the 20-digit register number and the credit code."""

import re
from typing import NewType

from hoistway.foundation.credit_code import (
    credit_check_digit,
    has_credit_code_shape,
    is_credit_code,
)

__all__ = [
    "RETIRED_DISTRICTS", "CreditCode", "RegisterNumber", "credit_check_digit", "district_of",
    "half_width", "has_credit_code_shape", "heir_of", "is_credit_code", "is_cut_to_fifteen_digits",
    "is_register_number", "is_spoilt", "normal_identifier",
]  # fmt: skip

RegisterNumber = NewType("RegisterNumber", str)
CreditCode = NewType("CreditCode", str)

RETIRED_DISTRICTS = {
    "310103": "310101",
    "310108": "310106",
    "310119": "310115",
    "310230": "310151",
}
"""Retired district of Shanghai → its heir. Old numbers keep the old district and are right so.
Source: GB/T 2260: 卢湾 2011, 闸北 2015, 南汇 2009, 崇明县 2016."""

_REGISTER_20 = re.compile(
    r"[0-9]{4}(?P<district>[0-9]{6})(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-9A-Z]{4}"
)
"""Class of the 2004 catalogue, district, year and month, sequence. Source: TSG 08 (M)."""

_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}")
_FLOATED = re.compile(r"[0-9]{16,}[.,]0*")
_MONTHS = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
_BECAME_DATE = re.compile(
    rf"[0-9]{{1,2}}-(?:{_MONTHS})|(?:{_MONTHS})-[0-9]{{2}}|[0-9]{{1,2}}月[0-9]{{1,2}}日"
)
_CELL_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|NULL!|NUM!|DIV/0!)|#{2,}")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def heir_of(*, code: str) -> str:
    """Return the district that administers a district today.

    Example:
        >>> heir_of(code="310108"), heir_of(code="310115")
        ('310106', '310115')
    """
    return RETIRED_DISTRICTS.get(code, code)


def half_width(*, text: str) -> str:
    """Return the text with full-width letters, digits and signs made plain.

    Example:
        >>> half_width(text="３１１０ａ")
        '3110a'
    """
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def normal_identifier(*, text: str) -> str:
    """Return an identifier in upper case and half width, without spaces and spreadsheet guards.

    Example:
        >>> normal_identifier(text="'９１３１ 0000ma1fl0"), normal_identifier(text='="0012"')
        ('91310000MA1FL0', '0012')
    """
    plain = "".join(half_width(text=text).upper().split())
    if plain.startswith('="') and plain.endswith('"'):
        plain = plain[2:-1]
    return plain.removeprefix("'")


def is_spoilt(*, text: str) -> bool:
    """Return whether a spreadsheet has destroyed an identifier beyond repair.

    Example:
        >>> is_spoilt(text="3.11E+19"), is_spoilt(text="JAN-02"), is_spoilt(text="31100")
        (True, True, False)
    """
    if text.startswith("#"):
        return _CELL_ERROR.fullmatch(text) is not None
    patterns = (_SCIENTIFIC, _FLOATED, _BECAME_DATE)
    return any(pattern.fullmatch(text) for pattern in patterns)


def is_cut_to_fifteen_digits(*, number: str) -> bool:
    """Return whether a 20-digit number lost its end, as spreadsheets keep fifteen digits only.

    A real sequence begins with 0001, so five zeros at the end are never a true number.
    """
    return len(number) == 20 and number.isdigit() and number.endswith("00000")


def is_register_number(*, number: str) -> bool:
    """Return whether a number has the shape of a 注册代码; any district is accepted, old ones too.

    Example:
        >>> is_register_number(number="31103101082010050012")
        True
    """
    return _REGISTER_20.fullmatch(number) is not None


def district_of(*, number: RegisterNumber) -> str:
    """Return the district in which an elevator was registered first, retired ones unrepaired.

    Raises: ValueError when the number has another shape.
    """
    parts = _REGISTER_20.fullmatch(number)
    if parts is None:
        raise ValueError(f"not a register number: {number}")
    return parts["district"]
