"""The published document: what every operation shares is said once, for all of them."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.types import DictStrAny
from pydantic import BaseModel

from hoistway.openapi.unsound import Mistake
from hoistway.openapi.values import read_json
from hoistway.openapi.writes import NDJSON, LinesTold

PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "A refusal (RFC 9457) that says how to mend it.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable word of the refusal"},
        "detail": {"type": "string", "description": "What to do, in the caller's language"},
        "clause": {"type": "string", "description": "The law behind it"},
        "mistakes": {"type": "array", "items": {"$ref": "#/components/schemas/Mistake"}},
    },
}

_KEY = {
    "name": "Idempotency-Key", "in": "header", "required": True,
    "description": "New for each new write, the same when it is sent again; kept for 90 days",
    "schema": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[!-~]+$"},
}  # fmt: skip
_FIELDS = {
    "name": "fields", "in": "query", "required": False,
    "description": "Only these fields, with commas between",
    "schema": {"type": "string"},
}  # fmt: skip
_HELD = {
    "name": "If-None-Match", "in": "header", "required": False,
    "description": "The ETag of what the caller has; 304 while it is still so",
    "schema": {"type": "string"},
}  # fmt: skip
_CLIENT = {
    "type": "http", "scheme": "basic", "description": "client_id and client_secret of a program",
}  # fmt: skip
_PROBLEM = {"$ref": "#/components/schemas/Problem"}


class Reader(Parser):
    """Reads JSON, and takes no signs that no column holds."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """Return what the body says."""
        said: DictStrAny = read_json(body=request.body)
        return said


class Door(NinjaAPI):
    """The API whose document says of every operation what all of them share."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the document of OpenAPI 3.1."""
        document = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schemas = document["components"]["schemas"]
        schemas["Problem"] = PROBLEM
        schemas.setdefault("Mistake", Mistake.model_json_schema())
        document["components"]["securitySchemes"]["ClientBasic"] = _CLIENT
        for methods in document["paths"].values():
            for method, operation in methods.items():
                if "x-many" in operation:
                    _many(operation, schemas)
                _share(method, operation)
        return document


def _many(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Say that an operation takes one thing as JSON, or many as lines with a report of each."""
    one = _known(operation.pop("x-many"), schemas)
    operation["requestBody"] = {
        "required": True,
        "content": {"application/json": {"schema": one}, NDJSON: {"schema": one}},
    }
    operation["responses"][200] = {
        "description": "What became of each line",
        "content": {"application/json": {"schema": _known(LinesTold, schemas)}},
    }


def _known(model: type[BaseModel], schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the reference to a model that the document describes."""
    told = model.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(told.pop("$defs", {}))
    schemas[model.__name__] = told
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def _share(method: str, operation: dict[str, Any]) -> None:
    operation["responses"]["default"] = {
        "description": "A refusal, with how to mend it",
        "content": {"application/problem+json": {"schema": _PROBLEM}},
    }
    if method == "get":
        operation["responses"].setdefault(304, {"description": "Still as the caller has it"})
    parameters = operation.setdefault("parameters", [])
    names = {one["name"] for one in parameters}
    writes = [_KEY] if operation.pop("x-once", True) else []
    shared = [_FIELDS, _HELD] if method == "get" else writes
    parameters.extend(one for one in shared if one["name"] not in names)
