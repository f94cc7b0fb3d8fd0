"""The values of the register's facts in words: codes as their terms, numbers with their units."""

from collections.abc import Mapping

from hoistway.foundation.terms import Term
from hoistway.parties.queries import jurisdictions
from hoistway.registry.vocabulary import ElevatorKind, Field, PlaceKind, SourceKind, UseState

Pair = tuple[str, str]

NOTHING: Pair = ("（空）", "(empty)")

UNITS: dict[str, str] = {
    Field.RATED_SPEED: "m/s", Field.RATED_LOAD: "kg", Field.TRAVEL: "m",
    Field.INCLINATION: "°", Field.WIDTH: "mm", Field.LONGITUDE: "°", Field.LATITUDE: "°",
}  # fmt: skip
"""Units in which claims hold a fact; what is not named has none."""

_TERMS: dict[str, type[Term]] = {
    Field.KIND: ElevatorKind, Field.USE_STATE: UseState, Field.PLACE_KIND: PlaceKind,
}  # fmt: skip

_MORE_FIELDS: dict[str, Pair] = {
    "place": ("坐标", "Coordinates"), "coordinates": ("坐标", "Coordinates"),
    "credit_code": ("统一社会信用代码", "Credit code"), "name_en": ("英文名称", "English name"),
    "phone": ("电话", "Telephone"), "address_key": ("解析地址", "Parsed address"),
    "aliases": ("别名", "Other names"), "": ("整条记录", "The whole record"),
}  # fmt: skip


def field_words(field: str) -> Pair:
    """Return a field's name; a further fact «facts.x» keeps its own name x.

    Example:
        >>> field_words("rated_speed_mps"), field_words("facts.hotel")
        (('额定速度', 'Rated speed'), ('hotel', 'hotel'))
    """
    known = {str(one): (one.zh, one.en) for one in Field}
    if field in known:
        return known[field]
    plain = field.removeprefix("facts.")
    return _MORE_FIELDS.get(field, (plain, plain))


def area_words() -> dict[str, Pair]:
    """Return the names of all jurisdictions by code; one query."""
    return {row.code: (row.name_zh, row.name_en) for row in jurisdictions()}


def value_words(*, field: str, value: object, areas: Mapping[str, Pair]) -> Pair:
    """Return a value of a field in words.

    Example:
        >>> value_words(field="rated_speed_mps", value=1.75, areas={})
        ('1.75 m/s', '1.75 m/s')
        >>> value_words(field="kind", value="3310", areas={})
        ('自动扶梯 3310', 'Escalator 3310')
    """
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, Mapping):
        return _many(value, areas)
    if isinstance(value, bool):
        return ("是", "Yes") if value else ("否", "No")
    if isinstance(value, list | tuple):
        text = " ".join(str(one) for one in value)
        return text, text
    if field in _TERMS:
        return _term_words(_TERMS[field], str(value))
    if field == Field.JURISDICTION and str(value) in areas:
        zh, en = areas[str(value)]
        return f"{zh} {value}", f"{en} {value}"
    return _plain(field, value)


def _plain(field: str, value: object) -> Pair:
    unit = UNITS.get(field, "")
    text = f"{value:g}" if isinstance(value, float) and unit != "°" else str(value)
    text = f"{text}{unit}" if unit == "°" else f"{text} {unit}".strip()
    return text, text


def _term_words(term: type[Term], code: str) -> Pair:
    found = next((member for member in term if str(member) == code), None)
    if found is None:
        return code, code
    shown = f" {code}" if code.isdigit() else ""
    return f"{found.zh}{shown}", f"{found.en}{shown}"


def _many(values: Mapping[str, object], areas: Mapping[str, Pair]) -> Pair:
    if {"longitude", "latitude"} <= set(values):
        text = f"{values['longitude']}, {values['latitude']}"
        return text, text
    pieces = [
        (field_words(str(name)), value_words(field=str(name), value=value, areas=areas))
        for name, value in values.items()
    ]
    zh = "，".join(f"{name[0]}：{said[0]}" for name, said in pieces)
    en = ", ".join(f"{name[1]}: {said[1]}" for name, said in pieces)
    return zh, en


def source_words(*, source: str, names: Mapping[int, Pair] | Mapping[str, Pair]) -> Pair:
    """Return who a source «kind» or «kind:number» is; `names` by key or credit code.

    Example:
        >>> source_words(source="inspection", names={})
        ('检验系统', 'Inspection system')
        >>> source_words(source="firm:7", names={"7": ("申恒", "Shenheng")})
        ('维保单位 · 申恒', 'Maintenance firm · Shenheng')
    """
    kind, _, rest = source.partition(":")
    found = next((member for member in SourceKind if str(member) == kind), None)
    if found is None:
        return source, source
    if not rest:
        return found.zh, found.en
    named = {str(key): pair for key, pair in names.items()}
    if rest in named:
        zh, en = named[rest]
        return f"{found.zh} · {zh}", f"{found.en} · {en}"
    if kind in {SourceKind.TECHNICIAN, SourceKind.RULE, SourceKind.PERSON}:
        return found.zh, found.en
    return f"{found.zh} · {rest}", f"{found.en} · {rest}"
