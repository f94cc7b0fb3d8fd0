"""`POST /v1/telemetry`: newline-delimited JSON in, 202 once every accepted line lies in the log."""

from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from hoistway.foundation.key_hash import hash_of
from hoistway.foundation.refusal import Refusal
from hoistway.telemetry.actions.refusals import Rejection
from hoistway.telemetry.queries import FeedPass
from hoistway.telemetry.rules.wire import Arrival, Listed, Reading, read_lines
from hoistway.telemetry.vocabulary import RefusedReason, Transport
from hoistway.watch.batcher import Batcher
from hoistway.watch.disk import Disk
from hoistway.watch.metrics import Tally
from hoistway.watch.refusal_box import RefusalBox
from hoistway.watch.slots import Register

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

LARGEST_BODY = 2 * 2**20
"""Bytes of one request. Chosen: some 12,000 samples; more belong into a second request."""

MOST_UNDER_WAY = 64 * 2**20
"""Bytes of all requests under way. Chosen: thirty full ones; beyond, senders wait and retry."""

FULL_RETRY_S = 30
"""Seconds a sender should wait while the disk is full. Chosen: room is made by a person."""

_TYPES = frozenset({"application/x-ndjson", "application/ndjson", "application/jsonl"})
_SOURCES = 1 << 16  # Source: the record's `source` field is u2.


class ProblemError(Exception):
    """Carries a refusal of a whole request: status, code, and how to mend it."""

    def __init__(self, status: int, code: str, detail: str, *, retry_s: int = 0) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.retry_s = status, code, detail, retry_s


class TelemetryDoor:
    """The ASGI application of the intake."""

    def __init__(
        self, *, register: Register, batcher: Batcher, box: RefusalBox, tally: Tally,
        now_ms: Callable[[], int], disk: Disk,
    ) -> None:  # fmt: skip
        self._disk = disk
        self._register = register
        self._batcher = batcher
        self._box = box
        self._tally = tally
        self._now_ms = now_ms
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        try:
            if scope["path"] == "/health":
                await _answer(send, 200, {"alive": True})
                return
            await _answer(send, 202, await self._taken_in(scope, receive))
        except ProblemError as problem:
            await _answer_problem(send, problem)

    async def _taken_in(self, scope: Scope, receive: Receive) -> dict[str, object]:
        if scope["path"] != "/v1/telemetry":
            raise ProblemError(404, "not_found", "Telemetry is posted to /v1/telemetry.")
        if scope["method"] != "POST":
            raise ProblemError(405, "method_not_allowed", "Use POST on /v1/telemetry.")
        headers = {key.decode("latin-1"): value for key, value in scope["headers"]}
        feed = self._feed(headers, scope)
        _refuse_other_types(headers)
        if not self._disk.has_room_for_intake():
            sentence = "The disk is full. Keep the samples and send them again."
            raise ProblemError(503, "disk_full", sentence, retry_s=FULL_RETRY_S)
        announced = _announced_length(headers)
        if self._under_way + announced > MOST_UNDER_WAY:
            sentence = "Too much is under way; send the same body again after a second."
            raise ProblemError(429, "too_much_under_way", sentence, retry_s=1)
        self._under_way += announced
        try:
            return await self._read_and_keep(await _body(receive), feed)
        finally:
            self._under_way -= announced

    def _feed(self, headers: dict[str, bytes], scope: Scope) -> FeedPass:
        scheme, _, key = headers.get("authorization", b"").decode("latin-1").partition(" ")
        feed = None
        if scheme.lower() == "bearer":
            feed = self._register.feeds.get(hash_of(secret=key.strip()))
        if feed is None:
            self._note_stranger(anonymous=not key, scope=scope)
            sentence = "Send the header «Authorization: Bearer KEY» with the key of your feed."
            raise ProblemError(401, "unauthorized", sentence)
        return feed

    def _note_stranger(self, *, anonymous: bool, scope: Scope) -> None:
        reason = RefusedReason.ANONYMOUS if anonymous else RefusedReason.BAD_CREDENTIALS
        source = str((scope.get("client") or ("unknown",))[0])
        rejection = Rejection(
            at=self._now(), transport=Transport.HTTP, source=source, reason=reason,
            detail="The request had no key of a feed.", payload=b"",
        )  # fmt: skip
        self._box.put(rejection)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._now_ms() / 1000, tz=UTC)

    async def _read_and_keep(self, body: bytes, feed: FeedPass) -> dict[str, object]:
        def may_speak_for(_number: str, listed: Listed) -> bool:
            ours = feed.organisation_id in (listed.firm_id, listed.use_unit_id)
            return feed.speaks_for_all or ours

        arrival = Arrival(
            received_ms=self._now_ms(), source=feed.feed_id % _SOURCES,
            register=self._register.elevators, may_speak_for=may_speak_for,
        )  # fmt: skip
        reading = read_lines(body=body, arrival=arrival)
        try:
            await self._batcher.put(records=reading.records)
        except Refusal as away:
            sentence = f"{away.sentence('en')} Keep the samples and send them again."
            raise ProblemError(503, away.code, sentence, retry_s=2) from None
        self._note(reading, feed)
        return _report(reading)

    def _note(self, reading: Reading, feed: FeedPass) -> None:
        self._tally.accepted += reading.accepted
        for line in reading.unfit:
            rejection = Rejection(
                at=self._now(), transport=Transport.HTTP, source=feed.name,
                reason=line.unfit.reason, detail=line.unfit.sentence, payload=line.payload,
            )  # fmt: skip
            self._box.put(rejection)


def _report(reading: Reading) -> dict[str, object]:
    refused = [
        {"line": line.line, "code": str(line.unfit.reason), "reason": line.unfit.sentence}
        for line in reading.unfit
    ]
    return {"accepted": reading.accepted, "refused": refused}


def _refuse_other_types(headers: dict[str, bytes]) -> None:
    kind = headers.get("content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        sentence = "Send one JSON object per line as application/x-ndjson."
        raise ProblemError(415, "unsupported_media_type", sentence)
    if headers.get("content-encoding", b"identity").strip().lower() != b"identity":
        raise ProblemError(415, "unsupported_media_type", "Send the body without content encoding.")


def _announced_length(headers: dict[str, bytes]) -> int:
    text = headers.get("content-length", b"").decode("latin-1")
    length = int(text) if text.isdecimal() else LARGEST_BODY
    if length > LARGEST_BODY:
        raise _too_large()
    return length


def _too_large() -> ProblemError:
    sentence = f"A body may have {LARGEST_BODY} bytes; split the samples over several requests."
    return ProblemError(413, "body_too_large", sentence)


async def _body(receive: Receive) -> bytes:
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


async def _answer(
    send: Send, status: int, content: dict[str, object], *,
    kind: bytes = b"application/json", more: tuple[tuple[bytes, bytes], ...] = (),
) -> None:  # fmt: skip
    body = msgspec.json.encode(content)
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _answer_problem(send: Send, problem: ProblemError) -> None:
    more: list[tuple[bytes, bytes]] = []
    if problem.retry_s:
        more.append((b"retry-after", str(problem.retry_s).encode()))
    if problem.status == 401:
        more.append((b"www-authenticate", b'Bearer realm="telemetry"'))
    if problem.status == 405:
        more.append((b"allow", b"POST"))
    content: dict[str, object] = {
        "type": f"urn:hoistway:problem:{problem.code}", "title": problem.code.replace("_", " "),
        "status": problem.status, "code": problem.code, "detail": problem.detail,
    }  # fmt: skip
    await _answer(send, problem.status, content, kind=b"application/problem+json", more=tuple(more))
