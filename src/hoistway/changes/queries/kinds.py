"""The kinds of changes with the shape of their data, drawn from the columns themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import RangeField
from django.db import models

from hoistway.changes.queries.feed import kinds_seen
from hoistway.changes.rules.tellings import TELLINGS, VERSION, Telling
from hoistway.changes.vocabulary import ChangeKind
from hoistway.foundation.actors import Actor
from hoistway.foundation.fields import TermField
from hoistway.programs.vocabulary import Scope

PREFIX = "cn.hoistway"
"""What the type of each CloudEvent begins with: the reversed name of a domain, as its text asks."""

_PLAIN: tuple[tuple[type, dict[str, object]], ...] = (
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.UUIDField, {"type": "string", "format": "uuid"}),
    (models.BooleanField, {"type": "boolean"}),
    (models.FloatField, {"type": "number"}),
    (models.DecimalField, {"type": "number"}),
    (models.IntegerField, {"type": "integer"}),
    (models.AutoField, {"type": "integer"}),
)


@dataclass(frozen=True, slots=True)
class KindTold:
    """A kind of change as it is published."""

    kind: ChangeKind
    version: int
    type: str
    scope: Scope
    subject: str
    schema: dict[str, object]


def type_of(*, kind: str, version: int = VERSION) -> str:
    """Return the type of a CloudEvent.

    Example:
        >>> type_of(kind="fault.opened")
        'cn.hoistway.fault.opened.v1'
    """
    return f"{PREFIX}.{kind}.v{version}"


def kinds_told(*, by: Actor, scopes: Collection[Scope] | None = None) -> list[KindTold]:
    """Return the kinds that somebody may follow, in the order of the vocabulary."""
    seen = kinds_seen(by=by, scopes=scopes)
    told = {one.kind: one for one in TELLINGS if str(one.kind) in seen}
    return [_told(told[kind]) for kind in ChangeKind if kind in told]


def _told(telling: Telling) -> KindTold:
    kind = telling.kind
    return KindTold(
        kind, VERSION, type_of(kind=str(kind)), telling.scope, f"{telling.noun}/…",
        schema_of(telling=telling),
    )  # fmt: skip


def schema_of(*, telling: Telling) -> dict[str, object]:
    """Return the JSON schema (2020-12) of the data of a kind."""
    model = apps.get_model(telling.model)
    shape: dict[str, object] = {}
    if telling.elevator is not None:
        shape["register_number"] = {"type": ["string", "null"]}
    for name, path in telling.data.items():
        shape[name] = _shape(model, path)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
        "title": type_of(kind=str(telling.kind)), "description": telling.kind.en,
        "properties": shape, "required": sorted(shape),
    }  # fmt: skip


def _shape(model: Any, path: str) -> dict[str, object]:
    way, _, column = path.rpartition(":")
    if way == "ref":
        return {"type": ["string", "null"], "description": "Credit code, or O… where none is known"}
    field, nullable = _field(model, column)
    if isinstance(field, TermField) and field.term is not None:
        codes: list[object] = [str(one.value) for one in field.term]
        free: list[object] = [""] if field.blank else []
        return {"enum": [*codes, *free, *([None] if nullable else [])]}
    if isinstance(field, RangeField):
        return {"type": ["string", "null"], "format": "date"}
    told = next((dict(shape) for kind, shape in _PLAIN if isinstance(field, kind)), None)
    told = told or {"type": "string"}
    return told | {"type": [told["type"], "null"]} if nullable else told


def _field(model: Any, column: str) -> tuple[Any, bool]:
    """Return the field at the end of a path, and whether the path may lead nowhere."""
    nullable, field = False, model._meta.pk
    for part in column.split("__"):
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        nullable = nullable or bool(field.null)
        model = field.related_model or model
    return field, nullable
