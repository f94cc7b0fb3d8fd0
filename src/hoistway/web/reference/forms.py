"""A form of the contract as rows: nested fields below their parents, codes with their words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hoistway.web.frame import english
from hoistway.web.reference.kept import Told, contract, words

DEEPEST = 4
"""Levels of nested fields. Chosen: the deepest form has three."""

_REF = "#/components/schemas/"
_LIMITS = (
    ("minLength", "≥ {} 字符", "≥ {} characters"), ("maxLength", "≤ {} 字符", "≤ {} characters"),
    ("minimum", "≥ {}", "≥ {}"), ("maximum", "≤ {}", "≤ {}"),
    ("exclusiveMinimum", "> {}", "> {}"), ("exclusiveMaximum", "< {}", "< {}"),
    ("minItems", "≥ {} 项", "≥ {} items"), ("maxItems", "≤ {} 项", "≤ {} items"),
)  # fmt: skip
_KINDS = {
    "string": ("文本", "text"), "integer": ("整数", "whole number"), "number": ("数字", "number"),
    "boolean": ("true/false", "true/false"), "array": ("数组", "array"),
    "object": ("对象", "object"), "date": ("日期", "day"), "date-time": ("时刻", "instant"),
    "uuid": ("UUID", "UUID"), "binary": ("文件", "bytes"), "null": ("空", "null"),
}  # fmt: skip
_SAMPLES = {
    "date": "2026-11-23", "date-time": "2026-11-23T09:30:00+08:00",
    "uuid": "0b6f0f3e-7a0f-4a8e-9d0e-3d7c1a5f2b11",
}  # fmt: skip
_SAMPLE_NUMBER = "31103101042015060001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One field or parameter, as a line of a table."""

    name: str
    word: str
    kind: str
    needed: bool
    text: str
    limits: str
    codes: tuple[tuple[str, str], ...]
    depth: int


def in_page(sentence: str) -> str:
    """Return a sentence of the contract in the language of the page."""
    plain = " ".join(sentence.partition("Raises:")[0].split())
    return plain if english() else words().sentences.get(plain, plain)


def resolved(schema: Told) -> Told:
    """Return a form that stands behind a reference, and the form itself otherwise."""
    told = schema
    for _ in range(DEEPEST):
        if "allOf" in told and len(told["allOf"]) == 1:
            told = told["allOf"][0] | {k: v for k, v in told.items() if k != "allOf"}
        if "$ref" not in told:
            break
        name = told["$ref"].removeprefix(_REF)
        told = contract()["components"]["schemas"][name] | {
            key: value for key, value in told.items() if key != "$ref"
        }
    return told


def parameter(told: Told) -> Row:
    """Return the row of a parameter."""
    schema = told["schema"] | (
        {"description": told["description"]} if "description" in told else {}
    )
    return _row(told["name"], schema, needed=bool(told.get("required")), depth=0)


def rows(schema: Told, *, depth: int = 0, above: tuple[str, ...] = ()) -> Iterator[Row]:
    """Return the fields of a form, each followed by those inside it."""
    told = _inner(schema)
    needed = set(told.get("required", ()))
    for name, field in told.get("properties", {}).items():
        yield _row(name, field, needed=name in needed, depth=depth)
        inside = _inner(field)
        title = str(inside.get("title", ""))
        if "properties" in inside and depth < DEEPEST and title not in above:
            yield from rows(inside, depth=depth + 1, above=(*above, title))


def sample(schema: Told, *, name: str = "", depth: int = 0) -> Any:
    """Return a value that fits a form: only what is needed, codes as the first of their list."""
    told = _plain(schema)
    if "enum" in told or "const" in told:
        return told.get("enum", [told.get("const")])[0]
    if told.get("type") == "array":
        return [sample(told.get("items", {}), name=name, depth=depth + 1)]
    if "properties" in told and depth < DEEPEST:
        needed = set(told.get("required", ()))
        return {
            key: sample(one, name=key, depth=depth + 1)
            for key, one in told["properties"].items()
            if key in needed
        }
    return _sample_value(told, name)


def _sample_value(told: Told, name: str) -> Any:
    if name in {"register_number", "elevator"}:
        return _SAMPLE_NUMBER
    known = {"integer": told.get("minimum", 1), "number": 1.0, "boolean": True, "object": {}}
    kind = told.get("type", "string")
    return known[kind] if kind in known else _SAMPLES.get(told.get("format", ""), "…")


def _plain(schema: Told) -> Told:
    """Return a form without the «or null» around it."""
    told = resolved(schema)
    others = [one for one in told.get("anyOf", ()) if one.get("type") != "null"]
    if not others:
        return told
    outer = {key: value for key, value in told.items() if key != "anyOf"}
    return resolved(others[0]) | outer


def _inner(schema: Told) -> Told:
    """Return the form of what an array holds, and the form itself otherwise."""
    told = _plain(schema)
    return _plain(told["items"]) if told.get("type") == "array" and "items" in told else told


def _row(name: str, schema: Told, *, needed: bool, depth: int) -> Row:
    told, inside = _plain(schema), _inner(schema)
    kind = _kind(told)
    if told is not inside and told.get("type") == "array":
        kind = f"{kind} · {_kind(inside)}"
    return Row(
        name=name, word="" if english() else words().fields.get(name, ""), kind=kind,
        needed=needed, text=in_page(_description(schema)), limits=_limits(told),
        codes=_codes(inside), depth=depth,
    )  # fmt: skip


def _description(schema: Told) -> str:
    """Return what is said of this field; what its form says of itself is left out."""
    return str(schema.get("description", ""))


def _kind(told: Told) -> str:
    name = told.get("format") if told.get("format") in _KINDS else told.get("type", "object")
    return _KINDS.get(str(name), ("文本", "text"))[english()]


def _limits(told: Told) -> str:
    found = [pair[english()].format(told[key]) for key, *pair in _LIMITS if told.get(key)]
    if "pattern" in told:
        found.append(told["pattern"])
    if told.get("default") not in (None, "", [], {}):
        found.append(("默认 {}", "default {}")[english()].format(told["default"]))
    return " · ".join(found)


def _codes(told: Told) -> tuple[tuple[str, str], ...]:
    known = told.get("x-words", {})
    listed = told.get("enum") or ([told["const"]] if "const" in told else [])
    language = "en" if english() else "zh"
    return tuple((str(one), known.get(str(one), {}).get(language, "")) for one in listed)
