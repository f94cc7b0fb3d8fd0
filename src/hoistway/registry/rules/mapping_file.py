"""Read a mapping file, or say in one sentence which line of it is wrong."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from hoistway.foundation.refusal import Refusal
from hoistway.registry.rules.cells import BadCell, NumberForm, value_of
from hoistway.registry.rules.mapping import (
    CodeList,
    Column,
    Mapping,
    NewJurisdiction,
    pattern_of,
)
from hoistway.registry.rules.mapping_columns import column_of, file_form_of
from hoistway.registry.rules.mapping_table import BadKey, Table
from hoistway.registry.rules.targets import TARGETS, Shape, fact
from hoistway.registry.vocabulary import Catalogue, Datum


class BadMapping(Refusal):
    """Raised when a mapping file cannot be used as it stands."""

    code = "bad_mapping"
    zh = "映射文件 {file}{where}：{sentence}"
    en = "The mapping {file}{where}: {sentence}"
    status = 422


_SECTIONS = ("register", "file", "coordinates", "columns", "facts", "codes", "jurisdictions")


@dataclass(frozen=True, slots=True)
class _Parts:
    catalogue: Catalogue
    datum: Datum
    codes: dict[str, CodeList]


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
    register.only(("name", "source", "catalogue"))
    form = file_form_of(table=tree.table("file", optional=True))
    parts = _Parts(
        catalogue=Catalogue(register.word("catalogue", among=tuple(map(str, Catalogue)))),
        datum=_datum(tree.table("coordinates", optional=True)),
        codes=_code_lists(tree.table("codes", optional=True)),
    )
    columns = tuple(_columns(tree.table("columns"), parts))
    facts = tuple(_facts(tree.table("facts", optional=True), parts))
    jurisdictions = tuple(_jurisdictions(tree.table("jurisdictions", optional=True)))
    _check_whole(tree.table("columns"), parts, columns)
    return Mapping(
        name=register.text("name"), source=register.text("source", length=40),
        catalogue=parts.catalogue, file=form, datum=parts.datum, columns=columns, facts=facts,
        jurisdictions=jurisdictions, sha256=digest,
    )  # fmt: skip


def _datum(table: Table) -> Datum:
    table.only(("system",))
    system = table.text("system", default=str(Datum.NONE))
    if system in tuple(map(str, Datum)):
        return Datum(system)
    raise table.bad(
        "system",
        f"«{system}» is not stored as longitude and latitude here. Known are wgs84, gcj02 and "
        "none; convert the places of any other grid before the import, or leave them out.",
    )


def _code_lists(table: Table) -> dict[str, CodeList]:
    lists = {}
    for name in table.values:
        entries = table.table(name)
        words = {word: entries.text(word) for word in entries.values}
        lists[name] = CodeList(
            name=name,
            exact={word: code for word, code in words.items() if "*" not in word},
            patterns=tuple(
                (pattern_of(word=word), code) for word, code in words.items() if "*" in word
            ),
        )
    return lists


def _columns(table: Table, parts: _Parts) -> Iterable[Column]:
    table.only(tuple(TARGETS))
    for name in table.values:
        column = column_of(
            table=table.table(name), target=TARGETS[name], codes=parts.codes,
            foreign=parts.catalogue is Catalogue.FOREIGN,
        )  # fmt: skip
        _check_codes(table.table(name), column)
        _check_given(table.table(name), column)
        yield column


def _facts(table: Table, parts: _Parts) -> Iterable[Column]:
    shapes = tuple(str(shape.value) for shape in (Shape.TEXT, Shape.NUMBER, Shape.DATE))
    for name in table.values:
        inner = table.table(name)
        shape = Shape(inner.word("type", among=shapes, default="text"))
        target = fact(name=name, shape=shape)
        yield column_of(table=inner, target=target, codes=parts.codes, foreign=True, more=("type",))


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
                value_of(text=text, column=column, form=NumberForm())
        except BadCell as bad:
            raise table.bad(key, f"«{text}»: {bad.fault.en.lower()}.") from None


def _check_whole(table: Table, parts: _Parts, columns: tuple[Column, ...]) -> None:
    """Refuse what only shows when all columns are known."""
    by_name = {column.target.name: column for column in columns}
    for target in TARGETS.values():
        if target.required and target.name not in by_name:
            raise table.bad(target.name, "every register must say this field, and it is not here.")
    kind = by_name["kind"]
    if parts.catalogue is not Catalogue.C2014 and kind.codes is None and kind.sources:
        sentence = "kinds outside the catalogue of 2014 need a code list, for the codes collide."
        raise table.table("kind").bad("codes", sentence)
    places = [name for name in ("longitude", "latitude") if name in by_name]
    if len(places) == 1:
        raise table.bad(places[0], "longitude and latitude come together or not at all.")
    if places and parts.datum is Datum.NONE:
        sentence = "places are mapped, but coordinates.system does not say wgs84 or gcj02."
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
