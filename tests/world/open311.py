"""Open311 as the specification has it: schemas of every answer, and JSON made of XML by its rule.

Written after https://wiki.open311.org/GeoReport_v2/ and its Spark convention, not after our code.
"""

from typing import Any
from xml.etree.ElementTree import Element, fromstring

_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_ID: dict[str, Any] = {"type": "string", "minLength": 1}
_INSTANT: dict[str, Any] = {
    "type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$",
}  # fmt: skip
_EXTENSIONS = {"extended_attributes": {"type": "object"}}


def _array(each: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": each}


def _all(properties: dict[str, Any], *, lacking: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in lacking]
    return {
        "type": "object", "properties": properties, "required": required,
        "additionalProperties": False,
    }  # fmt: skip


DISCOVERY = _all(
    {
        "changeset": _ID, "contact": _ID, "key_service": _ID,
        "endpoints": _array(
            _all(
                {
                    "specification": {"const": "http://wiki.open311.org/GeoReport_v2"},
                    "url": {"type": "string", "pattern": "^https?://[^ ]+[^/]$"},
                    "changeset": _ID, "type": {"enum": ["production", "test"]},
                    "formats": _array({"enum": ["text/xml", "application/json"]}),
                }
            )
        ),
    }
)  # fmt: skip
SERVICES = _array(
    _all(
        {
            "service_code": _ID, "service_name": _ID, "description": _TEXT,
            "metadata": {"type": "boolean"}, "type": {"enum": ["realtime", "batch", "blackbox"]},
            "keywords": _TEXT, "group": _TEXT,
        }
    )
)  # fmt: skip
DEFINITION = _all(
    {
        "service_code": _ID,
        "attributes": _array(
            _all(
                {
                    "variable": {"type": "boolean"}, "code": _ID,
                    "datatype": {
                        "enum": ["string", "number", "datetime", "text", "singlevaluelist",
                                 "multivaluelist"],
                    },
                    "required": {"type": "boolean"}, "datatype_description": _TEXT,
                    "order": {"type": "integer", "minimum": 1}, "description": _TEXT,
                    "values": _array(_all({"key": _ID, "name": _ID})),
                },
                lacking=("values",),
            )
        ),
    }
)  # fmt: skip
REQUESTS = _array(
    _all(
        {
            "service_request_id": _ID, "status": {"enum": ["open", "closed"]},
            "status_notes": _TEXT, "service_name": _ID, "service_code": _ID,
            "description": {"type": ["string", "null"], "maxLength": 4000},
            "agency_responsible": _TEXT, "service_notice": _TEXT, "requested_datetime": _INSTANT,
            "updated_datetime": _INSTANT, "expected_datetime": _INSTANT, "address": _TEXT,
            "address_id": _TEXT, "zipcode": _TEXT, "lat": {"type": ["number", "null"]},
            "long": {"type": ["number", "null"]}, "media_url": _TEXT, **_EXTENSIONS,
        },
        lacking=("extended_attributes",),
    )
)  # fmt: skip
FILED = {
    **_array(
        _all(
            {
                "service_request_id": _ID, "service_notice": _TEXT, "account_id": _TEXT,
                **_EXTENSIONS,
            },
            lacking=("extended_attributes",),
        )
    ),
    "minItems": 1, "maxItems": 1,
}  # fmt: skip
TOKENS = _array(_all({"service_request_id": _ID, "token": _ID}))
ERRORS = {
    **_array(_all({"code": {"type": "integer", "minimum": 400}, "description": _ID})),
    "minItems": 1,
}  # fmt: skip

_LISTS = {"services", "service_requests", "errors", "attributes", "values", "endpoints", "formats"}


def as_spark(xml: bytes) -> Any:
    """Return the JSON that the Spark convention makes of XML; everything in it is text."""
    return _spark(fromstring(xml))


def _spark(element: Element) -> Any:
    if element.tag in _LISTS:
        kinds = {child.tag for child in element}
        assert len(kinds) <= 1, f"{element.tag} holds {kinds}"
        return [_spark(child) for child in element]
    if len(element):
        return {child.tag: _spark(child) for child in element}
    return element.text


def as_text(tree: Any) -> Any:
    """Return JSON with its numbers and truths as XML writes them, to compare with `as_spark`."""
    if isinstance(tree, dict):
        return {name: as_text(part) for name, part in tree.items()}
    if isinstance(tree, list):
        return [as_text(part) for part in tree]
    if isinstance(tree, bool):
        return "true" if tree else "false"
    return None if tree is None else str(tree)
