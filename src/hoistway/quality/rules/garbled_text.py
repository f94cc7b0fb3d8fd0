"""Text whose bytes were read in the wrong encoding.

Source: house. Certain if the bytes, read as UTF-8, give plain Chinese and nothing else.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.rules.writing import is_chinese
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "house"
WHY = (
    "按 UTF-8 重新解读为「{proposal}」。",
    "Read as UTF-8 it says «{proposal}».",
)

TEXTS = (
    "name", "address", "estate", "building", "street", "use_unit", "firm", "made_by", "model",
)  # fmt: skip

MISREAD_AS = ("cp1252", "latin-1", "gb18030", "gbk")
"""How UTF-8 bytes are misread. Source: catalogue of corrections; cp1252 is how Windows does it."""


def ungarbled(*, text: str) -> str:
    """Return the text that the bytes were meant to be, empty where they are none.

    Example:
        >>> ungarbled(text="黄浦区".encode().decode("latin-1")), ungarbled(text="黄浦区")
        ('黄浦区', '')
    """
    if text.isascii():
        return ""
    for encoding in MISREAD_AS:
        try:
            meant = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if is_chinese(text=meant) and sum(sign > "\u2fff" for sign in meant) > 1:
            return meant
    return ""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Look at every text; what cannot be read anew is asked where it is plainly broken."""
    for field in TEXTS:
        text = portrait.text(field)
        if not text or text.isascii() or portrait.is_decided(field):
            continue
        meant = ungarbled(text=text)
        broken = "\ufffd" in text or "锟斤拷" in text
        if meant or broken:
            yield Verdict(
                kind=FindingKind.GARBLED_TEXT, field=field, value=text, proposal=meant or None,
                confidence=0.98 if meant else 0.3, certain=bool(meant),
            )  # fmt: skip
