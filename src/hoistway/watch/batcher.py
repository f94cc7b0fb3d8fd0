"""Joins the samples of many senders into few messages: an fsync costs one as much as 8,000."""

import asyncio
import secrets
from collections.abc import Callable, Iterator

from nats.aio.client import Client

from hoistway.detection.batch import SAMPLE
from hoistway.foundation.refusal import Refusal
from hoistway.telemetry.adapters.jetstream import publish
from hoistway.telemetry.rules.frames import RECORDS_PER_FRAME, frame_of
from hoistway.telemetry.rules.notes import LARGEST_FRAME, note_frame

WINDOW_S = 0.02
"""How long samples wait for company. Source: telemetry-path.md 0, run 2: 20 ms halves the cost."""

_FRAME_BYTES = RECORDS_PER_FRAME * SAMPLE.itemsize


class Batcher:
    """Takes records and answers each sender once they lie on the log's disk."""

    def __init__(self, *, link: Client, now_ms: Callable[[], int]) -> None:
        self._link = link
        self._now_ms = now_ms
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._sending: set[asyncio.Task[None]] = set()
        self.turned_away = 0

    def reaches_log(self) -> bool:
        """Return whether the log can be written to at this moment."""
        return bool(self._link.is_connected)

    async def put(self, *, records: bytes) -> None:
        """Return when these records lie in the log.

        Raises: LogAway.
        """
        if not records:
            return
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        if not self._waiting:
            loop.call_later(WINDOW_S, self._flush)
        self._waiting.append((records, future))
        await future

    def _frames(self, waiting: list[bytes]) -> Iterator[bytes]:
        whole = b"".join(waiting)
        for start in range(0, len(whole), _FRAME_BYTES):
            yield frame_of(records=whole[start : start + _FRAME_BYTES], ingest_ms=self._now_ms())

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        task = asyncio.create_task(self._send(waiting))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, waiting: list[tuple[bytes, asyncio.Future[None]]]) -> None:
        fault: Refusal | None = None
        try:
            for frame in self._frames([records for records, _ in waiting]):
                await publish(link=self._link, frame=frame, message_id=secrets.token_hex(12))
        except Refusal as refusal:
            fault = refusal
            self.turned_away += 1
        for _, future in waiting:
            if future.done():
                continue
            if fault is None:
                future.set_result(None)
            else:
                future.set_exception(fault)


class NoteBatcher(Batcher):
    """The same for notes: each `put` brings one packed note."""

    def _frames(self, waiting: list[bytes]) -> Iterator[bytes]:
        group: list[bytes] = []
        size = 0
        for note in waiting:
            if group and size + len(note) > LARGEST_FRAME:
                yield note_frame(notes=group, ingest_ms=self._now_ms())
                group, size = [], 0
            group.append(note)
            size += len(note) + 1
        if group:
            yield note_frame(notes=group, ingest_ms=self._now_ms())
