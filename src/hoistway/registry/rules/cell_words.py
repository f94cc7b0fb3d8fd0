"""What all readers of cells share: the complaint, tidy text, lengths and code lists."""

import re

from hoistway.registry.rules.mapping import Column
from hoistway.registry.rules.sayings import FieldValue
from hoistway.registry.vocabulary import RowFault

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_MISREAD = re.compile(r"(?:[\xe4-\xe9][\x80-\xbf]{2}){2}")
_BEFORE_COMMA = re.compile(r" +,")


class BadCell(Exception):
    """Raised for a doubtful or unreadable cell; `detail` completes the fault.

    `value` is what the cell reads as nevertheless, or None where it reads as nothing.
    """

    def __init__(self, fault: RowFault, detail: str = "", value: FieldValue = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.detail = detail
        self.value = value


def tidy(*, text: str) -> str:
    """Return text without control signs, doubled blanks and blanks before a comma.

    UTF-8 that was read as Latin-1 keeps its signs, control signs too: only so can it be read anew.
    """
    if _MISREAD.search(text):
        return text.strip(" \t\r\n")
    plain = " ".join(CONTROL.sub(" ", text).split())
    return _BEFORE_COMMA.sub(",", plain) if " ," in plain else plain


def fitting(*, value: str, column: Column) -> str:
    """Return the value if its column can keep it.

    Raises: BadCell.
    """
    if column.target.length and len(value) > column.target.length:
        raise BadCell(RowFault.TOO_LONG, f"{len(value)} signs, {column.target.length} allowed")
    return value


def listed(*, word: str, column: Column) -> str:
    """Return the code that the column's list gives for a word.

    Raises: BadCell.
    """
    code = column.codes.code_of(word=word) if column.codes else None
    if code is None:
        raise BadCell(RowFault.UNKNOWN_CODE)
    return code
