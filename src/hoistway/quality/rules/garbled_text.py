"""Text whose bytes were read in the wrong encoding.

Source: house. Certain if the bytes, read as UTF-8, give plain Chinese and nothing else.
"""

from collections.abc import Iterator
from functools import lru_cache

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


CUT_OFF = ("", "\x85", "\xa0")
"""Bytes that are taken for blanks and cut off at the end of a misread text."""


@lru_cache(maxsize=65_536)
def readings(*, text: str) -> tuple[str, ...]:
    """Return what the bytes may have been meant to say; more than one where the last was cut off.

    Example:
        >>> readings(text="黄浦区".encode().decode("latin-1")), readings(text="黄浦区")
        (('黄浦区',), ())
    """
    if text.isascii():
        return ()
    if any("\x7f" < sign < "\u2e80" for sign in text):
        for encoding in ("cp1252", "latin-1"):
            found = [meant for end in CUT_OFF if (meant := _read_as_utf8(text + end, encoding))]
            if found:
                return tuple(found)
    return (meant,) if (meant := _read_as_utf8(text, "gb18030")) else ()


_LEADS = (b"\xe4", b"\xe5", b"\xe6", b"\xe7", b"\xe8", b"\xe9")
"""With one of these bytes a Chinese sign begins in UTF-8."""


def _read_as_utf8(text: str, encoding: str) -> str:
    try:
        signs = text.encode(encoding)
        if encoding == "gb18030" and not any(lead in signs[:8] for lead in _LEADS):
            return ""
        meant = signs.decode("utf-8")
    except UnicodeError:
        return ""
    chinese = is_chinese(text=meant) and sum(sign > "\u2fff" for sign in meant) > 1
    return meant if chinese else ""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Look at every text; what cannot be read anew is asked where it is plainly broken."""
    for field in TEXTS:
        text = portrait.text(field)
        if not text or text.isascii() or portrait.is_decided(field):
            continue
        found = readings(text=text)
        told = {str(said.value) for said in portrait.witnesses(field)}
        told |= set(portrait.around.estates)
        meant = found if len(found) == 1 else tuple(one for one in found if one in told)
        if found or "\ufffd" in text or "锟斤拷" in text:
            yield Verdict(
                kind=FindingKind.GARBLED_TEXT, field=field, value=text,
                proposal=meant[0] if len(meant) == 1 else None,
                confidence=0.98 if len(meant) == 1 else 0.3, certain=len(meant) == 1,
            )  # fmt: skip
