"""What a word is found by: pieces of one to three signs that an index can intersect."""

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import normalize

_ASCII_RUN = re.compile(r"[0-9a-z]+")

MOST_SIGNS = 40
"""Signs of a word that are asked for. Chosen: longer than any number of an elevator."""


@lru_cache(maxsize=65_536)
def folded(*, text: str) -> str:
    """Return the text as it is compared: half width, lower case, letters and digits alone.

    Example:
        >>> folded(text="梯11沪A-００１２（24）")
        '梯11沪a001224'
    """
    return "".join(sign for sign in normalize("NFKC", text).lower() if sign.isalnum())


def grams_of(*, words: Iterable[str]) -> list[str]:
    """Return the pieces of folded words.

    Two signs with a Chinese one among them and three Latin signs count wherever they stand; two
    Latin signs at the beginning of their run, one sign at the beginning of the word.

    Example:
        >>> grams_of(words=["延平路13号"])
        ['延', '延平', '平路', '路1', '3号', '13']
    """
    found: dict[str, None] = {}
    for word in words:
        found |= dict.fromkeys(_pieces(word))
    return list(found)


@lru_cache(maxsize=65_536)
def _pieces(word: str) -> tuple[str, ...]:
    """Return the pieces of one word; streets, units and firms come back row after row."""
    beginnings = [run[:2] for run in _ASCII_RUN.findall(word) if len(run) > 1]
    return (word[:1], *_anywhere(word), *beginnings) if word else ()


def needed(*, word: str) -> list[str]:
    """Return the pieces that every row with this folded word has; a short word is a beginning.

    Example:
        >>> needed(word="135号"), needed(word="4821"), needed(word="延"), needed(word="cj")
        (['135', '5号'], ['482', '821'], ['延'], ['cj'])
    """
    word = word[:MOST_SIGNS]
    return sorted(set(_anywhere(word))) or [word]


def _anywhere(word: str) -> Iterable[str]:
    for at in range(len(word) - 1):
        pair = word[at : at + 2]
        if not pair.isascii():
            yield pair
    for run in _ASCII_RUN.findall(word):
        for at in range(len(run) - 2):
            yield run[at : at + 3]
