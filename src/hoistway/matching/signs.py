"""Numbers and signs as people write them, in the form in which they can be compared."""

import re
from functools import lru_cache

from hoistway.matching.names import plain_name
from hoistway.matching.wording import plain_text, with_counted_numbers

PLACEHOLDERS = frozenset(
    {
        "无", "不详", "待定", "未知", "暂无", "没有", "不明", "空", "未填", "见铭牌", "其他",
        "其它",
        "NULL", "NONE", "NA", "NIL", "NAN", "UNKNOWN", "TBD", "123456", "12345678", "XXX",
    }
)  # fmt: skip
"""Words that stand where a number should. Chosen: what registers were seen to hold."""

_NOT_A_SIGN = re.compile(r"[^0-9A-Z\u4e00-\u9fff]+")
_ONE_SIGN = re.compile(r"(.)\1*")
_REGISTER = re.compile(r"[0-9]{16}[0-9A-Z]{4}")
_MISREAD = str.maketrans("OIBSZ", "01852")
_MAKER_WORDS = re.compile(
    r"电梯|扶梯|设备|机电|股份|集团|中国|制造|工业|有限公司|有限责任公司|公司|LTD$|CO$|INC$"
)
_UNIT_WORDS = re.compile(
    r"电梯|客梯|货梯|扶梯|消防|机房|观光|医用|乘客|载货|编号|[号梯#台第机轿厢客货]"
)
_UNIT = re.compile(r"([A-Z]{0,3})[-.]?0*([0-9]{1,3})")
_LIFT_IN_NAME = re.compile(
    r"([A-Z]{0,2}[0-9]{1,3}|[A-Z]|[东南西北左右中])(?:号|#)?(?:电梯|客梯|货梯|扶梯|消防梯|梯)|"
    r"(?:电梯|客梯|货梯|扶梯|消防梯|梯)([A-Z]?[0-9]{1,3})"
)
_HOUSE_IN_NAME = re.compile(r"([0-9]{1,3}[A-Z]?|[A-Z][0-9]?|[甲乙丙丁])(?:号楼|幢|栋|座)")


@lru_cache(maxsize=65_536)
def plain_number(*, text: str) -> str:
    """Return a number in half width and upper case, only its signs; "" for a placeholder.

    Example:
        >>> plain_number(text=" 3110 3101-05２０１５０６ 002a"), plain_number(text="0000"),
        ('3110310105201506002A', '')
        >>> plain_number(text="不详"), plain_number(text="/")
        ('', '')
    """
    signs = _NOT_A_SIGN.sub("", text.upper() if text.isascii() else plain_text(text=text))
    return "" if len(signs) < 2 or signs in PLACEHOLDERS or _ONE_SIGN.fullmatch(signs) else signs


def plain_certificate(*, text: str) -> str:
    """Return a use certificate's number without 梯 and brackets, which are often left out.

    Example:
        >>> plain_certificate(text="梯11沪A00001（20）"), plain_certificate(text="11沪a00001(20)")
        ('11沪A0000120', '11沪A0000120')
    """
    return plain_number(text=text).removeprefix("梯")


def is_register_form(*, number: str) -> bool:
    """Return whether a plain number has the form of a register number. Source: TSG 08 (M).

    Example:
        >>> is_register_form(number="31103101052015060025"), is_register_form(number="11沪A0000120")
        (True, False)
    """
    return _REGISTER.fullmatch(number) is not None


def as_read(*, number: str) -> str:
    """Return a number with the signs that are misread for each other as one: O/0 I/1 B/8 S/5 Z/2.

    Example:
        >>> as_read(number="O1B5Z") == as_read(number="018SZ")
        True
    """
    return number.translate(_MISREAD)


@lru_cache(maxsize=8_192)
def plain_maker(*, text: str) -> str:
    """Return the name by which a maker is known, without the words that all makers bear.

    Example:
        >>> plain_maker(text="日立电梯（中国）有限公司"), plain_maker(text="上海三菱电梯有限公司")
        ('日立', '三菱')
    """
    plain = plain_name(text=text)
    stem = _MAKER_WORDS.sub("", plain).removeprefix("上海")
    return "" if plain in PLACEHOLDERS else (stem or plain)


@lru_cache(maxsize=65_536)
def unit_sign(*, text: str) -> str:
    """Return the sign by which a lift is told from its neighbours in the house.

    Example:
        >>> [unit_sign(text=said) for said in ("1#", "01号梯", "L-1", "客梯２", "3-1", "东梯")]
        ['1', '1', 'L1', '2', '1', '东']
    """
    plain = with_counted_numbers(text=plain_text(text=text))
    if not plain or plain in PLACEHOLDERS:
        return ""
    bare = _UNIT_WORDS.sub(" ", plain).split()
    last = bare[-1] if bare else ""
    hits = _UNIT.findall(last)
    if hits:
        letters, digits = hits[-1]
        return f"{letters}{digits}"
    return last.strip("-/.,()")[:8]


@lru_cache(maxsize=65_536)
def signs_in_name(*, text: str) -> tuple[str, str]:
    """Return house and lift that an elevator's name tells of, each "" where it does not.

    Example:
        >>> signs_in_name(text="春江花园3号楼2号梯"), signs_in_name(text="客梯1"),
        (('3', '2'), ('', '1'))
        >>> signs_in_name(text="Aufzug zu Gleis 2/3")
        ('', '')
    """
    plain = with_counted_numbers(text=plain_text(text=text))
    house = _HOUSE_IN_NAME.search(plain)
    behind = plain[house.end() :] if house else plain
    lift = _LIFT_IN_NAME.search(behind)
    sign = unit_sign(text=(lift.group(1) or lift.group(2))) if lift else ""
    return (house.group(1).lstrip("0") if house else ""), sign
