"""From which sort of source a claim comes."""

from hoistway.registry.vocabulary import SourceKind

DECIDING = frozenset({SourceKind.PERSON, SourceKind.RULE})
"""Kinds whose claims are made by decisions and corrections only, never by a file."""

BLANK_SPEAKS = frozenset({SourceKind.FILING})
"""Kinds whose blank is a statement: a filing that ends says that nobody maintains the elevator.
Source: 286号 二（一）维保备案; 特种设备安全法 art. 45."""


def kind_of(*, source: str) -> SourceKind:
    """Return the kind of a source, which is written before its first colon.

    Example:
        >>> kind_of(source="firm:12"), kind_of(source="maryland-2022")
        (<SourceKind.FIRM: 'firm'>, <SourceKind.OTHER: 'other'>)
    """
    try:
        return SourceKind(source.partition(":")[0])
    except ValueError:
        return SourceKind.OTHER
