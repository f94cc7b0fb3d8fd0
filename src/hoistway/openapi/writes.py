"""How a program writes: once for each idempotency key, one thing or many lines."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID, uuid5

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from ninja.errors import ValidationError as Unsound
from pydantic import BaseModel, Field, ValidationError

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.openapi.errors import BodyEmpty, BodyTooLarge, BodyUnreadable, mistakes_in
from hoistway.openapi.keys import calling
from hoistway.openapi.unsound import Mistake, mistakes_of
from hoistway.openapi.values import read_json
from hoistway.programs.actions import Answer, Write, once

B = TypeVar("B", bound=BaseModel)

NDJSON = "application/x-ndjson"
"""Media type of many writes in one call, one JSON object on each line."""

MOST_LINES = 1_000
"""Lines of one call. Chosen: a firm's busiest day; some seconds of work."""

MOST_BYTES = 16_000_000
"""Bytes of one call. Chosen: a thousand full records."""

_FORMS = UUID("5a0d2b44-6a4e-4a55-9a39-2f6f6a1d1a10")


class LineTold(BaseModel):
    """What became of one line of a call."""

    line: int
    accepted: bool
    code: str = Field(default="", description="Stable word of the refusal")
    detail: str = Field(default="", description="How to mend it, in the caller's language")
    mistakes: list[Mistake] = Field(default=[], description="Each field that is wrong")
    answer: dict[str, object] = Field(default={}, description="What one such write answers")


class LinesTold(BaseModel):
    """What became of a call of many lines; good ones survive bad neighbours."""

    lines: int
    accepted: int
    refused: int
    rows: list[LineTold]


def form_of(*, request: HttpRequest, part: str = "") -> UUID:
    """Return the number of the form that this write stands for: the same when sent again."""
    key = request.headers.get("Idempotency-Key", "")
    return uuid5(_FORMS, f"{calling(request).pk} {key} {part}")


def write_once(
    *, request: HttpRequest, do: Callable[[], Answer], status: int = 201
) -> HttpResponse:
    """Do one write and answer it; sent again under its Idempotency-Key it is answered the same.

    Raises: IdempotencyKeyMissing, IdempotencyKeyReused, and what `do` raises.
    """
    write = Write(
        key=calling(request), idempotency_key=request.headers.get("Idempotency-Key", ""),
        body=request.get_full_path().encode() + b"\n" + request.body,
    )  # fmt: skip
    told, again = once(write=write, now=clock.now(), do=do)
    answer = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
    if again:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer


def write_lines(
    *, request: HttpRequest, schema: type[B], do: Callable[[B, UUID], Answer]
) -> HttpResponse:
    """Do each line of an NDJSON body for itself and tell of each what became of it.

    `do` gets the line and the number of its form. Raises: BodyEmpty, BodyTooLarge, as write_once.
    """
    lines = _lines_of(request)

    def all_of_them() -> Answer:
        rows = [
            _one(number, line, schema, lambda body, n=number: do(body, _form(n)))  # type: ignore[misc]
            for number, line in enumerate(lines, start=1)
        ]
        accepted = sum(row.accepted for row in rows)
        told = LinesTold(
            lines=len(rows), accepted=accepted, refused=len(rows) - accepted, rows=rows
        )
        return told.model_dump(mode="json")

    def _form(number: int) -> UUID:
        return form_of(request=request, part=str(number))

    return write_once(request=request, do=all_of_them, status=200)


def write_one_or_many(
    *, request: HttpRequest, schema: type[B], do: Callable[[B, UUID], Answer]
) -> HttpResponse:
    """Do the one write of a JSON body, or each line of an NDJSON body for itself.

    Its operation names no body, and `openapi_extra=many(schema)` says it in the document.
    Raises: BodyUnreadable, what names unsound fields, as write_once and write_lines.
    """
    if (request.content_type or "") == NDJSON:
        return write_lines(request=request, schema=schema, do=do)
    body = read_body(request=request, most=MOST_BYTES)
    try:
        said = schema.model_validate(read_json(body=body))
    except ValidationError as error:
        raise Unsound([{**one, "loc": ("body", *one["loc"])} for one in error.errors()]) from None
    except ValueError:
        raise BodyUnreadable from None
    return write_once(request=request, do=lambda: do(said, form_of(request=request)))


def many(schema: type[BaseModel]) -> dict[str, object]:
    """Return what says in the document that a write takes one thing, or many as lines."""
    return {"x-many": schema}


def read_body(*, request: HttpRequest, most: int) -> bytes:
    """Return a body that may be larger than a form's; one byte too many says that it is too large.

    It is at hand as `request.body` afterwards.
    """
    body = request.read(most + 1)
    request._body = body
    return body


def _lines_of(request: HttpRequest) -> list[bytes]:
    body = read_body(request=request, most=MOST_BYTES)
    if len(body) > MOST_BYTES or body.count(b"\n") > MOST_LINES:
        raise BodyTooLarge(lines=MOST_LINES, megabytes=MOST_BYTES // 1_000_000)
    lines = [line for line in body.split(b"\n") if line.strip()]
    if not lines:
        raise BodyEmpty
    return lines


def _one(number: int, line: bytes, schema: type[B], do: Callable[[B], Answer]) -> LineTold:
    language = get_language() or "zh"
    try:
        body = schema.model_validate(read_json(body=line))
        with transaction.atomic():
            return LineTold(line=number, accepted=True, answer=do(body))
    except ValidationError as error:
        wrong = mistakes_of(error.errors(), language=language)
        return LineTold(line=number, accepted=False, code="fields_unsound", mistakes=wrong)
    except ValueError:
        wrong = mistakes_of([{"type": "json_invalid", "loc": (), "msg": ""}], language=language)
        return LineTold(line=number, accepted=False, code="fields_unsound", mistakes=wrong)
    except Refusal as refusal:
        return LineTold(
            line=number, accepted=False, code=refusal.code, detail=refusal.sentence(language),
            mistakes=mistakes_in(refusal=refusal),
        )  # fmt: skip
