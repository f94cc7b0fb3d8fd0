"""How texts are written: width, blanks, brackets, doubled prefixes; nothing that changes words."""

import re
from functools import lru_cache

from hoistway.foundation.width import HALF_WIDTH

_LETTERS = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()
} | {ord("＃"): "#", ord("－"): "-", 0x3000: " "}
"""Letters, digits, # and -; full-width brackets and commas are right in Chinese text."""

_OPENING = dict.fromkeys(map(ord, "[{〔【［（"), "(")
_BRACKETS = _OPENING | dict.fromkeys(map(ord, "]}〕】］）"), ")")
_BLANK = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def half_width(*, text: str) -> str:
    """Return a text with full-width letters, digits and signs made plain, brackets too.

    Example:
        >>> half_width(text="（２０〕Ａ")
        '(20)A'
    """
    return text.translate(HALF_WIDTH).translate(_BRACKETS)


@lru_cache(maxsize=65_536)
def plain(*, text: str) -> str:
    """Return a text in half width, with plain brackets and without blanks between its signs.

    Example:
        >>> plain(text="春江 花园（一期）"), plain(text="Ｔower Ａ 座")
        ('春江花园(一期)', 'Tower A座')
    """
    text = half_width(text=_INVISIBLE.sub("", text))
    return _BLANK.sub("", text.strip())


def tidy(*, text: str) -> str:
    """Return a text without blanks between its signs, letters and digits in half width.

    Example:
        >>> tidy(text="春江 花园（１期）")
        '春江花园（1期）'
    """
    return _BLANK.sub("", _INVISIBLE.sub("", text).translate(_LETTERS).strip())


_DOUBLED = re.compile(r"(上海市|上海|[一-龥]{2,3}(?:新区|区|县))\1+")
_DISTRICT_TWICE = re.compile(r"^((?:上海市)?([一-龥]{2,3}(?:新区|区)))(?:上海市)?\2")


def tidy_address(*, text: str) -> str:
    """Return an address in tidy writing: no doubled city or district, 号 for 號.

    Example:
        >>> tidy_address(text="上海市上海市 黄浦区黄浦区南京东路１２號")
        '上海市黄浦区南京东路12号'
    """
    text = tidy(text=text).replace("號", "号").replace("棟", "栋").replace("區", "区")
    text = _DOUBLED.sub(r"\1", text)
    return _DISTRICT_TWICE.sub(r"\1", text)


@lru_cache(maxsize=65_536)
def compared(*, text: str) -> str:
    """Return the form in which two addresses of one writing are equal: 栋 and 幢 are one.

    Example:
        >>> compared(text="12弄3栋") == compared(text="１２弄 3幢")
        True
    """
    return plain(text=tidy_address(text=text)).replace("栋", "幢").casefold()


def has_chinese(*, text: str) -> bool:
    """Return whether a text has any Chinese sign.

    Example:
        >>> has_chinese(text="Tower A 座"), has_chinese(text="84 Franklin St")
        (True, False)
    """
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


_MARKS = "（）、，。·—－：／"


def is_chinese(*, text: str) -> bool:
    """Return whether a text is plain Chinese: signs of the common block, digits, usual marks.

    Example:
        >>> is_chinese(text="黄浦区1号"), is_chinese(text="é»„æµ¦")
        (True, False)
    """
    common = sum("\u4e00" <= sign <= "\u9fff" for sign in text)
    usual = all(
        "\u4e00" <= s <= "\u9fff" or (s.isascii() and s.isprintable()) or s in _MARKS for s in text
    )
    return usual and common > 0
