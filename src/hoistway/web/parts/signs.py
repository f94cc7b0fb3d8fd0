"""Two spellings one above the other, so that the signs that differ stand out."""

from dataclasses import dataclass
from difflib import SequenceMatcher

_BLANK = "␣"
"""A blank that differs is shown; nobody sees two blanks in place of one."""

MOST_SIGNS = 120
"""Signs that are compared. Chosen: longer texts are read, not looked at."""


@dataclass(frozen=True, slots=True)
class Column:
    """One sign of the first text above one of the second; empty where one has none."""

    upper: str
    lower: str
    same: bool


def columns(*, upper: str, lower: str) -> tuple[Column, ...]:
    """Return the signs of two texts in columns, equal ones in the same column.

    Example:
        >>> [(c.upper, c.lower, c.same) for c in columns(upper="B8", lower="BB")]
        [('B', 'B', True), ('8', 'B', False)]
    """
    one, two = upper[:MOST_SIGNS], lower[:MOST_SIGNS]
    found: list[Column] = []
    if len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) * 2 <= len(one):
        return tuple(_piece(one, two))
    for _tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        found.extend(_piece(one[a:b], two[c:d]))
    return tuple(found)


def _piece(upper: str, lower: str) -> list[Column]:
    length = max(len(upper), len(lower))
    pairs = zip(upper.ljust(length, "\0"), lower.ljust(length, "\0"), strict=True)
    return [Column(_shown(a, a == b), _shown(b, a == b), a == b) for a, b in pairs]


def _shown(sign: str, same: bool) -> str:
    if sign == "\0":
        return ""
    return sign if same or not sign.isspace() else _BLANK


def are_alike(*, upper: str, lower: str) -> bool:
    """Return whether two texts share so much that comparing signs tells something."""
    if not upper or not lower or max(len(upper), len(lower)) > MOST_SIGNS:
        return False
    return SequenceMatcher(None, upper, lower, autojunk=False).ratio() >= 0.4
