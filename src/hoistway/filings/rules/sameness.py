"""Does what stands on site say the same as what is filed, however it was written down?"""

import re
import unicodedata
from collections.abc import Iterable

from hoistway.filings.vocabulary import MismatchField

_NOT_WORD = re.compile(r"[\W_]+")
_DIALLED_FROM_ABROAD = re.compile(r"^(\+|00)\s*86")
_BETWEEN_PEOPLE = re.compile(r"[、,;/\s]+")
_CITY = re.compile(r"^上海市|^上海(?=\w{2,4}区)")
_DISTRICT = re.compile(r"^(浦东新区|临港新片区|\w{2}区)(?=\w)")


def same(*, field: MismatchField, one: str, other: str) -> bool:
    """Return whether two ways of writing a fact say the same; nothing says nothing.

    Example:
        >>> same(field=MismatchField.DUTY_PHONE, one="021-6234 5678", other="+86 021 62345678")
        True
        >>> same(field=MismatchField.TECHNICIANS, one="王建国、李强", other="李强 王建国")
        True
        >>> same(field=MismatchField.FIRM, one="上海申恒电梯（集团）有限公司",
        ...      other="上海申恒电梯(集团)有限公司")
        True
        >>> same(field=MismatchField.ADDRESS, one="上海市静安区延平路135号", other="延平路 135 号")
        True
        >>> same(field=MismatchField.OTHER, one="", other="")
        False
    """
    reading = _READINGS.get(field, _plain)
    first, second = reading(one), reading(other)
    if field is MismatchField.ADDRESS and first != second:
        first, second = _without_district(first, second)
    return first != "" and first == second


def any_same(*, field: MismatchField, told: str, names: Iterable[str]) -> bool:
    """Return whether a telling says one of the names that a thing is known by."""
    return any(same(field=field, one=told, other=name) for name in names)


def _plain(text: str) -> str:
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _phone(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    return _plain(_DIALLED_FROM_ABROAD.sub("", plain))


def _people(text: str) -> str:
    names = _BETWEEN_PEOPLE.split(unicodedata.normalize("NFKC", text))
    return " ".join(sorted({_plain(name) for name in names} - {""}))


def _address(text: str) -> str:
    return _CITY.sub("", _plain(text))


def _without_district(one: str, other: str) -> tuple[str, str]:
    """Leave out a district that only one of two addresses names."""
    if _DISTRICT.match(one) and _DISTRICT.match(other):
        return one, other
    return _DISTRICT.sub("", one), _DISTRICT.sub("", other)


_READINGS = {
    MismatchField.DUTY_PHONE: _phone,
    MismatchField.TECHNICIANS: _people,
    MismatchField.ADDRESS: _address,
}
