"""What makes a row of a spreadsheet bad: each way is seen in real registers."""

from collections.abc import Callable

Row = list[str]

_HEAD = 2
"""Cells before the first field: the record's key and the day."""


def _write(row: Row, fields: list[str], field: str, text: str) -> None:
    row[_HEAD + fields.index(field)] = text


def scientific(row: Row, fields: list[str]) -> None:
    """Destroy the register number as a spreadsheet does."""
    _write(row, fields, "register_number", "3.1103E+19")


def no_address(row: Row, fields: list[str]) -> None:
    """Leave the address blank."""
    _write(row, fields, "address", "")


def no_date(row: Row, fields: list[str]) -> None:
    """Write a day that no calendar has."""
    _write(row, fields, "installed_on", "2015-02-30")


def word_for_a_number(row: Row, fields: list[str]) -> None:
    """Write a word where a number belongs."""
    _write(row, fields, "rated_load_kg", "约一吨")


def unknown_kind(row: Row, fields: list[str]) -> None:
    """Write a kind that no catalogue has."""
    _write(row, fields, "kind", "飞行电梯")


def unknown_jurisdiction(row: Row, fields: list[str]) -> None:
    """Write a place that no bureau answers for."""
    _write(row, fields, "jurisdiction", "某某区")


def cell_too_few(row: Row, fields: list[str]) -> None:
    """Lose the last cells of the row."""
    del row[-3:]


def off_the_earth(row: Row, fields: list[str]) -> None:
    """Write a longitude that no place has."""
    _write(row, fields, "longitude", "1214.73")


def became_a_date(row: Row, fields: list[str]) -> None:
    """Let the serial number have become a date."""
    _write(row, fields, "serial_number", "2-Jan")


def wrong_check_digit(row: Row, fields: list[str]) -> None:
    """Mistype a credit code so that its check digit fails."""
    at = _HEAD + fields.index("use_unit_code")
    code = row[at]
    row[at] = code[:9] + str((int(code[9]) + 1) % 10) + code[10:]


SPOILT: tuple[Callable[[Row, list[str]], None], ...] = (
    scientific, no_address, no_date, word_for_a_number, unknown_kind, unknown_jurisdiction,
    cell_too_few, off_the_earth, became_a_date, wrong_check_digit,
)  # fmt: skip
