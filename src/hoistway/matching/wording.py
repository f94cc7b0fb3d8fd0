"""Texts made comparable: width, blanks, dashes, and Chinese numerals beside what they count."""

import re
import unicodedata

_BLANK = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]+")
_SIGNS = str.maketrans(
    {
        "—": "-", "–": "-", "―": "-", "−": "-", "‐": "-", "‑": "-", "ー": "-", "~": "-", "～": "-",
        "【": "(", "】": ")", "[": "(", "]": ")", "{": "(", "}": ")", "〔": "(", "〕": ")",
        "《": "", "》": "", "“": "", "”": "", '"': "", "'": "", "‘": "", "’": "", "。": "",
        "號": "号", "棟": "栋", "樓": "楼", "區": "区", "縣": "县", "鎮": "镇", "衖": "弄",
        "單": "单", "東": "东", "№": "",
    }
)  # fmt: skip
_ROUNDS = 5
"""Chosen: taking out a blank can join an accent to its letter, which has a shorter form again."""

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "两": 2, "兩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "零〇○一二三四五六七八九十百千两兩廿卅"
_COUNTED = re.compile(rf"第?([{_NUMERAL}]+)(?=支弄|弄|号|幢|栋|座|单元|室|层|楼|梯|#)")
_WRITTEN = re.compile(r"(?<=[\u4e00-\u9fff])([1-9][0-9]?)(?=(?:村|路|坊|期)(?!公交))")
_ORDINALS = "零一二三四五六七八九"


def plain_text(*, text: str) -> str:
    """Return the text in half width and upper case, without blanks, with one sort of each sign.

    Example:
        >>> plain_text(text="Ａ座 １２號（东）")
        'A座12号(东)'
    """
    for _ in range(_ROUNDS):
        before = text
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text)
        text = _BLANK.sub("", text.upper().translate(_SIGNS))
        if text == before:
            break
    return text


def arabic(*, numeral: str) -> int:
    """Return the number that a Chinese numeral says, by value or digit by digit.

    Example:
        >>> arabic(numeral="一百二十"), arabic(numeral="十二"), arabic(numeral="二〇一")
        (120, 12, 201)
    """
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if not any(sign in _TENS for sign in numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    total, digit = 0, 0
    for sign in numeral:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def chinese(*, number: int) -> str:
    """Return a number below one hundred as a Chinese numeral.

    Example:
        >>> chinese(number=2), chinese(number=12), chinese(number=20)
        ('二', '十二', '二十')
    """
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _ORDINALS[tens] + "十")
    return head + (_ORDINALS[ones] if ones or not tens else "")


def with_counted_numbers(*, text: str) -> str:
    """Return the text with numerals as houses are numbered and as roads and villages are written.

    Example:
        >>> with_counted_numbers(text="瑞金2路第十二弄三号楼")
        '瑞金二路12弄3号楼'
    """
    text = _COUNTED.sub(lambda hit: str(arabic(numeral=hit.group(1))), text)
    return _WRITTEN.sub(lambda hit: chinese(number=int(hit.group(1))), text)
