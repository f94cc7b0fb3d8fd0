"""Does a firm's own page say what was promised? Judged by its words, not by its looks."""

import re
import unicodedata
from dataclasses import dataclass
from html import unescape

LEAST_SHARE = 0.95
"""Chosen: one sentence in twenty may be worded otherwise, as pages break lines and lists."""

_HIDDEN = re.compile(r"<(script|style|template|noscript)\b.*?</\1\s*>|<!--.*?-->", re.S | re.I)
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r"[。！？!?；;\n\r]+|\.\s")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class PageRead:
    """How much of the standard and of the promise a page says, of one."""

    standard: float
    promise: float

    @property
    def says_both(self) -> bool:
        """Whether both are on the page."""
        return min(self.standard, self.promise) >= LEAST_SHARE


def words_of(*, html: str) -> str:
    """Return the letters of a page that a reader sees, without markup, spaces and signs.

    Example:
        >>> words_of(html="<p>24&nbsp;小时<br>监测。</p><script>x</script>")
        '24小时监测'
    """
    return _plain(unescape(_TAG.sub(" ", _HIDDEN.sub(" ", html))))


def read_page(*, html: str, standard: str, promise: str) -> PageRead:
    """Return how much of both texts stands on a page, measured by signs in whole sentences."""
    seen = words_of(html=html)
    return PageRead(_share(standard, seen), _share(promise, seen))


def _share(text: str, seen: str) -> float:
    pieces = [plain for piece in _SENTENCE.split(text) if (plain := _plain(piece))]
    whole = sum(map(len, pieces))
    return sum(len(piece) for piece in pieces if piece in seen) / whole if whole else 0.0


def _plain(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold()
