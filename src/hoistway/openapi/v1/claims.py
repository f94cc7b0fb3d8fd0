"""`POST /v1/claims`: what a system knows of elevators, one JSON object on each line."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from ninja import Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.openapi.errors import BodyEmpty, BodyTooLarge
from hoistway.openapi.keys import require_scope
from hoistway.programs.actions import Answer, Write, once
from hoistway.programs.models import ApiKey
from hoistway.programs.vocabulary import Scope
from hoistway.registry.actions import ImportReport, RowReport, take_call_in

router = Router(tags=["claims"])

MOST_LINES = 5_000
"""Claims in one call. Chosen: two seconds of work; a city of 330,000 is 66 calls."""

MOST_BYTES = 16_000_000
"""Bytes of one call. Chosen: 5,000 full claims of 40 facts need about 6 MB."""


class Problem(BaseModel):
    """One thing wrong with a line; `effect` says whether line or only fact was left out."""

    field: str
    fault: str
    effect: str
    value: str
    detail: str
    reason: str


class LineReport(BaseModel):
    """All that is wrong with one line."""

    line: int
    refused: bool
    problems: list[Problem]


class Said(BaseModel):
    """What came of a call. Every line is counted once."""

    run: int = Field(description="Number of this call in the record of imports")
    lines: int
    accepted: int
    refused: int
    created: int = Field(description="Elevators that entered the register")
    changed: int = Field(description="Claims that say something new")
    unchanged: int = Field(description="Claims that say what was said before")
    older: int = Field(description="Observed before what this record said last: kept as history")
    waiting: int = Field(description="Claims whose elevator is not yet known")
    findings: list[LineReport]


_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-ndjson": {
                "schema": {
                    "type": "object",
                    "required": ["record", "fields"],
                    "properties": {
                        "record": {"type": "string", "maxLength": 80},
                        "observed": {"type": "string", "format": "date"},
                        "fields": {"type": "object", "additionalProperties": True},
                    },
                }
            }
        },
    },
    "parameters": [
        {
            "name": "Idempotency-Key", "in": "header", "required": True,
            "schema": {"type": "string", "minLength": 1, "maxLength": 80},
        }
    ],
}  # fmt: skip


@router.post(
    "", response=Said, url_name="claims", summary="Say what is known of elevators",
    openapi_extra=_BODY,
)  # fmt: skip
def say_claims(request: HttpRequest) -> HttpResponse:
    """Take claims in, at most 5,000 lines of NDJSON in one call, all of the key's own source.

    Answered when everything is written for good. Good lines survive bad ones; each bad one comes
    back with all that is wrong in it. The same Idempotency-Key again gets the same answer.
    """
    key = require_scope(request=request, scope=Scope.CLAIMS)
    body = _body_of(request)
    name = request.headers.get("Idempotency-Key", "")
    now = clock.now()
    by = Actor(kind=ActorKind.SYSTEM, name=key.name, organisation_id=key.organisation_id)

    def do() -> Answer:
        return _answer(_take_in(body, key=key, name=f"{key.name} {name}", by=by))

    answer, again = once(write=Write(key=key, idempotency_key=name, body=body), now=now, do=do)
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    if again:
        response.headers["Idempotent-Replayed"] = "true"
    return response


def _body_of(request: HttpRequest) -> bytes:
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES or body.count(b"\n") > MOST_LINES:
        raise BodyTooLarge(lines=MOST_LINES, megabytes=MOST_BYTES // 1_000_000)
    if not body.strip():
        raise BodyEmpty
    return body


def _take_in(body: bytes, *, key: ApiKey, name: str, by: Actor) -> ImportReport:
    room = Path(settings.HOME) / "imports"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=room, suffix=".ndjson") as file:
        file.write(body)
        file.flush()
        return take_call_in(
            body=Path(file.name), source=key.source, name=name, now=clock.now(), by=by
        )


def _answer(report: ImportReport) -> Answer:
    tally = report.tally
    language = get_language() or "zh"
    return {
        "run": report.run_id, "lines": report.rows, "accepted": report.accepted,
        "refused": report.refused, "created": tally.created, "changed": tally.changed,
        "unchanged": tally.unchanged, "older": tally.older, "waiting": tally.waiting,
        "findings": [_told(one, language) for one in report.findings],
    }  # fmt: skip


def _told(row: RowReport, language: str) -> Mapping[str, object]:
    problems = [
        {
            "field": one.field, "fault": str(one.fault), "effect": str(one.effect),
            "value": one.value, "detail": one.detail, "reason": one.reason(language=language),
        }
        for one in row.faults
    ]  # fmt: skip
    return {"line": row.line, "refused": row.refused, "problems": problems}
