"""A mapping laid over the headings of one file, made ready once so that rows are read fast."""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field, replace
from datetime import datetime

from hoistway.foundation.refusal import Refusal
from hoistway.registry.rules.cells import value_of
from hoistway.registry.rules.mapping import CREDIT_CODE, Column, Mapping
from hoistway.registry.rules.places import Converter, no_converter
from hoistway.registry.rules.sayings import FieldValue
from hoistway.registry.rules.targets import Shape
from hoistway.registry.vocabulary import Catalogue, Datum

_REMEMBERED = 4096
"""Different texts of one column whose values are remembered. Chosen: streets, firms, estates of a
district; memory stays small when every cell differs."""

_REPEATING = frozenset({Shape.TEXT, Shape.NUMBER, Shape.DATE, Shape.CODE, Shape.LIST})

_COORDINATES = frozenset({"longitude", "latitude"})
"""Coordinates never repeat, and their limits are those of the grid."""


_PLAIN_BLANKS = " \t\r\n"
"""What is taken off a text that is kept as it was said; other blanks may be halves of signs."""


class HeadingsMissing(Refusal):
    """Raised when a file has not the headings that its mapping reads."""

    code = "headings_missing"
    zh = "文件缺少映射所需的列或列名重复：{names}。文件的列：{found}。"
    en = "The file must have these headings, each once: {names}. It has: {found}."
    status = 422


class Ready:
    """One column with the places of its cells and the values that it has met."""

    __slots__ = (
        "blanks", "column", "may_be_blank", "met", "name", "needed", "nothing", "place", "places",
    )  # fmt: skip

    def __init__(self, *, column: Column, places: Pairs[str, int], reader: "ReaderParts") -> None:
        found = (places.get(heading, -1) for heading in column.sources)
        self.column = column
        self.places = tuple(place for place in found if place >= 0)
        self.place = self.places[0] if len(self.places) == 1 else -1
        self.blanks = _PLAIN_BLANKS if column.verbatim else None
        self.nothing = reader.mapping.file.empty | column.empty
        self.name = f"{reader.prefix}{column.target.name}"
        self.needed = column.target.required and not reader.optional
        self.may_be_blank = self.place >= 0 and not (self.needed or column.default)
        repeating = column.target.shape in _REPEATING or column.format == CREDIT_CODE
        repeating = repeating and column.target.name not in _COORDINATES
        self.met: dict[str, FieldValue] | None = {} if repeating else None

    def text(self, *, cells: Sequence[str]) -> str:
        """Return the text of the field: its cells joined, its default, or nothing."""
        column = self.column
        if self.place >= 0:
            cell = cells[self.place]
            text = cell.strip(self.blanks) if type(cell) is str else cell
            return text if text and text not in self.nothing else column.default
        if column.constant:
            return column.constant
        texts = (cells[place].strip() for place in self.places)
        said = [text for text in texts if text and text not in self.nothing]
        return (said[0] if column.first and said else column.join.join(said)) or column.default

    def value(self, *, text: str) -> FieldValue:
        """Return the value of a text that is not blank; what was read once is remembered.

        Raises: BadCell.
        """
        met = self.met
        if met is None or type(text) is not str:
            return value_of(text=text, column=self.column)
        if text in met:
            return met[text]
        value = value_of(text=text, column=self.column)
        if len(met) < _REMEMBERED:
            met[text] = value
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderParts:
    """What columns need to know when they are made ready."""

    mapping: Mapping
    optional: bool = False
    prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known of a file apart from its cells."""

    source: str
    observed_at: datetime
    latest: datetime
    jurisdictions: Pairs[str, str] = field(default_factory=dict)
    convert: Converter = no_converter
    only_jurisdiction: str = ""
    origin: Pairs[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A mapping laid over the headings of one file."""

    mapping: Mapping
    width: int
    columns: tuple[Ready, ...]
    kinds: Pairs[str, Ready]
    record: Ready | None
    source: Ready | None
    observed: Ready | None
    system: Ready | None
    about: Circumstances
    jurisdictions: Pairs[str, str]
    days: dict[str, datetime] = field(default_factory=dict)


def reader_for(*, mapping: Mapping, header: Sequence[str], about: Circumstances) -> Reader:
    """Return the reader of a file.

    Raises: HeadingsMissing.
    """
    places = places_of(mapping=mapping, header=tuple(header))
    parts = ReaderParts(mapping=mapping, optional=mapping.row.record is not None)
    always = ReaderParts(mapping=mapping)
    facts = ReaderParts(mapping=mapping, optional=True, prefix="facts.")

    def ready(column: Column | None, parts: ReaderParts = always) -> Ready | None:
        return Ready(column=column, places=places, reader=parts) if column else None

    row = mapping.row
    columns = tuple(_unbounded(column, mapping) for column in mapping.columns)
    return Reader(
        mapping=mapping,
        width=len(header),
        columns=(
            *(Ready(column=column, places=places, reader=parts) for column in columns),
            *(Ready(column=column, places=places, reader=facts) for column in mapping.facts),
        ),
        kinds=_kinds(columns, places, parts),
        record=ready(row.record),
        source=ready(row.source),
        observed=ready(row.observed),
        system=ready(row.system),
        about=about,
        jurisdictions={
            **about.jurisdictions,
            **{place.code: place.code for place in mapping.jurisdictions},
        },
    )


def _unbounded(column: Column, mapping: Mapping) -> Column:
    """Return a coordinate's column without limits: its grid judges it, not its digits."""
    if column.target.name not in _COORDINATES:
        return column
    if mapping.grid.datum is Datum.GRID or mapping.row.system is not None:
        return replace(column, least=float("-inf"), most=float("inf"))
    return column


def _kinds(
    columns: Iterable[Column], places: Pairs[str, int], parts: ReaderParts
) -> dict[str, Ready]:
    """Return a reader of kinds for each catalogue, where each row says which one it uses."""
    named = {column.target.name: column for column in columns}
    if "catalogue" not in named or "kind" not in named:
        return {}
    return {
        str(edition): Ready(
            column=replace(named["kind"], catalogue=edition), places=places, reader=parts
        )
        for edition in Catalogue
    }


def places_of(*, mapping: Mapping, header: tuple[str, ...]) -> dict[str, int]:
    """Return where each heading of the mapping stands in a file, by any of its spellings.

    Raises: HeadingsMissing.
    """
    optional = mapping.optional_headings()
    found: dict[str, int] = {}
    wrong = []
    for heading in mapping.headings():
        spellings = (heading, *mapping.spellings.get(heading, ()))
        here = [place for place, head in enumerate(header) if head in spellings]
        if len(here) == 1:
            found[heading] = here[0]
        elif here or heading not in optional:
            wrong.append(heading)
    if wrong:
        raise HeadingsMissing(names=", ".join(wrong), found=", ".join(header) or "none")
    return found
