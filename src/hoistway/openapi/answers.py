"""How answers read: whole or only the fields that were asked for, and not twice to who has them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, ConfigDict

from hoistway.foundation.refusal import Refusal


class FieldUnknown(Refusal):
    """Raised when `fields` names something that this answer does not have."""

    code = "field_unknown"
    zh = "fields 中没有“{field}”这一项，可选：{known}。"
    en = "`fields` names «{field}», which is not there; there are: {known}."
    status = 400


def _all_may_lack(schema: dict[str, Any]) -> None:
    schema.pop("required", None)


class Out(BaseModel):
    """Base of what is answered; `fields=a,b` in the address leaves the others out."""

    model_config = ConfigDict(json_schema_extra=_all_may_lack)


def answer_one(*, request: HttpRequest, row: Out, status: int = 200) -> HttpResponse:
    """Answer one thing. Raises: FieldUnknown."""
    return _sent(request, _thin(row, _asked(request, type(row))), status)


def answer_page(
    *, request: HttpRequest, rows: Sequence[Out], schema: type[Out], following: str | None,
    **beside: object,
) -> HttpResponse:  # fmt: skip
    """Answer rows of a list, the cursor that follows them, and what stands beside them.

    Raises: FieldUnknown.
    """
    asked = _asked(request, schema)
    items = [_thin(row, asked) for row in rows]
    return _sent(request, {"items": items, "next": following, **beside}, 200)


def _asked(request: HttpRequest, schema: type[BaseModel]) -> frozenset[str] | None:
    words = request.GET.get("fields", "")
    if not words:
        return None
    known = set(schema.model_fields)
    asked = frozenset(word.strip() for word in words.split(",") if word.strip())
    for word in sorted(asked - known):
        raise FieldUnknown(field=word, known=", ".join(sorted(known)))
    return asked


def _thin(row: BaseModel, asked: frozenset[str] | None) -> dict[str, object]:
    return row.model_dump(mode="json", include=set(asked) if asked is not None else None)


def _sent(request: HttpRequest, told: Mapping[str, object], status: int) -> HttpResponse:
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    held = {word.strip() for word in request.headers.get("If-None-Match", "").split(",")}
    if request.method in {"GET", "HEAD"} and held & {tag, f"W/{tag}", "*"}:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(body, content_type="application/json", status=status)
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Authorization, Accept-Language"
    return answer
