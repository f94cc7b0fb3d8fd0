"""A word that stands for no value: 无, 不详, -, 123456, all zeros.

Source: house; list in `standards/measures.toml`. Certain: the value is dropped and the next
source's word holds.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Value, Verdict, claims_of
from hoistway.quality.rules.writing import plain
from hoistway.quality.standards import table
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "house"
WHY = (
    "「{value}」不是数据，予以剔除；由其他来源的说法代替。",
    "«{value}» is no fact and is dropped; the next source's word holds.",
)

TEXTS = (
    "device_code", "certificate_number", "serial_number", "unit_number", "name", "address",
    "estate", "building", "street", "use_unit", "use_unit_code", "firm", "firm_code", "made_by",
    "model",
)  # fmt: skip

LONGEST = 24
"""Signs of the longest placeholder, zeros and blanks included. Chosen: a spreadsheet's cell."""


@cache
def _words() -> frozenset[str]:
    words: list[str] = table("measures")["placeholders"]
    return frozenset(plain(text=word).lower() for word in words)


def is_placeholder(*, value: Value) -> bool:
    """Return whether a value stands for none; a single zero is a number.

    Example:
        >>> is_placeholder(value="不 详"), is_placeholder(value="000000"), is_placeholder(value="0")
        (True, True, False)
    """
    if not isinstance(value, str):
        return False
    return _stands_for_none(value)


@lru_cache(maxsize=65_536)
def _stands_for_none(value: str) -> bool:
    if len(value) > LONGEST:
        return False
    word = plain(text=value).lower()
    return word in _words() or (len(word) >= 2 and set(word) <= {"0"})


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Drop placeholders; what the next source says takes their place."""
    for field in TEXTS:
        value = portrait.held.get(field) or portrait.text(field)
        if not is_placeholder(value=value) or portrait.is_decided(field):
            continue
        others = [s for s in portrait.witnesses(field) if not is_placeholder(value=s.value)]
        yield Verdict(
            kind=FindingKind.PLACEHOLDER, field=field, value=value,
            proposal=others[0].value if others else None, drops=True, confidence=0.99,
            certain=True, inputs={"claims": claims_of(*others[:1])},
        )  # fmt: skip
