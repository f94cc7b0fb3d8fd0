"""Chinese words as people type and sort them: initials, full spelling, an order of reading."""

import re
from functools import lru_cache
from unicodedata import normalize

from pypinyin import Style, lazy_pinyin, load_phrases_dict, load_single_dict

_SIGNS = {"长": "cháng", "莘": "xīn", "朝": "cháo"}
_TOWNS = {
    "重固": ("chóng", "gù"), "闵行": ("mǐn", "háng"), "陈行": ("chén", "háng"),
    "朱行": ("zhū", "háng"), "曹行": ("cáo", "háng"), "杜行": ("dù", "háng"),
    "高行": ("gāo", "háng"), "殷行": ("yīn", "háng"),
}  # fmt: skip
"""Signs and towns of Shanghai that the dictionary reads otherwise: 长宁 is not «zhǎng níng»."""

load_single_dict({ord(sign): reading for sign, reading in _SIGNS.items()})
load_phrases_dict({town: [[one] for one in reading] for town, reading in _TOWNS.items()})

_RUNS = re.compile(r"[\u3400-\u9fff]+|[0-9]+|[a-z]+")
_DIGITS_KEPT = 5
_LONG = 500
"""Signs of a text that are read. Chosen: no name is longer; a broken cell costs no second."""

ADDRESS_KEPT, KEY_KEPT = 56, 96
"""Signs of the address and of the whole in a sort key. Chosen: road, lane and number fit in 56."""

_BETWEEN, _AFTER = "|", "}"
"""What ends a part of a sort key, and the next sign but one of ASCII, which is in none."""


@lru_cache(maxsize=65_536)
def _syllables(run: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(run, style=Style.NORMAL, errors="ignore"))


def _pieces(text: str) -> list[str]:
    return _RUNS.findall(normalize("NFKC", text[:_LONG]).lower())


def initials(*, text: str) -> str:
    """Return the first letters of the syllables; numbers and Latin letters stay as they are.

    Example:
        >>> initials(text="春江苑"), initials(text="延平路135号")
        ('cjy', 'ypl135h')
    """
    return "".join(
        piece if piece.isascii() else "".join(syllable[0] for syllable in _syllables(piece))
        for piece in _pieces(text)
    )


def spelled(*, text: str) -> str:
    """Return the full spelling of the Chinese before the first number.

    Example:
        >>> spelled(text="延平路135号3号楼")
        'yanpinglu'
    """
    kept: list[str] = []
    for piece in _pieces(text):
        if piece.isdigit():
            break
        kept += [piece] if piece.isascii() else _syllables(piece)
    return "".join(kept)


def sort_key(*, area_code: str, address: str, name: str) -> str:
    """Return what puts elevators in order: by district, then as one reads aloud, 9 before 10.

    Example:
        >>> sort_key(area_code="310106", address="延平路9号", name="1号梯")
        '310106|yan ping lu 00009 hao|00001 hao ti'
    """
    parts = (area_code, _read(address)[:ADDRESS_KEPT], _read(name))
    return _BETWEEN.join(parts)[:KEY_KEPT]


def reading_of_area(*, code: str) -> tuple[str, str]:
    """Return between which sort keys the elevators of an area stand, the second excluded.

    Example:
        >>> reading_of_area(code="310106")
        ('310106|', '310106}')
    """
    return code + _BETWEEN, code + _AFTER


def _read(text: str) -> str:
    return " ".join(
        piece.zfill(_DIGITS_KEPT) if piece.isdigit()
        else piece if piece.isascii() else " ".join(_syllables(piece))
        for piece in _pieces(text)
    )  # fmt: skip
