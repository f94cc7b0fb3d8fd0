"""Read one cell as its field wants it, or say what is wrong with it."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from hoistway.registry.rules.identifiers import (
    half_width,
    has_credit_code_shape,
    is_credit_code,
    is_cut_to_fifteen_digits,
    is_register_number,
    is_spoilt,
    normal_identifier,
)
from hoistway.registry.rules.mapping import CREDIT_CODE, EXCEL_SERIAL, REGISTER_20, Column
from hoistway.registry.rules.targets import EARLIEST, LATEST, Shape
from hoistway.registry.rules.units import (
    FEET_AND_INCHES,
    Unit,
    metres_of_feet_and_inches,
    without_spelling,
)
from hoistway.registry.vocabulary import RowFault

Value = str | float | date | tuple[str, ...]

_EXCEL_EPOCH = date(1899, 12, 30)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BEFORE_COMMA = re.compile(r" +,")
_LABELS = re.compile(r"[\s,;、，；/]+")


class BadCell(Exception):
    """Raised for one unreadable cell; `detail` completes the fault with what was expected."""

    def __init__(self, fault: RowFault, detail: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.detail = detail


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How a register writes its numbers."""

    decimal: str = "."
    thousands: str = ""


def value_of(*, text: str, column: Column, form: NumberForm) -> Value:
    """Return the value of a cell that is not blank, in the stored unit.

    Raises: BadCell.
    """
    if "\ufffd" in text:
        raise BadCell(RowFault.ENCODING)
    return _READERS[column.target.shape](text, column, form)


def tidy(*, text: str) -> str:
    """Return text without control signs, doubled blanks and blanks before a comma."""
    plain = " ".join(_CONTROL.sub(" ", text).split())
    return _BEFORE_COMMA.sub(",", plain) if " ," in plain else plain


def _text(text: str, column: Column, _form: NumberForm) -> str:
    value = tidy(text=text)
    if is_spoilt(text=value) and value.startswith("#"):
        raise BadCell(RowFault.SPOILT)
    if column.codes is not None:
        value = _listed(value, column)
    return _fitting(column.prefix + value, column)


def _fitting(value: str, column: Column) -> str:
    if column.target.length and len(value) > column.target.length:
        raise BadCell(RowFault.TOO_LONG, f"{len(value)} signs, {column.target.length} allowed")
    return value


def _identifier(text: str, column: Column, _form: NumberForm) -> str:
    value = normal_identifier(text=_CONTROL.sub(" ", text))
    if is_spoilt(text=value):
        raise BadCell(RowFault.SPOILT)
    if column.format == REGISTER_20:
        _check_register_number(value)
    if column.format == CREDIT_CODE:
        _check_credit_code(value)
    return _fitting(column.prefix + value, column)


def _check_register_number(value: str) -> None:
    if is_cut_to_fifteen_digits(number=value):
        raise BadCell(RowFault.SPOILT, "a spreadsheet kept fifteen digits of twenty")
    if not is_register_number(number=value):
        raise BadCell(RowFault.SHAPE, "kind 4, district 6, year and month 6, sequence 4")


def _check_credit_code(value: str) -> None:
    if not has_credit_code_shape(code=value):
        raise BadCell(RowFault.SHAPE, "18 digits and capital letters without I O S V Z")
    if not is_credit_code(code=value):
        raise BadCell(RowFault.CHECK_DIGIT)


@lru_cache
def _number_pattern(form: NumberForm) -> re.Pattern[str]:
    decimal, thousands = re.escape(form.decimal), re.escape(form.thousands)
    grouped = rf"|[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+" if form.thousands else ""
    return re.compile(rf"[+-]?(?:[0-9]+{grouped})(?:{decimal}[0-9]*)?|[+-]?{decimal}[0-9]+")


def number_of(*, text: str, form: NumberForm) -> float:
    """Return the number that a text writes in the register's own way.

    Raises: BadCell.
    """
    if not _number_pattern(form).fullmatch(text):
        raise BadCell(RowFault.NOT_A_NUMBER)
    plain = text.replace(form.thousands, "") if form.thousands else text
    return float(plain.replace(form.decimal, "."))


def _number(text: str, column: Column, form: NumberForm) -> float:
    value = _measured(tidy(text=half_width(text=text)), column.unit, column.bare, form)
    if not column.least <= value <= column.most:
        raise BadCell(RowFault.OUT_OF_RANGE, _range(column))
    return float(round(value)) if column.target.whole else round(value, 7)


def _measured(text: str, unit: Unit | None, bare: Unit | None, form: NumberForm) -> float:
    if unit is None:
        return number_of(text=text, form=form)
    if unit.code != FEET_AND_INCHES:
        return number_of(text=without_spelling(text=text, unit=unit), form=form) * unit.factor
    metres = metres_of_feet_and_inches(text=text)
    if metres is not None:
        return metres
    if bare is None:
        raise BadCell(RowFault.NOT_A_NUMBER, "feet and inches such as 22 feet 3 inches")
    return number_of(text=text, form=form) * bare.factor


def _range(column: Column) -> str:
    unit = column.target.quantity.value if column.target.quantity else ""
    return f"{column.least:g} to {column.most:g} {unit}".strip()


def _date(text: str, column: Column, _form: NumberForm) -> date:
    plain = tidy(text=half_width(text=text))
    found = next((day for form in column.dates if (day := _dated(plain, form))), None)
    if found is None:
        raise BadCell(RowFault.NOT_A_DATE, " or ".join(column.dates))
    if not EARLIEST <= found <= LATEST:
        raise BadCell(RowFault.OUT_OF_RANGE, f"{EARLIEST} to {LATEST}")
    return found


def _dated(text: str, form: str) -> date | None:
    if form == EXCEL_SERIAL:
        serial = text.isascii() and text.isdigit() and len(text) <= 6
        return _EXCEL_EPOCH + timedelta(days=int(text)) if serial else None
    try:
        return date(*time.strptime(text, form)[:3])
    except ValueError:
        return None


def _code(text: str, column: Column, _form: NumberForm) -> str:
    plain = tidy(text=text)
    if column.codes is not None:
        return _listed(plain, column)
    term = column.target.term
    if term is None:
        return plain
    word = half_width(text=plain)
    for member in term:
        if word in (member.value, member.zh, member.en):
            return str(member)
    raise BadCell(RowFault.UNKNOWN_CODE)


def _listed(word: str, column: Column) -> str:
    code = column.codes.code_of(word=word) if column.codes else None
    if code is None:
        raise BadCell(RowFault.UNKNOWN_CODE)
    return code


def _list(text: str, column: Column, _form: NumberForm) -> tuple[str, ...]:
    plain = tidy(text=half_width(text=text))
    parts = plain.split(column.separator) if column.separator else _LABELS.split(plain)
    labels = tuple(label.strip() for label in parts if label.strip())
    for label in labels:
        _fitting(label, column)
    return labels


_READERS: dict[Shape, Callable[[str, Column, NumberForm], Value]] = {
    Shape.TEXT: _text,
    Shape.IDENTIFIER: _identifier,
    Shape.NUMBER: _number,
    Shape.DATE: _date,
    Shape.CODE: _code,
    Shape.LIST: _list,
}
