"""What both halves of the HTTP intake share: bodies in, answers and problems out."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec

from hoistway.telemetry.adapters.arrow_rows import NoStreamError, rows_of_stream
from hoistway.telemetry.rules.wire import lines_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Rows = list[tuple[int, bytes]]

LARGEST_BODY = 2 * 2**20
"""Bytes of one request. Chosen: some 12,000 samples; more belong into a second request."""

NDJSON = frozenset({"application/x-ndjson", "application/ndjson", "application/jsonl"})
JSON = "application/json"
ARROW = "application/vnd.apache.arrow.stream"


class ProblemError(Exception):
    """Carries a refusal of a whole request: status, code, and how to mend it."""

    def __init__(self, status: int, code: str, detail: str, *, retry_s: int = 0) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.retry_s = status, code, detail, retry_s


def kind_of(headers: dict[str, bytes]) -> str:
    """Return the form of a body. Raises: ProblemError."""
    kind = headers.get("content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
    if kind not in NDJSON and kind not in (JSON, ARROW):
        sentence = f"Send one JSON object per line as application/x-ndjson, {JSON} or {ARROW}."
        raise ProblemError(415, "unsupported_media_type", sentence)
    if headers.get("content-encoding", b"identity").strip().lower() != b"identity":
        raise ProblemError(415, "unsupported_media_type", "Send the body without content encoding.")
    return kind


def rows_in(*, kind: str, body: bytes) -> Rows:
    """Return the rows of a body with their numbers from 1.

    Raises: ProblemError, when a list or a stream cannot be read as a whole.
    """
    if kind == ARROW:
        try:
            return rows_of_stream(body=body)
        except NoStreamError as error:
            raise ProblemError(400, "not_arrow", f"The body is no Arrow stream: {error}") from None
    if kind in NDJSON:
        return lines_of(body=body)
    if not body.lstrip().startswith(b"["):
        return [(1, body.strip())]
    try:
        listed = msgspec.json.decode(body, type=list[msgspec.Raw])
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, "not_json", f"The body is no JSON list: {error}.") from None
    return [(number, bytes(row)) for number, row in enumerate(listed, start=1)]


def announced_length(headers: dict[str, bytes]) -> int:
    """Return how long a body says it is, the most where it does not say. Raises: ProblemError."""
    text = headers.get("content-length", b"").decode("latin-1")
    length = int(text) if text.isdecimal() else LARGEST_BODY
    if length > LARGEST_BODY:
        raise _too_large()
    return length


def _too_large() -> ProblemError:
    sentence = f"A body may have {LARGEST_BODY} bytes; split the samples over several requests."
    return ProblemError(413, "body_too_large", sentence)


async def body_of(receive: Receive) -> bytes:
    """Return the whole body of a request. Raises: ProblemError."""
    parts: list[bytes] = []
    size = 0
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise ProblemError(400, "cut_off", "The request ended before its body.")
        parts.append(event.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST_BODY:
            raise _too_large()
        if not event.get("more_body", False):
            return b"".join(parts)


async def answer(
    send: Send, status: int, content: dict[str, object], *,
    kind: bytes = b"application/json", more: tuple[tuple[bytes, bytes], ...] = (),
) -> None:  # fmt: skip
    """Send an answer."""
    body = msgspec.json.encode(content)
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def answer_problem(send: Send, problem: ProblemError, *, allow: str = "POST") -> None:
    """Send a problem document (RFC 9457)."""
    more: list[tuple[bytes, bytes]] = []
    if problem.retry_s:
        more.append((b"retry-after", str(problem.retry_s).encode()))
    if problem.status == 401:
        more.append((b"www-authenticate", b'Bearer realm="telemetry"'))
    if problem.status == 405:
        more.append((b"allow", allow.encode()))
    content: dict[str, object] = {
        "type": f"urn:hoistway:problem:{problem.code}", "title": problem.code.replace("_", " "),
        "status": problem.status, "code": problem.code, "detail": problem.detail,
        "message": problem.detail,
    }  # fmt: skip
    await answer(send, problem.status, content, kind=b"application/problem+json", more=tuple(more))
