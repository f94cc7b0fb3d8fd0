"""Read a mapping file, or say in one sentence which line of it is wrong."""

import re
import tomllib
from collections.abc import Iterable
from hashlib import sha256

from hoistway.foundation.refusal import Refusal
from hoistway.registry.rules.cells import BadCell, value_of
from hoistway.registry.rules.mapping import (
    CodeList,
    Column,
    Mapping,
    NewJurisdiction,
    NumberForm,
)
from hoistway.registry.rules.mapping_columns import ColumnsIn, column_of, file_form_of
from hoistway.registry.rules.mapping_rows import grid_in, observed_day, row_says_of
from hoistway.registry.rules.mapping_table import BadKey, Table
from hoistway.registry.rules.sources import kind_of
from hoistway.registry.rules.targets import TARGETS, Shape, fact
from hoistway.registry.vocabulary import Catalogue, Datum, SourceKind


class BadMapping(Refusal):
    """Raised when a mapping file cannot be used as it stands."""

    code = "bad_mapping"
    zh = "映射文件 {file}{where}：{sentence}"
    en = "The mapping {file}{where}: {sentence}"
    status = 422


_SECTIONS = (
    "register", "file", "headings", "coordinates", "columns", "facts", "codes", "jurisdictions",
)  # fmt: skip
_REGISTER = (
    "name", "source", "source_from", "kind", "catalogue", "record", "observed", "observed_dates",
    "doubtful",
)  # fmt: skip


def mapping_of(*, text: str, file: str) -> Mapping:
    """Return the mapping that a TOML text describes.

    Raises: BadMapping, naming the line and the key.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        sentence = f"it is not valid TOML: {error}."
        raise BadMapping(file=file, where="", sentence=sentence) from None
    try:
        return _mapping(Table(path=(), values=tree), digest=sha256(text.encode()).hexdigest())
    except BadKey as bad:
        line = _line_of(text=text, path=bad.path)
        where = f", line {line}, {'.'.join(bad.path)}" if line else f", {'.'.join(bad.path)}"
        raise BadMapping(file=file, where=where, sentence=bad.sentence) from None


def _mapping(tree: Table, *, digest: str) -> Mapping:
    tree.only(_SECTIONS)
    register = tree.table("register")
    register.only(_REGISTER)
    catalogue = Catalogue(register.word("catalogue", among=tuple(map(str, Catalogue))))
    form = file_form_of(table=tree.table("file", optional=True))
    keeps = register.word("doubtful", among=("mark", "keep"), default="mark") == "keep"
    shared = ColumnsIn(
        codes=_code_lists(tree.table("codes", optional=True)), catalogue=catalogue,
        numbers=NumberForm(decimal=form.decimal, thousands=form.thousands), verbatim=keeps,
    )  # fmt: skip
    places = tree.table("coordinates", optional=True)
    mapping = Mapping(
        name=register.text("name"), source=_source(register), catalogue=catalogue, file=form,
        grid=grid_in(table=places), columns=tuple(_columns(tree.table("columns"), shared)),
        facts=tuple(_facts(tree.table("facts", optional=True), shared)),
        jurisdictions=tuple(_jurisdictions(tree.table("jurisdictions", optional=True))),
        row=row_says_of(register=register, places=places, codes=shared.codes),
        observed_on=observed_day(register=register),
        keeps_doubtful=keeps,
        spellings=_spellings(tree.table("headings", optional=True)), sha256=digest,
    )  # fmt: skip
    _check_whole(tree.table("columns"), mapping)
    return mapping


def _source(register: Table) -> str:
    """Return the source of a register; a `kind` is put before a name that does not say it."""
    if "source_from" in register.values:
        return register.text("source", default="", length=48)
    source = register.text("source", length=48)
    kinds = tuple(map(str, SourceKind))
    kind = SourceKind(register.word("kind", among=kinds, default=str(kind_of(source=source))))
    whole = source if kind in (kind_of(source=source), SourceKind.OTHER) else f"{kind}:{source}"
    if len(whole) > 48:
        raise register.bad("source", "with its kind it has more than 48 signs.")
    return whole


def _spellings(table: Table) -> dict[str, tuple[str, ...]]:
    return {heading: table.texts(heading) for heading in table.values}


def _code_lists(table: Table) -> dict[str, CodeList]:
    lists = {}
    for name in table.values:
        entries = table.table(name)
        words = {word: entries.text(word) for word in entries.values}
        lists[name] = CodeList(
            name=name,
            exact={word: code for word, code in words.items() if "*" not in word},
            patterns=tuple((word, code) for word, code in words.items() if "*" in word),
        )
    return lists


def _columns(table: Table, shared: ColumnsIn) -> Iterable[Column]:
    table.only(tuple(TARGETS))
    for name in table.values:
        column = column_of(table=table.table(name), target=TARGETS[name], shared=shared)
        _check_codes(table.table(name), column)
        _check_given(table.table(name), column)
        yield column


_OF_FACTS = (Shape.TEXT, Shape.NUMBER, Shape.DATE, Shape.IDENTIFIER, Shape.LIST)


def _facts(table: Table, shared: ColumnsIn) -> Iterable[Column]:
    shapes = tuple(str(shape.value) for shape in _OF_FACTS)
    for name in table.values:
        inner = table.table(name)
        shape = Shape(inner.word("type", among=shapes, default="text"))
        target = fact(name=name, shape=shape)
        yield column_of(table=inner, target=target, shared=shared, more=("type",))


def _jurisdictions(table: Table) -> Iterable[NewJurisdiction]:
    for code in table.values:
        if len(code) > 16:
            raise table.bad(code, "a jurisdiction's code has at most 16 signs.")
        names = table.table(code)
        names.only(("name_zh", "name_en"))
        yield NewJurisdiction(
            code=code,
            name_zh=names.text("name_zh", length=60),
            name_en=names.text("name_en", length=80),
        )


def _check_codes(table: Table, column: Column) -> None:
    """Refuse a code list that leads to codes which its field does not have."""
    term = column.target.term
    if term is None or column.codes is None:
        return
    known = set(map(str, term))
    for code in (*column.codes.exact.values(), *(code for _, code in column.codes.patterns)):
        if code not in known:
            codes = ", ".join(sorted(known))
            raise table.bad("codes", f"its list leads to «{code}», which is none of {codes}.")


def _check_given(table: Table, column: Column) -> None:
    """Refuse a constant or default that no row could use."""
    for key, text in (("constant", column.constant), ("default", column.default)):
        try:
            if text:
                value_of(text=text, column=column)
        except BadCell as bad:
            raise table.bad(key, f"«{text}»: {bad.fault.en.lower()}.") from None


def _check_whole(table: Table, mapping: Mapping) -> None:
    """Refuse what only shows when all columns are known."""
    by_name = {column.target.name: column for column in mapping.columns}
    for target in TARGETS.values():
        if target.required and target.name not in by_name and mapping.row.record is None:
            raise table.bad(target.name, "every register must say this field, and it is not here.")
    kind = by_name.get("kind")
    foreign = mapping.catalogue is Catalogue.FOREIGN and "catalogue" not in by_name
    if kind is not None and foreign and kind.codes is None and kind.sources:
        sentence = "kinds of a foreign catalogue need a code list."
        raise table.table("kind").bad("codes", sentence)
    places = [name for name in ("longitude", "latitude") if name in by_name]
    if len(places) == 1:
        raise table.bad(places[0], "longitude and latitude come together or not at all.")
    if places and mapping.grid.datum is Datum.NONE and mapping.row.system is None:
        sentence = "places are mapped, but coordinates.system does not say of which system."
        raise table.bad(places[0], sentence)


def _line_of(*, text: str, path: tuple[str, ...]) -> int:
    """Return the line where a key stands, or that of its section, or 0."""
    section: tuple[str, ...] = ()
    nearest = 0
    for number, line in enumerate(text.splitlines(), start=1):
        heading = re.match(r"\s*\[+([^\]]+)\]+", line)
        if heading:
            section = _keys(heading[1])
        here = section if heading else section + _keys(line.partition("=")[0])
        if here == path:
            return number
        if heading and path[: len(section)] == section:
            nearest = number
    return nearest


def _keys(dotted: str) -> tuple[str, ...]:
    keys = re.findall(r"""\"[^"]*\"|'[^']*'|[^.]+""", dotted)
    return tuple(key.strip().strip("\"'") for key in keys)
