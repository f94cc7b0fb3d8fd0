"""Six numbers that must not be confused, each with its form; historic forms are right as well."""

import re
from typing import NewType

from hoistway.foundation.credit_code import (
    credit_check_digit,
    has_credit_code_shape,
    is_credit_code,
)
from hoistway.foundation.width import half_width
from hoistway.registry.standards import rescue_numbers
from hoistway.registry.vocabulary import Field

__all__ = [
    "RETIRED_DISTRICTS", "RETIRED_NAMES", "CreditCode", "RegisterNumber", "credit_check_digit",
    "district_of", "half_width", "has_credit_code_shape", "heir_of", "is_certificate_number",
    "is_credit_code", "is_device_code", "is_register_number", "is_rescue_number",
    "normal_certificate", "normal_identifier", "number_looks_like",
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

RETIRED_NAMES = {
    "卢湾区": "310103",
    "闸北区": "310108",
    "南汇区": "310119",
    "崇明县": "310230",
}
"""Name of a retired district of Shanghai → its code. Source: GB/T 2260."""

_REGISTER_20 = re.compile(
    r"[0-9]{4}(?P<district>[0-9]{6})(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-9A-Z]{4}"
)
"""Class of the 2004 catalogue, district, year and month, sequence. Source: TSG 08 (M)."""

_DEVICE_CODE = re.compile(
    r"[0-9]{4}[0-9]{5}(?:19|20)[0-9]{2}[0-9A-Z]{4,5}"
    r"|[0-9]{4}[0-9A-Z]{9}(?:19|20)[0-9]{2}[0-9]{4}"
)
"""Class 4, maker 5, year 4, sequence 4 (TSG 21 family (M)) or 5 (rule of 2015); before that the
national scheme of 21 signs: class 4, organisation code 9, year 4, sequence 4."""

_CERTIFICATE = re.compile(
    r"梯(?:11|12|13|21|22|31|32|41|42|43)[一-龥][A-Z][0-9A-Z][0-9]{4}\([0-9]{2}\)"
)
"""梯, kind of 2014 in two digits, province, authority, sequence of 5, year. Source: TSG 08 (M)."""

_OTHER_BRACKETS = str.maketrans("[]{}【】〔〕〈〉", "()()()()()")


def heir_of(*, code: str) -> str:
    """Return the district that administers a district today.

    Example:
        >>> heir_of(code="310108"), heir_of(code="310115")
        ('310106', '310115')
    """
    return RETIRED_DISTRICTS.get(code, code)


def normal_identifier(*, text: str) -> str:
    """Return an identifier in upper case and half width, without spaces and spreadsheet guards.

    Example:
        >>> normal_identifier(text="'９１３１ 0000ma1fl0"), normal_identifier(text='="0012"')
        ('91310000MA1FL0', '0012')
    """
    if text.isalnum() and text.isascii():
        return text.upper()
    plain = "".join(half_width(text=text).upper().split())
    if plain.startswith('="') and plain.endswith('"'):
        plain = plain[2:-1]
    return plain.removeprefix("'")


def normal_certificate(*, text: str) -> str:
    """Return a certificate number with plain brackets, in upper case and half width.

    Example:
        >>> normal_certificate(text="梯１１沪a00001〔20〕")
        '梯11沪A00001(20)'
    """
    return normal_identifier(text=text).translate(_OTHER_BRACKETS)


def is_register_number(*, number: str) -> bool:
    """Return whether a number has the shape of a 注册代码; any district is accepted, old ones too.

    Example:
        >>> is_register_number(number="31103101082010050012")
        True
    """
    return _REGISTER_20.fullmatch(number) is not None


def is_device_code(*, number: str) -> bool:
    """Return whether a number has a shape of a 设备代码: 17, 18 or, before 2015, 21 signs.

    Example:
        >>> [is_device_code(number=n) for n in ("31101004520150001", "311010045201500012")]
        [True, True]
    """
    return _DEVICE_CODE.fullmatch(number) is not None


def is_certificate_number(*, number: str) -> bool:
    """Return whether a normal number is a 使用登记证编号; before TSG 08 it had twenty signs.

    Example:
        >>> is_certificate_number(number="梯11沪A00001(20)")
        True
    """
    return _CERTIFICATE.fullmatch(number) is not None or is_register_number(number=number)


def is_rescue_number(*, number: str, city: str = "") -> bool:
    """Return whether a number has the length of the rescue numbers of a city (GB/T 2260 code).

    Example:
        >>> is_rescue_number(number="12345", city="350600")
        True
    """
    if not (number.isascii() and number.isdigit()):
        return False
    if digits := rescue_numbers.DIGITS.get(city):
        return len(number) == digits
    return rescue_numbers.LEAST <= len(number) <= rescue_numbers.MOST


def number_looks_like(*, number: str) -> Field | None:
    """Return which of the numbers a text has the shape of, to say what stands in a wrong column.

    Example:
        >>> str(number_looks_like(number="31103101062010080012"))
        'register_number'
    """
    if is_register_number(number=number):
        return Field.REGISTER_NUMBER
    if _CERTIFICATE.fullmatch(number):
        return Field.CERTIFICATE_NUMBER
    if is_credit_code(code=number):
        return Field.USE_UNIT_CODE
    return Field.DEVICE_CODE if is_device_code(number=number) else None


def district_of(*, number: RegisterNumber) -> str:
    """Return the district in which an elevator was registered first, retired ones unrepaired.

    Raises: ValueError when the number has another shape.
    """
    parts = _REGISTER_20.fullmatch(number)
    if parts is None:
        raise ValueError(f"not a register number: {number}")
    return parts["district"]
