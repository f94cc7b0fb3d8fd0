"""Which words of the contract have no Chinese yet, for the pages of the documentation."""

import tomllib
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from hoistway.server.contract import FOLDER

_PHRASES = {status.phrase for status in HTTPStatus}
WORDS = FOLDER / "words.toml"


def lacking(document: dict[str, Any]) -> dict[str, list[str]]:
    """Return topics, fields and sentences of the contract that have no Chinese."""
    known = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    said = {part: set(known[part]) for part in ("topics", "fields", "sentences")}
    used = _used(document)
    return {part: sorted(used[part] - said[part]) for part in said}


def unused(document: dict[str, Any]) -> dict[str, list[str]]:
    """Return the Chinese of what the contract does not say any more."""
    known = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    used = _used(document)
    return {part: sorted(set(known[part]) - used[part]) for part in used}


def _used(document: dict[str, Any]) -> dict[str, set[str]]:
    topics, sentences = set[str](), set[str]()
    fields = set[str]()
    for methods in document["paths"].values():
        for operation in methods.values():
            topics.add((operation.get("tags") or ["other"])[0].replace(" ", "-"))
            sentences |= {operation["summary"], operation.get("description", "")}
            sentences |= {one["description"] for one in operation["responses"].values()} - _PHRASES
            for one in operation.get("parameters", ()):
                fields.add(one["name"])
                sentences.add(one.get("description", ""))
    for name, field in _properties(document["components"]["schemas"]):
        fields.add(name)
        sentences.add(field.get("description", ""))
    plain = {" ".join(one.partition("Raises:")[0].split()) for one in sentences}
    return {"topics": topics, "fields": fields, "sentences": plain - {""}}


def _properties(told: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(told, list):
        for one in told:
            yield from _properties(one)
    elif isinstance(told, dict):
        properties = told.get("properties")
        if isinstance(properties, dict):
            yield from properties.items()
        for one in told.values():
            yield from _properties(one)
