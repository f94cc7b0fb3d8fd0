"""Read an identifier: normal form first, then damage, then the form that its column declares."""

from collections.abc import Callable

from hoistway.registry.rules.cell_words import CONTROL, BadCell, fitting
from hoistway.registry.rules.damage import (
    damage_of,
    damage_of_number,
    is_cut_to_fifteen_digits,
)
from hoistway.registry.rules.identifiers import (
    has_credit_code_shape,
    is_certificate_number,
    is_credit_code,
    is_device_code,
    is_register_number,
    is_rescue_number,
    normal_certificate,
    normal_identifier,
    number_looks_like,
)
from hoistway.registry.rules.mapping import (
    AS_SAID,
    CERTIFICATE,
    CREDIT_CODE,
    DEVICE_CODE,
    REGISTER_20,
    RESCUE_NUMBER,
    Column,
)
from hoistway.registry.rules.rows import TypedDay, TypedNumber
from hoistway.registry.vocabulary import RowFault


def identifier_of(*, text: str, column: Column) -> str:
    """Return the identifier of a cell; what a spreadsheet destroyed is never taken for one.

    Raises: BadCell, with the value where only its form is odd.
    """
    value = _plain(text, column)
    if not value:
        return value
    if damage := damage_of(text=value.upper()):
        raise BadCell(RowFault.SPOILT, damage)
    fitting(value=column.prefix + value, column=column)
    if check := _CHECKS.get(column.format):
        check(value, column)
    if column.digits and not (value.isdigit() and len(value) == column.digits):
        raise BadCell(RowFault.SHAPE, f"{column.digits} digits", column.prefix + value)
    return column.prefix + value


def _plain(text: str, column: Column) -> str:
    if isinstance(text, TypedDay):
        raise BadCell(RowFault.SPOILT, "turned into a date")
    if isinstance(text, TypedNumber):
        if damage := damage_of_number(digits=text):
            raise BadCell(RowFault.SPOILT, damage)
        return text.partition(".")[0]
    if column.format == AS_SAID:
        return " ".join(CONTROL.sub(" ", text).split())
    if text.isalnum() and text.isascii():
        return text.upper()
    plain = CONTROL.sub(" ", text)
    certificate = column.format == CERTIFICATE
    return normal_certificate(text=plain) if certificate else normal_identifier(text=plain)


def _odd(value: str, expected: str, column: Column) -> BadCell:
    other = number_looks_like(number=value)
    if other and other.value not in (column.target.name, "use_unit_code"):
        expected = f"this is the form of a {other.en.lower()}"
    return BadCell(RowFault.SHAPE, expected, column.prefix + value)


def _check_register_number(value: str, column: Column) -> None:
    if is_cut_to_fifteen_digits(number=value):
        raise BadCell(RowFault.SPOILT, "a spreadsheet kept fifteen digits of twenty")
    if not is_register_number(number=value):
        if len(value) == 19 and value.isdigit():
            raise BadCell(RowFault.SPOILT, "19 of 20 digits: one was lost")
        raise _odd(value, "kind 4, district 6, year and month 6, sequence 4", column)


def _check_credit_code(value: str, column: Column) -> None:
    if is_credit_code(code=value):
        return
    if len(value) == 17 and value.isdigit() and is_credit_code(code=f"0{value}"):
        raise BadCell(RowFault.SPOILT, "17 of 18 signs: the leading zero was lost")
    if len(value) == 18 and value.isdigit() and value.endswith("000"):
        raise BadCell(RowFault.SPOILT, "a spreadsheet kept fifteen digits of eighteen")
    if not has_credit_code_shape(code=value):
        raise _odd(value, "18 digits and capital letters without I O S V Z", column)
    raise BadCell(RowFault.CHECK_DIGIT, "", column.prefix + value)


def _check_device_code(value: str, column: Column) -> None:
    if not is_device_code(number=value):
        raise _odd(value, "17 or 18 signs, before 2015 also 21", column)


def _check_certificate(value: str, column: Column) -> None:
    if not is_certificate_number(number=value):
        raise _odd(value, "such as 梯11沪A00001(20)", column)


def _check_rescue_number(value: str, column: Column) -> None:
    if not is_rescue_number(number=value):
        raise BadCell(RowFault.SHAPE, "5 to 8 digits", column.prefix + value)


_CHECKS: dict[str, Callable[[str, Column], None]] = {
    REGISTER_20: _check_register_number,
    CREDIT_CODE: _check_credit_code,
    DEVICE_CODE: _check_device_code,
    CERTIFICATE: _check_certificate,
    RESCUE_NUMBER: _check_rescue_number,
}
