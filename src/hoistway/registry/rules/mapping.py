"""How one register's files are read: the frozen form of a mapping file."""

import re
from collections.abc import Mapping as Pairs
from dataclasses import dataclass
from functools import lru_cache

from hoistway.registry.rules.targets import Target
from hoistway.registry.rules.units import Unit
from hoistway.registry.vocabulary import Catalogue, Datum

REGISTER_20 = "register-20"
CREDIT_CODE = "credit-code"
FREE = "free"
IDENTIFIER_FORMATS = (REGISTER_20, CREDIT_CODE, FREE)

EXCEL_SERIAL = "excel-serial"
"""The date format of cells that hold days since 1899-12-30."""


@dataclass(frozen=True, slots=True)
class FileForm:
    """How the bytes of the file become cells."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    decimal: str = "."
    thousands: str = ""
    skip_lines: int = 0
    empty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CodeList:
    """A register's own words and the codes they stand for; `*` in a word stands for any text."""

    name: str
    exact: Pairs[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]

    def code_of(self, *, word: str) -> str | None:
        """Return the code of a word: an equal entry first, then the first pattern that fits."""
        if word in self.exact:
            return self.exact[word]
        return next((code for pattern, code in self.patterns if pattern.fullmatch(word)), None)


@lru_cache
def pattern_of(*, word: str) -> re.Pattern[str]:
    """Return the pattern of a word in which `*` stands for any text."""
    return re.compile(".*".join(map(re.escape, word.split("*"))), re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where one field comes from and how its text is read."""

    target: Target
    sources: tuple[str, ...] = ()
    join: str = " "
    constant: str = ""
    default: str = ""
    prefix: str = ""
    empty: frozenset[str] = frozenset()
    unit: Unit | None = None
    bare: Unit | None = None
    dates: tuple[str, ...] = ()
    codes: CodeList | None = None
    separator: str = ""
    format: str = FREE
    least: float = float("-inf")
    most: float = float("inf")


@dataclass(frozen=True, slots=True)
class NewJurisdiction:
    """A jurisdiction of another place, created when its first file is applied."""

    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Everything needed to read the files of one register."""

    name: str
    source: str
    catalogue: Catalogue
    file: FileForm
    datum: Datum
    columns: tuple[Column, ...]
    facts: tuple[Column, ...]
    jurisdictions: tuple[NewJurisdiction, ...]
    sha256: str

    def headings(self) -> tuple[str, ...]:
        """Return the column headings that a file must have, each once."""
        every = (heading for column in self.columns + self.facts for heading in column.sources)
        return tuple(dict.fromkeys(every))
