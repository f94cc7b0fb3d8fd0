"""The schemas of the document: one name for each form, the words of each official list."""

import json
from collections.abc import Iterator
from typing import Any

from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.types import DictStrAny
from pydantic import BaseModel

from hoistway.foundation.terms import Term
from hoistway.openapi.writes import NDJSON, LinesTold

REF = "#/components/schemas/"

Schema = dict[str, Any]


class Described(OpenAPISchema):
    """Ninja's document, in which two forms of the same name do not become one.

    The first comer keeps the name, the next one gets the file of its resource before it.
    """

    def __init__(self, api: Any, path_prefix: str) -> None:
        self._names: dict[tuple[str, str], str] = {("Problem", ""): "Problem"}  # of all operations
        self._renamed: dict[str, str] = {}
        self._file = ""
        super().__init__(api, path_prefix)

    def operation_details(self, operation: Operation) -> DictStrAny:
        """Return what is said of one operation."""
        self._file = "".join(part.title() for part in file_of(operation))
        details = super().operation_details(operation)
        if "x-many" in details:
            self._take_many(details)
        return details

    def _take_many(self, details: Schema) -> None:
        """Say that an operation takes one thing as JSON, or many as lines with a report of each."""
        one = self._reference(details.pop("x-many"))
        details["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": one}, NDJSON: {"schema": one}},
        }
        details["responses"][200] = {
            "description": "What became of each line",
            "content": {"application/json": {"schema": self._reference(LinesTold)}},
        }

    def _reference(self, model: type[BaseModel]) -> Schema:
        told = model.model_json_schema(ref_template=REF + "{model}")
        self.add_schema_definitions({**told.pop("$defs", {}), model.__name__: told})
        return {"$ref": REF + self._renamed.get(model.__name__, model.__name__)}

    def _create_schema_from_model(self, *args: Any, **kwargs: Any) -> tuple[DictStrAny, bool]:
        told, required = super()._create_schema_from_model(*args, **kwargs)
        return pointed(told, self._renamed), required

    def _extract_parameters(self, model: Any) -> list[DictStrAny]:
        told: list[DictStrAny] = pointed(super()._extract_parameters(model), self._renamed)
        return told

    def add_schema_definitions(self, definitions: Schema) -> None:
        """Keep the forms that one operation names, each under a name of its own."""
        self._renamed = {}
        for name in definitions:
            whole = json.dumps(_whole(name, definitions, ()), sort_keys=True)
            if (name, whole) not in self._names:
                taken = name in self.schemas or name in self._names.values()
                self._names[name, whole] = self._file + name if taken else name
            self._renamed[name] = self._names[name, whole]
        for name, schema in definitions.items():
            called = {"title": self._renamed[name]} if self._renamed[name] != name else {}
            self.schemas[self._renamed[name]] = with_words(pointed(schema, self._renamed)) | called


def file_of(operation: Operation) -> list[str]:
    """Return the words of the file in which an operation stands: («public», «reports»)."""
    module = operation.view_func.__module__
    place = module.partition(".v1.")[2] or module.rpartition(".")[2]
    return [word for part in dict.fromkeys(place.split(".")) for word in part.split("_")]


def with_words(schema: Schema) -> Schema:
    """Say what each code of an official list means, in both languages."""
    for term in _terms(Term):
        values = [str(one) for one in term]
        if schema.get("title") == term.__name__ and schema.get("enum", schema.get("const")) in (
            values, values[0] if len(values) == 1 else values,
        ):  # fmt: skip
            return schema | {"x-words": {str(one): {"zh": one.zh, "en": one.en} for one in term}}
    return schema


def pointed(told: Any, names: dict[str, str]) -> Any:
    """Return a schema whose references are by the names that the document gives."""
    if isinstance(told, dict):
        if isinstance(told.get("$ref"), str):
            name = told["$ref"].removeprefix(REF)
            return told | {"$ref": REF + names.get(name, name)}
        return {key: pointed(value, names) for key, value in told.items()}
    return [pointed(value, names) for value in told] if isinstance(told, list) else told


def references(told: Any) -> set[str]:
    """Return the names of the forms to which a part of the document leads."""
    if isinstance(told, list):
        return {name for one in told for name in references(one)}
    if not isinstance(told, dict):
        return set()
    own = told.get("$ref")
    names = {own.removeprefix(REF)} if isinstance(own, str) else set()
    return names | {name for one in told.values() for name in references(one)}


def _whole(name: str, definitions: Schema, above: tuple[str, ...]) -> Any:
    """Return a form with all forms in it, so that forms that only look alike differ."""
    if name in above or name not in definitions:
        return name
    return _inside(definitions[name], definitions, (*above, name))


def _inside(told: Any, definitions: Schema, above: tuple[str, ...]) -> Any:
    if isinstance(told, dict):
        if isinstance(told.get("$ref"), str):
            return _whole(told["$ref"].removeprefix(REF), definitions, above)
        return {key: _inside(value, definitions, above) for key, value in told.items()}
    return (
        [_inside(value, definitions, above) for value in told] if isinstance(told, list) else told
    )


def _terms(of: type[Term]) -> Iterator[type[Term]]:
    for term in of.__subclasses__():
        yield term
        yield from _terms(term)
