"""The published document: what every operation shares is said once, for all of them."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.types import DictStrAny

from hoistway.openapi.described import Described, file_of, references
from hoistway.openapi.unsound import Mistake
from hoistway.openapi.values import read_json

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

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name that generated clients give an operation: its file and its function."""
        return "_".join([*file_of(operation), operation.view_func.__name__.rstrip("_")])

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the document of OpenAPI 3.1."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        document = Described(self, prefix)
        schemas = document["components"]["schemas"]
        schemas["Problem"] = PROBLEM
        schemas.setdefault("Mistake", Mistake.model_json_schema())
        document["components"]["securitySchemes"]["ClientBasic"] = _CLIENT
        for methods in document["paths"].values():
            for method, operation in methods.items():
                _share(method, operation)
        _forget_unused(document)
        return document


def _forget_unused(document: dict[str, Any]) -> None:
    """Leave out the forms to which nothing leads: those of queries are told as parameters."""
    schemas = document["components"]["schemas"]
    used: set[str] = set()
    found = references(document["paths"])
    while found:
        used |= found
        found = {name for one in found for name in references(schemas[one])} - used
    document["components"]["schemas"] = {name: schemas[name] for name in schemas if name in used}


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
