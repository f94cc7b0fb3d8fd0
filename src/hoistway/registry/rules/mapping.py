"""How one register's files are read: the frozen form of a mapping file."""

from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from datetime import date

from hoistway.registry.rules.places import Grid
from hoistway.registry.rules.targets import Target
from hoistway.registry.rules.units import Unit
from hoistway.registry.vocabulary import Catalogue

REGISTER_20 = "register-20"
CREDIT_CODE = "credit-code"
DEVICE_CODE = "device-code"
CERTIFICATE = "certificate"
RESCUE_NUMBER = "rescue-number"
FREE = "free"
AS_SAID = "as-said"
IDENTIFIER_FORMATS = (
    REGISTER_20, CREDIT_CODE, DEVICE_CODE, CERTIFICATE, RESCUE_NUMBER, FREE, AS_SAID,
)  # fmt: skip

EXCEL_SERIAL = "excel-serial"
"""The date format of cells that hold days since 1899-12-30."""


@dataclass(frozen=True, slots=True)
class FileForm:
    """How the bytes of the file become cells."""

    format: str = ""
    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    decimal: str = "."
    thousands: str = ""
    skip_lines: int = 0
    sheet: str = ""
    items: str = ""
    empty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How a register writes its numbers."""

    decimal: str = "."
    thousands: str = ""


@dataclass(frozen=True, slots=True)
class CodeList:
    """A register's own words and the codes they stand for; `*` in a word stands for any text."""

    name: str
    exact: Pairs[str, str]
    patterns: tuple[tuple[str, str], ...]

    def code_of(self, *, word: str) -> str | None:
        """Return the code of a word: an equal entry first, then the first pattern that fits."""
        if word in self.exact:
            return self.exact[word]
        return next((code for entry, code in self.patterns if fits(word=word, entry=entry)), None)


def fits(*, word: str, entry: str) -> bool:
    """Return whether a word fits an entry in which `*` stands for any text, in linear time.

    Example:
        >>> fits(word="Hydraulic (H) at 90", entry="Hydraulic * at *")
        True
        >>> fits(word="aa", entry="a*aa")
        False
    """
    first, *middle, last = entry.split("*")
    if not word.startswith(first) or not word.endswith(last):
        return False
    place, end = len(first), len(word) - len(last)
    for part in middle:
        found = word.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return place <= end


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where one field comes from and how its text is read."""

    target: Target
    sources: tuple[str, ...] = ()
    join: str = " "
    first: bool = False
    optional: bool = False
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
    digits: int = 0
    before: str = ""
    form: NumberForm = NumberForm()
    catalogue: Catalogue = Catalogue.C2014
    verbatim: bool = False
    least: float = float("-inf")
    most: float = float("inf")


@dataclass(frozen=True, slots=True)
class NewJurisdiction:
    """A jurisdiction of another place, created when its first file is applied."""

    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSays:
    """What each row says of itself where the register does not say it once for all."""

    record: Column | None = None
    source: Column | None = None
    observed: Column | None = None
    system: Column | None = None

    def columns(self) -> tuple[Column, ...]:
        """Return those columns that the mapping names."""
        return tuple(filter(None, (self.record, self.source, self.observed, self.system)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Everything needed to read the files of one register."""

    name: str
    source: str
    catalogue: Catalogue
    file: FileForm
    grid: Grid
    columns: tuple[Column, ...]
    facts: tuple[Column, ...]
    jurisdictions: tuple[NewJurisdiction, ...]
    sha256: str
    row: RowSays = RowSays()
    observed_on: date | None = None
    keeps_doubtful: bool = False
    spellings: Pairs[str, tuple[str, ...]] = field(default_factory=dict)

    def headings(self) -> tuple[str, ...]:
        """Return the column headings that a file should have, each once."""
        every = self.row.columns() + self.columns + self.facts
        return tuple(dict.fromkeys(heading for column in every for heading in column.sources))

    def optional_headings(self) -> frozenset[str]:
        """Return the headings that a file may lack."""
        every = self.row.columns() + self.columns + self.facts
        needed = {heading for column in every if not column.optional for heading in column.sources}
        return frozenset(self.headings()) - needed

    def read_headings(self) -> tuple[str, ...]:
        """Return every heading that could be read, other spellings included."""
        others = (spelling for spellings in self.spellings.values() for spelling in spellings)
        return tuple(dict.fromkeys((*self.headings(), *others)))
