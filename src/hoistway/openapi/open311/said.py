"""How Open311 answers: one tree, as XML or as the JSON that its Spark convention makes of it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse
from django.utils.translation import get_language

Tree = Mapping[str, "Tree"] | Sequence["Tree"] | str | int | float | bool | None

_EACH = {
    "services": "service", "attributes": "attribute", "values": "value", "errors": "error",
    "service_requests": "request", "endpoints": "endpoint", "formats": "format",
}  # fmt: skip
"""List → its elements in XML. Source: GeoReport v2, Service Discovery."""

_NO_SIGN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML cannot hold. Source: XML 1.0, 2.2."""


class Form(StrEnum):
    """How an answer is written; the last part of the address names it."""

    XML = "xml"
    JSON = "json"


MIME = {Form.XML: "text/xml", Form.JSON: "application/json"}
"""Source: GeoReport v2, Format Support."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that was wrong with a call."""

    status: int
    description: str


def english() -> bool:
    """Return whether the caller reads English."""
    return (get_language() or "zh").startswith("en")


def told(*, root: str, tree: Tree, form: Form, status: int = 200) -> HttpResponse:
    """Answer a tree whose outermost element in XML is `root`."""
    body = _json(tree) if form is Form.JSON else _xml(root, tree)
    answer = HttpResponse(body, content_type=f"{MIME[form]}; charset=utf-8", status=status)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Vary"] = "Accept-Language"
    return answer


def told_wrong(*, wrong: Sequence[Wrong], form: Form) -> HttpResponse:
    """Answer all that was wrong; the status is that of the first."""
    tree: list[Tree] = [{"code": one.status, "description": one.description} for one in wrong]
    return told(root="errors", tree=tree, form=form, status=wrong[0].status)


def _json(tree: Tree) -> bytes:
    return json.dumps(_plain(tree), ensure_ascii=False, separators=(",", ":")).encode()


def _plain(tree: Tree) -> object:
    """Return the tree with nothing where text is empty, as the Spark convention has it."""
    if isinstance(tree, str):
        return _NO_SIGN.sub("", tree) or None
    if isinstance(tree, Mapping):
        return {name: _plain(part) for name, part in tree.items()}
    if isinstance(tree, Sequence):
        return [_plain(part) for part in tree]
    return tree


def _xml(root: str, tree: Tree) -> bytes:
    whole = Element(root)
    _grow(whole, tree)
    text: bytes = tostring(whole, encoding="utf-8", xml_declaration=True)
    return text


def _grow(element: Element, tree: Tree) -> None:
    if isinstance(tree, str):
        element.text = _NO_SIGN.sub("", tree) or None
    elif isinstance(tree, bool):
        element.text = "true" if tree else "false"
    elif isinstance(tree, Mapping):
        for name, part in tree.items():
            _grow(SubElement(element, name), part)
    elif isinstance(tree, Sequence):
        for part in tree:
            _grow(SubElement(element, _EACH[element.tag]), part)
    elif tree is not None:
        element.text = str(tree)
