"""What spreadsheets do to identifiers, and how it is recognised: never repaired, always told."""

import re

_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}")
_FLOATED = re.compile(r"[0-9]+[.,]0+")
_LONG_FLOAT = re.compile(r"[0-9]{16,}[.,][0-9]*")
_MONTHS = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
_BECAME_DATE = re.compile(
    rf"[0-9]{{1,2}}-(?:{_MONTHS})(?:-[0-9]{{2,4}})?|(?:{_MONTHS})-[0-9]{{2}}"
    r"|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}(?:0?0:00(?::00)?)?"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}T?00:00(?::00)?"
)
_CELL_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|NULL!|NUM!|DIV/0!|SPILL!|CALC!)|#{2,}")

FIFTEEN = 15
"""Digits that a number in a spreadsheet keeps. Source: IEEE 754 double as Excel shows it."""


def damage_of(*, text: str) -> str:
    """Return how a spreadsheet has destroyed an identifier (upper case, no blanks), or nothing.

    Example:
        >>> damage_of(text="3.11E+19")
        'turned into scientific notation'
        >>> damage_of(text="JAN-02"), damage_of(text="1000.0"), damage_of(text="31100")
        ('turned into a date', 'turned into a number with decimals', '')
    """
    if text.isascii() and text.isalnum():
        return ""
    if text.startswith("#"):
        return "an error of a formula" if _CELL_ERROR.fullmatch(text) else ""
    if _SCIENTIFIC.fullmatch(text):
        return "turned into scientific notation"
    if _FLOATED.fullmatch(text) or _LONG_FLOAT.fullmatch(text):
        return "turned into a number with decimals"
    if _BECAME_DATE.fullmatch(text):
        return "turned into a date"
    return ""


def damage_of_words(*, text: str) -> str:
    """Return how a spreadsheet has destroyed a text such as «1-2», or nothing.

    Example:
        >>> damage_of_words(text="1月2日"), damage_of_words(text="12.0")
        ('turned into a date', '')
    """
    if len(text) > 24 or not (text[0].isdigit() or text[0] in "#JFMASOND"):
        return ""
    damage = damage_of(text=text.upper())
    return "" if damage == "turned into a number with decimals" else damage


def damage_of_number(*, digits: str) -> str:
    """Return what a spreadsheet cell of the type «number» has lost as an identifier, or nothing.

    Example:
        >>> damage_of_number(digits="31103101062010010000")
        'a number cell keeps fifteen digits of 20'
        >>> damage_of_number(digits="4711")
        ''
    """
    whole = digits.removeprefix("-").partition(".")[0]
    if "E" in digits.upper():
        return "turned into scientific notation"
    if len(whole) > FIFTEEN:
        return f"a number cell keeps fifteen digits of {len(whole)}"
    return "turned into a number with decimals" if "." in digits.rstrip("0").rstrip(".") else ""


def is_cut_to_fifteen_digits(*, number: str) -> bool:
    """Return whether a 20-digit number lost its end, as spreadsheets keep fifteen digits only.

    A real sequence begins with 0001, so five zeros at the end are never a true number.
    """
    return len(number) == 20 and number.isdigit() and number.endswith("00000")
