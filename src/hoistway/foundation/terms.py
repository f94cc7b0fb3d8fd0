"""Official words: an enum whose members carry code, 中文, English and the source of the word."""

from collections.abc import Iterable
from enum import Enum, EnumMeta
from typing import Self


class TermMeta(EnumMeta):
    """Give Django's `choices` to every `Term` without importing Django."""

    @property
    def choices(cls) -> list[tuple[str, str]]:
        """The pairs (code, 中文), read by Django through the callable form of `choices`."""
        members: Iterable[Term] = cls.__members__.values()
        return [(str(member.value), member.zh) for member in members]


class Term(str, Enum, metaclass=TermMeta):
    """A closed list of official words; the value is the code that is stored and exchanged.

    Example:
        >>> class Colour(Term):
        ...     RED = "red", "红", "Red", "house"
        >>> Colour("red").zh, Colour.RED.en, Colour.RED.source
        ('红', 'Red', 'house')
    """

    zh: str
    en: str
    source: str

    def __new__(cls, value: str, zh: str = "", en: str = "", source: str = "") -> Self:  # noqa: D102 -- enum protocol
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh, member.en, member.source = zh, en, source
        return member

    def __str__(self) -> str:
        return str(self.value)

    def in_language(self, language: str) -> str:
        """Return the English word for an `en…` language code and the Chinese one otherwise."""
        return self.en if language.startswith("en") else self.zh
