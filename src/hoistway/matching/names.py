"""Names of organisations and estates: their plain form, and how alike two of them are."""

import re
from collections import Counter
from functools import lru_cache

from rapidfuzz import fuzz

from hoistway.matching.wording import plain_text, with_counted_numbers

_BRACKETS = str.maketrans("", "", "()|·.,、-")
_FORM = re.compile(r"(?:有限责任公司|有限公司)$")
_CITY = re.compile(r"^(?:上海市?)(?=.{2})")
_TRADE = re.compile(r"物业(?:管理服务|服务管理|管理|服务)")
_NUMBERS = re.compile(r"[0-9]+|[一二三四五六七八九十]+|(?<![A-Z])[A-Z](?![A-Z])")
_SIDES = re.compile(r"(?<!浦)[东西南北]")

HALF_SAID = 0.6
"""Chosen: a name without its «一期» or «东» may be the same said shorter; it proves nothing."""


@lru_cache(maxsize=65_536)
def plain_name(*, text: str) -> str:
    """Return an organisation's name without width, blanks, brackets, city and form of company.

    物业 and 物业管理 stay apart: two companies may differ by nothing else.

    Example:
        >>> plain_name(text="上海市申梯（集团） 有限责任公司"), plain_name(text="申梯集团有限公司")
        ('申梯集团', '申梯集团')
        >>> plain_name(text="上海分公司"), plain_name(text="KONE Ltd.")
        ('分公司', 'KONELTD')
    """
    plain = plain_text(text=text).translate(_BRACKETS)
    formless = _FORM.sub("", plain) or plain
    return _CITY.sub("", formless)


@lru_cache(maxsize=65_536)
def plain_estate(*, text: str) -> str:
    """Return an estate's name in plain form; 苑 and 园, 一期 and 二期 stay what they are.

    Example:
        >>> plain_estate(text="幸福花园（第1期）"), plain_estate(text="幸福花苑 一期")
        ('幸福花园一期', '幸福花苑一期')
    """
    plain = with_counted_numbers(text=plain_text(text=text).translate(_BRACKETS))
    return re.sub(r"第(?=[一二三四五六七八九十]+期)", "", plain)


def name_likeness(*, one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1; other numbers or sides make them strangers.

    Example:
        >>> name_likeness(one="上海申梯物业管理有限公司", other="申梯物业")
        1.0
        >>> name_likeness(one="幸福花园一期", other="幸福花园二期")
        0.0
        >>> name_likeness(one="幸福花园", other="幸福花苑"), name_likeness(one="", other="")
        (0.75, 0.0)
    """
    mine, yours = _told(one), _told(other)
    if not mine or not yours:
        return 0.0
    if mine == yours:
        return 1.0
    marks = [(_marks(pattern, mine), _marks(pattern, yours)) for pattern in (_NUMBERS, _SIDES)]
    if any(left and right and left != right for left, right in marks):
        return 0.0
    alike = fuzz.ratio(mine, yours) / 100.0
    return alike if all(left == right for left, right in marks) else min(alike, HALF_SAID)


@lru_cache(maxsize=65_536)
def _told(text: str) -> str:
    """Return what tells a name from others: plain, numerals written, the trade said shortly."""
    return _TRADE.sub("物业", plain_estate(text=plain_name(text=text)))


def _marks(pattern: re.Pattern[str], text: str) -> Counter[str]:
    """Return the numbers or sides in a name."""
    return Counter(pattern.findall(text))
