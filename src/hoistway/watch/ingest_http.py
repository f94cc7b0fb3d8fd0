"""The intake by HTTP: samples in our form or a foreign one, and the city's interface.

`202` (`200` on the city's interface) is answered once everything accepted lies in the log.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from django.db import InterfaceError, OperationalError

from hoistway.foundation.key_hash import hash_of
from hoistway.foundation.refusal import Refusal
from hoistway.telemetry.actions.refusals import Rejection
from hoistway.telemetry.queries import FeedPass
from hoistway.telemetry.rules.cityface import feed_of_token
from hoistway.telemetry.rules.complaints import Unfit
from hoistway.telemetry.rules.mapped import UnfitError, object_of, read_mapped
from hoistway.telemetry.rules.mapping import CodeMapping
from hoistway.telemetry.rules.wire import Arrival, Listed, Reading, read_rows, read_sample
from hoistway.telemetry.vocabulary import RefusedReason, Transport
from hoistway.watch.batcher import Batcher
from hoistway.watch.city_interface import CITY_PATHS, CityInterface
from hoistway.watch.disk import Disk
from hoistway.watch.exchange import (
    ProblemError,
    Receive,
    Rows,
    Scope,
    Send,
    announced_length,
    answer,
    answer_problem,
    body_of,
    kind_of,
    rows_in,
)
from hoistway.watch.metrics import Tally
from hoistway.watch.refusal_box import RefusalBox

MOST_UNDER_WAY = 64 * 2**20
"""Bytes of all requests under way. Chosen: thirty full ones; beyond, senders wait and retry."""

FULL_RETRY_S = 30
"""Seconds a sender should wait while the disk is full. Chosen: room is made by a person."""

SAMPLES = "/v1/telemetry"
_SOURCES = 1 << 16  # Source: the record's `source` field is u2.


class TelemetryDoor:
    """The ASGI application of the intake."""

    def __init__(
        self, *, batcher: Batcher, box: RefusalBox, tally: Tally,
        now_ms: Callable[[], int], disk: Disk, city: CityInterface,
    ) -> None:  # fmt: skip
        self._disk = disk
        self._register = city.register
        self._batcher = batcher
        self._box = box
        self._tally = tally
        self._now_ms = now_ms
        self._city = city
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        path = str(scope["path"])
        try:
            if path == "/health":
                await answer(send, 200, {"alive": True})
            elif self._city.is_token(path):
                await answer(send, 200, await self._token(scope, receive))
            elif self._city.is_report(path):
                await answer(send, 200, await self._report(scope, path))
            else:
                status, content = await self._taken_in(scope, receive)
                await answer(send, status, content)
        except ProblemError as problem:
            allow = "GET" if self._city.is_report(path) else "POST"
            await answer_problem(send, problem, allow=allow)

    async def _token(self, scope: Scope, receive: Receive) -> dict[str, object]:
        _require_method(scope, "POST")
        headers = _headers(scope)
        announced_length(headers)
        told = self._city.token(await body_of(receive), self._register.feeds)
        if told is None:
            self._note_stranger(anonymous=False, scope=scope)
            raise ProblemError(401, "unauthorized", "The account or its secret is wrong.")
        return told

    async def _report(self, scope: Scope, path: str) -> dict[str, object]:
        _require_method(scope, "GET")
        return await self._city.report(path, self._feed(_headers(scope), scope))

    async def _taken_in(self, scope: Scope, receive: Receive) -> tuple[int, dict[str, object]]:
        path = str(scope["path"])
        if path != SAMPLES and path not in CITY_PATHS:
            raise ProblemError(404, "not_found", f"Telemetry is posted to {SAMPLES}.")
        _require_method(scope, "POST")
        headers = _headers(scope)
        feed = self._feed(headers, scope)
        kind = kind_of(headers)
        if not self._disk.has_room_for_intake():
            sentence = "The disk is full. Keep the samples and send them again."
            raise ProblemError(503, "disk_full", sentence, retry_s=FULL_RETRY_S)
        announced = announced_length(headers)
        if self._under_way + announced > MOST_UNDER_WAY:
            sentence = "Too much is under way; send the same body again after a second."
            raise ProblemError(429, "too_much_under_way", sentence, retry_s=1)
        self._under_way += announced
        try:
            rows = rows_in(kind=kind, body=await body_of(receive))
            reading = await self._read_and_keep(path, rows, feed)
        finally:
            self._under_way -= announced
        return self._city.told(reading) if path in CITY_PATHS else (202, _told(reading))

    def _feed(self, headers: dict[str, bytes], scope: Scope) -> FeedPass:
        scheme, _, key = headers.get("authorization", b"").decode("latin-1").partition(" ")
        feed = None
        if scheme.lower() == "bearer":
            feed = self._holder(key.strip())
        if feed is None:
            self._note_stranger(anonymous=not key, scope=scope)
            sentence = "Send the header «Authorization: Bearer KEY» with the key of your feed."
            raise ProblemError(401, "unauthorized", sentence)
        return feed

    def _holder(self, key: str) -> FeedPass | None:
        feeds = self._register.feeds
        if not key.startswith("t."):
            return feeds.get(hash_of(secret=key))
        hashes = {feed.feed_id: key_hash for key_hash, feed in feeds.items()}
        feed_id = feed_of_token(token=key, now_s=self._now_ms() // 1000, key_hashes=hashes)
        return None if feed_id is None else feeds[hashes[feed_id]]

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

    def _arrival(self, feed: FeedPass) -> Arrival:
        def may_speak_for(_number: str, listed: Listed) -> bool:
            ours = feed.organisation_id in (listed.firm_id, listed.use_unit_id)
            return feed.speaks_for_all or ours

        return Arrival(
            received_ms=self._now_ms(), source=feed.feed_id % _SOURCES,
            register=self._register.elevators, may_speak_for=may_speak_for,
        )  # fmt: skip

    async def _read_and_keep(self, path: str, rows: Rows, feed: FeedPass) -> Reading:
        mapping = self._register.mapping_of(feed, city=path != SAMPLES)
        arrival = self._arrival(feed)
        try:
            if mapping is not None:
                await self._register.learn(makers=_makers(rows, mapping))
            if path in (SAMPLES, *self._city.sample_paths):
                reading = self._read(rows, mapping, arrival)
                await self._batcher.put(records=reading.records)
            else:
                reading = await self._city.keep(path, rows, (feed, arrival, mapping))
        except Refusal as away:
            sentence = f"{away.sentence('en')} Keep the samples and send them again."
            raise ProblemError(503, away.code, sentence, retry_s=2) from None
        except (OperationalError, InterfaceError):
            sentence = "The register does not answer now. Keep the samples and send them again."
            raise ProblemError(503, "register_away", sentence, retry_s=2) from None
        self._note(reading, feed)
        return reading

    def _read(self, rows: Rows, mapping: CodeMapping | None, arrival: Arrival) -> Reading:
        def read(payload: bytes) -> tuple[bytes | Unfit, tuple[str, ...]]:
            if mapping is None:
                return read_sample(payload=payload, arrival=arrival), ()
            return read_mapped(
                payload=payload, mapping=mapping, arrival=arrival,
                number_of=self._register.number_of,
            )  # fmt: skip

        return read_rows(rows=rows, read=read)

    def _note(self, reading: Reading, feed: FeedPass) -> None:
        self._tally.accepted += reading.accepted
        refused = [(one.unfit.reason, one.unfit.sentence, one.payload) for one in reading.unfit]
        refused += [
            (RefusedReason.OUT_OF_RANGE, f"Taken, but no mapping knows its code {word!r}.", b"")
            for _, word in reading.words
        ]
        for reason, sentence, payload in refused:
            rejection = Rejection(
                at=self._now(), transport=Transport.HTTP, source=feed.name, reason=reason,
                detail=sentence, payload=payload,
            )  # fmt: skip
            self._box.put(rejection)


def _makers(rows: Rows, mapping: CodeMapping) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    if not mapping.maker:
        return found
    for _, payload in rows:
        if mapping.serial.encode() not in payload:
            continue
        try:
            row = object_of(payload=payload, largest=len(payload))
        except UnfitError:
            continue
        maker, serial = row.get(mapping.maker), row.get(mapping.serial)
        if not row.get(mapping.register_number) and maker and serial:
            found.add((str(maker).strip(), str(serial).strip()))
    return found


def _headers(scope: Scope) -> dict[str, bytes]:
    return {key.decode("latin-1"): value for key, value in scope["headers"]}


def _require_method(scope: Scope, method: str) -> None:
    if scope["method"] != method:
        raise ProblemError(405, "method_not_allowed", f"Use {method} on {scope['path']}.")


def _told(reading: Reading) -> dict[str, object]:
    refused = [
        {"line": line.line, "code": str(line.unfit.reason), "reason": line.unfit.sentence}
        for line in reading.unfit
    ]
    told: dict[str, object] = {"accepted": reading.accepted, "refused": refused}
    if reading.words:
        told["unknown_codes"] = [{"line": line, "code": word} for line, word in reading.words]
    return told
