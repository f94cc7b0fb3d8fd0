"""Read the sections `file`, `columns` and `facts` of a mapping file."""

from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field

from hoistway.registry.rules.mapping import (
    AS_SAID,
    CERTIFICATE,
    CREDIT_CODE,
    DEVICE_CODE,
    EXCEL_SERIAL,
    FREE,
    IDENTIFIER_FORMATS,
    REGISTER_20,
    CodeList,
    Column,
    FileForm,
    NumberForm,
)
from hoistway.registry.rules.mapping_table import Table
from hoistway.registry.rules.targets import Shape, Target
from hoistway.registry.rules.units import FEET_AND_INCHES, UNITS, Unit
from hoistway.registry.vocabulary import Catalogue

_FILE_KEYS = (
    "format", "encoding", "delimiter", "quote", "decimal", "thousands", "skip_lines", "empty",
    "sheet", "items",
)  # fmt: skip
_FORMATS = ("", "csv", "xlsx", "json", "ndjson")
_ALWAYS = ("from", "take", "join", "constant", "default", "empty", "optional")
_BY_SHAPE = {
    Shape.TEXT: ("prefix", "codes"),
    Shape.IDENTIFIER: ("prefix", "format", "digits"),
    Shape.NUMBER: ("unit", "bare", "min", "max", "decimal", "thousands", "before"),
    Shape.DATE: ("dates",),
    Shape.CODE: ("codes",),
    Shape.LIST: ("separator",),
}
_DATE_PARTS = (("%Y",), ("%m", "%b", "%B"), ("%d",))


def file_form_of(*, table: Table) -> FileForm:
    """Return how the bytes become cells; every key has a default."""
    table.only(_FILE_KEYS)
    encoding = table.text("encoding", default="utf-8")
    try:
        b"a".decode(encoding, "replace")
    except (LookupError, ValueError):
        raise table.bad("encoding", f"«{encoding}» is not a text encoding.") from None
    numbers = number_form_of(table=table, usual=NumberForm())
    skip = table.number("skip_lines", default=0)
    if skip < 0 or skip != int(skip):
        raise table.bad("skip_lines", "it must be a whole number, 0 or more.")
    return FileForm(
        format=table.word("format", among=_FORMATS, default=""),
        encoding=encoding,
        delimiter=_sign(table, "delimiter", ","),
        quote=_sign(table, "quote", '"'),
        decimal=numbers.decimal,
        thousands=numbers.thousands,
        skip_lines=int(skip),
        sheet=table.text("sheet", default=""),
        items=table.text("items", default=""),
        empty=frozenset(table.texts("empty")),
    )


def number_form_of(*, table: Table, usual: NumberForm) -> NumberForm:
    """Return how numbers are written; a column may differ from its file."""
    thousands = table.text("thousands", default=usual.thousands)
    decimal = table.word("decimal", among=(".", ","), default=usual.decimal)
    if thousands not in ("", ",", ".", "'", " ") or thousands == decimal:
        raise table.bad("thousands", "it must be one of , . ' or a space, other than decimal.")
    return NumberForm(decimal=decimal, thousands=thousands)


def _sign(table: Table, key: str, default: str) -> str:
    sign = table.text(key, default=default)
    if len(sign) != 1 or sign in "\r\n":
        raise table.bad(key, "it must be exactly one sign.")
    return sign


@dataclass(frozen=True, slots=True)
class ColumnsIn:
    """What all columns of a mapping share."""

    codes: Pairs[str, CodeList] = field(default_factory=dict)
    catalogue: Catalogue = Catalogue.C2014
    verbatim: bool = False
    numbers: NumberForm = field(default_factory=NumberForm)


def column_of(
    *, table: Table, target: Target, shared: ColumnsIn, more: tuple[str, ...] = ()
) -> Column:
    """Return one column of a mapping."""
    table.only((*_ALWAYS, *_BY_SHAPE[target.shape], *more))
    sources, constant = table.texts("from"), table.text("constant", default="")
    if bool(sources) == bool(constant):
        raise table.bad("from", "a field needs either from (a column) or constant, one of them.")
    least, most = _limits(table, target)
    number = target.shape is Shape.NUMBER
    return Column(
        target=target, sources=sources, constant=constant, join=table.text("join", default=" "),
        first=table.word("take", among=("all", "first"), default="all") == "first",
        optional=table.flag("optional"),
        default=table.text("default", default=""), prefix=table.text("prefix", default=""),
        empty=frozenset(table.texts("empty")), unit=_unit(table, "unit", target),
        bare=_unit(table, "bare", target), dates=_dates(table, target),
        codes=_code_list(table, shared.codes), separator=table.text("separator", default=""),
        format=_format(table, target, foreign=shared.catalogue is Catalogue.FOREIGN),
        digits=int(table.number("digits", default=0)), catalogue=shared.catalogue,
        verbatim=shared.verbatim and target.shape is Shape.TEXT,
        before=table.text("before", default=""),
        form=number_form_of(table=table, usual=shared.numbers) if number else shared.numbers,
        least=least, most=most,
    )  # fmt: skip


def plain_column(*, target: Target, heading: str, dates: tuple[str, ...] = ()) -> Column:
    """Return a column that one heading fills and that has no further keys."""
    return Column(target=target, sources=(heading,), dates=dates, format=AS_SAID)


def _limits(table: Table, target: Target) -> tuple[float, float]:
    least = max(target.least, table.number("min", default=target.least))
    most = min(target.most, table.number("max", default=target.most))
    if least > most:
        raise table.bad("min", f"no number lies between {least:g} and {most:g}.")
    return least, most


def _unit(table: Table, key: str, target: Target) -> Unit | None:
    if target.shape is not Shape.NUMBER:
        return None
    code = table.text(key, default="")
    if not code:
        if key == "unit" and target.quantity:
            raise table.bad(key, f"a number needs its unit, such as {target.quantity.value}.")
        return None
    quantity = target.quantity
    known = tuple(unit.code for unit in UNITS.values() if quantity in (None, unit.quantity))
    unit = UNITS[table.word(key, among=known)]
    if key == "bare" and (
        unit.code == FEET_AND_INCHES or table.values.get("unit") != FEET_AND_INCHES
    ):
        sentence = f"bare is the unit of numbers without one beside unit = {FEET_AND_INCHES!r}."
        raise table.bad(key, sentence)
    return unit


def _dates(table: Table, target: Target) -> tuple[str, ...]:
    if target.shape is not Shape.DATE:
        return ()
    formats = table.texts("dates")
    if not formats:
        raise table.bad("dates", 'a date needs its formats, such as dates = ["%Y-%m-%d"].')
    for pattern in formats:
        whole = all(any(part in pattern for part in parts) for parts in _DATE_PARTS)
        if pattern != EXCEL_SERIAL and not whole:
            sentence = f"«{pattern}» must say year (%Y), month (%m or %b) and day (%d)."
            raise table.bad("dates", sentence)
    return formats


def _code_list(table: Table, codes: Pairs[str, CodeList]) -> CodeList | None:
    if "codes" not in table.values:
        return None
    name = table.text("codes")
    if name not in codes:
        raise table.bad("codes", f"there is no code list [codes.{name}] in this file.")
    return codes[name]


_USUAL = {
    "register_number": REGISTER_20, "device_code": DEVICE_CODE, "certificate_number": CERTIFICATE,
    "use_unit_code": CREDIT_CODE, "firm_code": CREDIT_CODE,
}  # fmt: skip
_USUAL_ABROAD = {"use_unit_code": CREDIT_CODE, "firm_code": CREDIT_CODE}


def _format(table: Table, target: Target, *, foreign: bool) -> str:
    if target.shape is not Shape.IDENTIFIER:
        return FREE
    usual = (_USUAL_ABROAD if foreign else _USUAL).get(target.name, FREE)
    return table.word("format", among=IDENTIFIER_FORMATS, default=usual)
