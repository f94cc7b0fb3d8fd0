"""Read one cell as its field wants it, or say what is wrong with it."""

import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from hoistway.foundation.width import half_width
from hoistway.registry.rules.cell_identifiers import identifier_of
from hoistway.registry.rules.cell_kinds import kind_of_word
from hoistway.registry.rules.cell_words import CONTROL, BadCell, fitting, listed, tidy
from hoistway.registry.rules.damage import damage_of, damage_of_words
from hoistway.registry.rules.mapping import EXCEL_SERIAL, Column, NumberForm
from hoistway.registry.rules.rows import TypedDay, TypedNumber
from hoistway.registry.rules.sayings import FieldValue
from hoistway.registry.rules.targets import EARLIEST, LARGEST, LATEST, Shape
from hoistway.registry.rules.units import (
    FEET_AND_INCHES,
    Unit,
    metres_of_feet_and_inches,
    without_spelling,
)
from hoistway.registry.vocabulary import ElevatorKind, RowFault

__all__ = ["BadCell", "number_of", "tidy", "value_of"]

_EXCEL_EPOCH = date(1899, 12, 30)
_LABELS = re.compile(r"[\s,;、，；/]+")
_PLAIN = NumberForm()

LONGEST = 4000
"""Signs of a cell that is read at all. Chosen: a field has 200; a lost quotation mark has pages."""


def value_of(*, text: str, column: Column) -> FieldValue:
    """Return the value of a cell that is not blank, in the stored unit; days as ISO text.

    Raises: BadCell.
    """
    if "\ufffd" in text:
        raise BadCell(RowFault.ENCODING, "", text if column.verbatim else None)
    if len(text) > LONGEST:
        raise BadCell(RowFault.TOO_LONG, f"{LONGEST:,} or more signs")
    return _READERS[column.target.shape](text, column)


def _text(text: str, column: Column) -> str:
    as_it_is = column.verbatim or isinstance(text, TypedNumber | TypedDay)
    value = str(text) if as_it_is else tidy(text=text)
    if value and (damage := damage_of_words(text=value)):
        raise BadCell(RowFault.SPOILT, damage)
    if column.codes is not None:
        value = listed(word=value, column=column)
    return fitting(value=column.prefix + value, column=column)


def _identifier(text: str, column: Column) -> str:
    return identifier_of(text=text, column=column)


@lru_cache
def _number_pattern(form: NumberForm) -> re.Pattern[str]:
    decimal, thousands = re.escape(form.decimal), re.escape(form.thousands)
    grouped = rf"|[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+" if form.thousands else ""
    return re.compile(rf"[+-]?(?:[0-9]+{grouped})(?:{decimal}[0-9]*)?|[+-]?{decimal}[0-9]+")


@lru_cache
def _before_pattern(sign: str) -> re.Pattern[str]:
    return re.compile(rf"([0-9]+)\s*{re.escape(sign)}")


def number_of(*, text: str, form: NumberForm) -> float:
    """Return the number that a text writes in the register's own way.

    Raises: BadCell.
    """
    if len(text) > 40 or not _number_pattern(form).fullmatch(text):
        raise BadCell(RowFault.NOT_A_NUMBER)
    plain = text.replace(form.thousands, "") if form.thousands else text
    return float(plain.replace(form.decimal, "."))


def _number(text: str, column: Column) -> FieldValue:
    if isinstance(text, TypedDay):
        raise BadCell(RowFault.SPOILT, "turned into a date")
    form = _PLAIN if isinstance(text, TypedNumber) else column.form
    plain = tidy(text=half_width(text=text))
    if damage := damage_of_words(text=plain) if plain else "":
        raise BadCell(RowFault.SPOILT, damage)
    value = _measured(plain, column, form) * column.target.scale
    kept: FieldValue = round(value) if column.target.whole and _is_whole(value) else round(value, 7)
    if not column.least <= value <= column.most:
        said = round(value, 7) if abs(value) <= LARGEST else None
        raise BadCell(RowFault.OUT_OF_RANGE, _range(column), said)
    return kept


def _is_whole(value: float) -> bool:
    """Return whether rounding changes a value by a hundredth at most: 907.18 kg, not 0.8."""
    return abs(round(value) - value) <= 0.01 * abs(value)


def _measured(text: str, column: Column, form: NumberForm) -> float:
    unit: Unit | None = column.unit
    if column.before:
        found = _before_pattern(column.before).search(text)
        if found is None:
            raise BadCell(RowFault.NOT_A_NUMBER, f"a number before «{column.before}»")
        return float(found[1])
    if unit is None:
        return number_of(text=text.removesuffix("°"), form=form)
    if unit.code != FEET_AND_INCHES:
        return number_of(text=without_spelling(text=text, unit=unit), form=form) * unit.factor
    metres = metres_of_feet_and_inches(text=text)
    if metres is not None:
        return metres
    if column.bare is None:
        raise BadCell(RowFault.NOT_A_NUMBER, "feet and inches such as 22 feet 3 inches")
    return number_of(text=text, form=form) * column.bare.factor


def _range(column: Column) -> str:
    unit = column.target.quantity.value if column.target.quantity else ""
    unit = "mm" if column.target.scale == 1000 else unit
    return f"{column.least:g} to {column.most:g} {unit}".strip()


def _date(text: str, column: Column) -> str:
    if isinstance(text, TypedDay):
        found: date | None = date.fromisoformat(text[:10])
    else:
        plain = tidy(text=half_width(text=text))
        found = next((day for form in column.dates if (day := _dated(plain, form))), None)
        if found is None and damage_of(text=plain.upper()) in ("", "turned into a date"):
            raise BadCell(RowFault.NOT_A_DATE, " or ".join(column.dates))
    if found is None:
        raise BadCell(RowFault.SPOILT, damage_of(text=plain.upper()))
    if not EARLIEST <= found <= LATEST:
        raise BadCell(RowFault.OUT_OF_RANGE, f"{EARLIEST} to {LATEST}", found.isoformat())
    return found.isoformat()


def _dated(text: str, form: str) -> date | None:
    if form == EXCEL_SERIAL:
        serial = text.isascii() and text.isdigit() and len(text) <= 6
        return _EXCEL_EPOCH + timedelta(days=int(text)) if serial else None
    if form == "%Y-%m-%d" and len(text) == 10:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    try:
        return date(*time.strptime(text, form)[:3])
    except ValueError:
        return None


def _code(text: str, column: Column) -> str:
    plain = tidy(text=text)
    if column.codes is not None:
        return listed(word=plain, column=column)
    term = column.target.term
    if term is None:
        return plain
    word = half_width(text=plain)
    if term is ElevatorKind:
        return kind_of_word(word=word, catalogue=column.catalogue)
    for member in term:
        if word in (member.value, member.zh, member.en):
            return str(member)
    raise BadCell(RowFault.UNKNOWN_CODE)


def _list(text: str, column: Column) -> list[str]:
    plain = CONTROL.sub(" ", half_width(text=text)).strip()
    parts = plain.split(column.separator) if column.separator else _LABELS.split(plain)
    labels = [label.strip() for label in parts if label.strip()]
    for label in labels:
        if damage := damage_of_words(text=label):
            raise BadCell(RowFault.SPOILT, damage)
        fitting(value=label, column=column)
    return labels


_READERS: dict[Shape, Callable[[str, Column], FieldValue]] = {
    Shape.TEXT: _text,
    Shape.IDENTIFIER: _identifier,
    Shape.NUMBER: _number,
    Shape.DATE: _date,
    Shape.CODE: _code,
    Shape.LIST: _list,
}
