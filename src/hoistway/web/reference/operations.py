"""The operations of the contract by topic, each composed for a page."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from hoistway.foundation.refusal import NotFound
from hoistway.web.frame import english
from hoistway.web.reference.forms import Row, in_page, parameter, resolved, rows, sample
from hoistway.web.reference.kept import Told, contract, words

_LINES = "application/x-ndjson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One operation as a line of a list."""

    name: str
    method: str
    address: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Operations on one thing; `slug` stands in addresses."""

    slug: str
    title: str
    operations: tuple[Brief, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an operation answers under one status."""

    status: str
    text: str
    kind: str
    fields: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation with all that may be said and is answered."""

    brief: Brief
    topic: Topic
    text: str
    needs_key: bool
    many: bool
    parameters: tuple[Row, ...]
    body: tuple[Row, ...]
    body_kinds: tuple[str, ...]
    answers: tuple[Answer, ...]
    example: str


def topics() -> tuple[Topic, ...]:
    """Return all topics in the order of their titles."""
    found: Mapping[str, list[Brief]] = defaultdict(list)
    for brief, told in _walk():
        found[slug_of(told)].append(brief)
    made = [
        Topic(slug=slug, title=_title(slug), operations=tuple(briefs))
        for slug, briefs in found.items()
    ]
    return tuple(sorted(made, key=lambda topic: topic.slug))


def topic_of(*, slug: str) -> Topic:
    """Return one topic. Raises: NotFound."""
    for topic in topics():
        if topic.slug == slug:
            return topic
    raise NotFound


def operation_of(*, slug: str, name: str) -> Operation:
    """Return one operation of a topic. Raises: NotFound."""
    topic = topic_of(slug=slug)
    for brief, told in _walk():
        if brief.name == name and slug_of(told) == slug:
            return _composed(brief, topic, told)
    raise NotFound


def slug_of(told: Told) -> str:
    """Return the topic of an operation as it stands in addresses."""
    return str((told.get("tags") or ["other"])[0]).replace(" ", "-")


def _walk() -> Iterator[tuple[Brief, Told]]:
    for path, methods in contract()["paths"].items():
        for method, told in methods.items():
            name, summary = told["operationId"], in_page(told["summary"])
            yield Brief(name=name, method=method.upper(), address=path, summary=summary), told


def _title(slug: str) -> str:
    plain = slug.replace("-", " ")
    return plain.capitalize() if english() else words().topics.get(slug, plain)


def _composed(brief: Brief, topic: Topic, told: Told) -> Operation:
    content = told.get("requestBody", {}).get("content", {})
    schema: Told = next((one["schema"] for one in content.values()), {})
    return Operation(
        brief=brief, topic=topic, text=in_page(told.get("description", "")),
        needs_key=bool(told.get("security")), many=_LINES in content,
        parameters=tuple(map(parameter, told.get("parameters", ()))),
        body=tuple(rows(schema)), body_kinds=tuple(content),
        answers=tuple(_answers(told)), example=_example(brief, told, schema, tuple(content)),
    )  # fmt: skip


def _answers(told: Told) -> Iterator[Answer]:
    for status, answer in told["responses"].items():
        if status == "304":
            continue
        content: Told = answer.get("content", {})
        kind = next(iter(content), "")
        schema: Told = content[kind].get("schema", {}) if kind else {}
        plain = HTTPStatus(int(status)).phrase if status.isdecimal() else ""
        said = answer["description"]
        yield Answer(
            status=status, text="" if said == plain else in_page(said), kind=kind,
            fields=tuple(rows(resolved(schema))),
        )  # fmt: skip


def _example(brief: Brief, told: Told, schema: Told, kinds: tuple[str, ...]) -> str:
    lines = [f'curl -sS "$CITY{_filled(brief.address)}{_asked(told)}"']
    if told.get("security"):
        lines.append('-H "Authorization: Bearer $KEY"')
    names = {one["name"] for one in told.get("parameters", ())}
    if brief.method != "GET" and "Idempotency-Key" in names:
        lines.insert(1, f"-X {brief.method}")
        lines.append('-H "Idempotency-Key: $(uuidgen)"')
    if kinds:
        lines.append(f'-H "Content-Type: {kinds[0]}"')
        lines.append(f"-d '{_json(sample(schema))}'" if _has_json(kinds) else "--data-binary @FILE")
    return " \\\n  ".join(lines)


def _has_json(kinds: tuple[str, ...]) -> bool:
    return kinds[0] == "application/json"


def _filled(address: str) -> str:
    return (
        address.replace("{register_number}", "$REGISTER_NUMBER").replace("{", "$").replace("}", "")
    )


def _asked(told: Told) -> str:
    names = {one["name"] for one in told.get("parameters", ()) if one["in"] == "query"}
    return "?limit=2" if "limit" in names else ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
