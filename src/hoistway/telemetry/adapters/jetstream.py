"""The log of samples in NATS JetStream: set up, written, read from a position, for ever."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import nats
import nats.errors
import nats.js.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import (
    AckPolicy,
    ConsumerConfig,
    DeliverPolicy,
    DiscardPolicy,
    RetentionPolicy,
    StorageType,
    StreamConfig,
)

from hoistway.foundation.refusal import Refusal
from hoistway.telemetry.rules import subjects

KEPT_S = 24 * 3600.0
"""How long the log is kept. Chosen: a day to mend whatever reads it."""

_SIZES = (32 * 2**30, 8 * 2**30, 2**30, 128 * 2**20)
"""Largest log tried first. Chosen: 330,000 elevators on change for a day need about 20 GiB."""

_DUPLICATES_S = 120.0  # Chosen: as nats-server does; longer than any retry of ours.
_ACK_S = 5.0  # Chosen: a synced write takes milliseconds; after 5 s the sender had better know.
_HEARTBEAT_S = 2.0  # Chosen: a dead reader is noticed within three of them.
_PULL = 256  # Chosen: at most 100 MiB under way with the largest frames, mostly far less.
_EXPIRES_S = 30.0

MQTT_READER = "intake"
_UNACKED_S = 30.0  # Chosen: what a killed intake held is given out again after that.
_MOST_UNACKED = 20_000  # Chosen: an hour of refused samples while the database is away.


class LogAway(Refusal):
    """Raised when the log cannot be written now; the sender keeps its samples and tries again."""

    code = "log_away"
    zh = "遥测日志暂时无法写入：{fault}。"
    en = "The telemetry log cannot be written now: {fault}."
    status = 503


async def connect(*, url: str, name: str) -> Client:
    """Return a connection that comes back by itself, however long the server is away."""
    while True:
        try:
            return await nats.connect(
                url, name=name, max_reconnect_attempts=-1, reconnect_time_wait=0.5,
                connect_timeout=2, ping_interval=5, max_outstanding_pings=2,
                error_cb=_known_already,
            )  # fmt: skip
        except (OSError, nats.errors.Error, asyncio.TimeoutError):
            await asyncio.sleep(0.5)


async def _known_already(_error: Exception) -> None:
    """Stay silent: each reader and writer below meets the same error itself and says so."""


async def lay_stream(*, link: Client) -> None:
    """Create the log where it is missing; a log that exists stays as it is.

    Raises: LogAway.
    """
    fault = "no room"
    for size in _SIZES:
        config = StreamConfig(
            name=subjects.STREAM, subjects=[subjects.STREAM_SUBJECTS],
            retention=RetentionPolicy.LIMITS, storage=StorageType.FILE,
            discard=DiscardPolicy.OLD, max_age=KEPT_S, max_bytes=size,
            duplicate_window=_DUPLICATES_S,
        )  # fmt: skip
        try:
            with contextlib.suppress(nats.js.errors.NotFoundError):
                await link.jetstream().stream_info(subjects.STREAM)
                return
            await link.jetstream().add_stream(config)
        except nats.js.errors.APIError as error:
            fault = error.description or "refused"
        except (nats.errors.Error, asyncio.TimeoutError, OSError) as error:
            raise LogAway(fault=_name_of(error)) from None
        else:
            return
    raise LogAway(fault=fault)


async def lay_mqtt_reader(*, link: Client) -> None:
    """Create our durable reader of MQTT publishes with QoS 1, before the first of them comes.

    nats-server keeps such a publish only while somebody wants it, and creates its stream at the
    first connection; created by us with the same settings, the stream is taken over (tried).
    Raises: LogAway.
    """
    stream = StreamConfig(
        name=subjects.MQTT_STREAM, subjects=[subjects.MQTT_SUBJECTS],
        retention=RetentionPolicy.INTEREST, storage=StorageType.FILE,
    )  # fmt: skip
    consumer = ConsumerConfig(
        durable_name=MQTT_READER, ack_policy=AckPolicy.EXPLICIT,
        filter_subject=subjects.MQTT_KEPT, ack_wait=_UNACKED_S, max_ack_pending=_MOST_UNACKED,
    )  # fmt: skip
    try:
        try:
            await link.jetstream().stream_info(subjects.MQTT_STREAM)
        except nats.js.errors.NotFoundError:
            await link.jetstream().add_stream(stream)
        await link.jetstream().add_consumer(subjects.MQTT_STREAM, consumer)
    except (nats.errors.Error, nats.js.errors.Error, asyncio.TimeoutError, OSError) as error:
        raise LogAway(fault=_name_of(error)) from None


def _name_of(error: Exception) -> str:
    return str(error) or type(error).__name__


async def publish(*, link: Client, frame: bytes, message_id: str) -> int:
    """Write a frame and return its sequence once it is on the disk.

    Tried twice under one id, so that a lost acknowledgement makes no second message.
    Raises: LogAway.
    """
    fault = "the connection is down"
    for _ in range(2 if link.is_connected else 0):
        try:
            ack = await link.jetstream().publish(
                subjects.BATCH_SUBJECT, frame, timeout=_ACK_S,
                headers={"Nats-Msg-Id": message_id},
            )  # fmt: skip
        except nats.js.errors.APIError as error:
            raise LogAway(fault=error.description or "refused") from None
        except (nats.errors.Error, nats.js.errors.Error, asyncio.TimeoutError, OSError) as error:
            fault = _name_of(error)
            if not link.is_connected:
                break
        else:
            return int(ack.seq)
    raise LogAway(fault=fault)


@dataclass(frozen=True, slots=True)
class Extent:
    """From which to which message the log reaches; an empty log has `first > last`."""

    first: int
    last: int


async def extent(*, link: Client) -> Extent:
    """Return how far the log reaches.

    Raises: LogAway.
    """
    try:
        info = await link.jetstream().stream_info(subjects.STREAM)
    except (nats.errors.Error, nats.js.errors.Error, asyncio.TimeoutError, OSError) as error:
        raise LogAway(fault=_name_of(error)) from None
    return Extent(first=info.state.first_seq, last=info.state.last_seq)


class Gone(Exception):
    """The consumer or the connection went away; the reader makes a new one."""


class Puller:
    """Asks one consumer for messages and hands them out the moment they come.

    One request covers many messages and stays open, so that nothing is polled and nothing waits
    for a batch to fill (nats-py's own `fetch` does).
    """

    def __init__(self, *, link: Client, stream: str, consumer: str) -> None:
        self._link = link
        self._subject = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"
        self._inbox = link.new_inbox()
        self._came: asyncio.Queue[Msg] = asyncio.Queue()
        self._asked = 0
        self._heard = 0.0
        self._subscription: Any = None

    async def open(self) -> None:
        """Begin to listen for answers."""
        self._subscription = await self._link.subscribe(self._inbox, cb=self._came.put)

    async def close(self) -> None:
        """Stop listening."""
        if self._subscription is not None:
            with contextlib.suppress(Exception):
                await self._subscription.unsubscribe()

    async def messages(self, *, wait_s: float) -> list[Msg]:
        """Return what has come, after at most `wait_s`; often nothing.

        Raises: Gone.
        """
        now = asyncio.get_running_loop().time
        if self._asked <= 0:
            await self._ask()
            self._heard = now()
        try:
            first = await asyncio.wait_for(self._came.get(), wait_s)
        except asyncio.TimeoutError:
            if now() - self._heard > 3 * _HEARTBEAT_S:
                raise Gone("nothing heard") from None
            return []
        self._heard = now()
        found = [first] if self._is_message(first) else []
        while not self._came.empty():
            message = self._came.get_nowait()
            if self._is_message(message):
                found.append(message)
        return found

    async def _ask(self) -> None:
        request = {
            "batch": _PULL, "expires": int(_EXPIRES_S * 1e9),
            "idle_heartbeat": int(_HEARTBEAT_S * 1e9),
        }  # fmt: skip
        try:
            await self._link.publish(self._subject, json.dumps(request).encode(), self._inbox)
        except (nats.errors.Error, OSError) as error:
            raise Gone(_name_of(error)) from None
        self._asked = _PULL

    def _is_message(self, message: Msg) -> bool:
        status = (message.headers or {}).get("Status")
        if status is None:
            self._asked -= 1
            return True
        if status in ("503", "409") and "Batch" not in (message.headers or {}).get(
            "Description", ""
        ):
            raise Gone(status)
        if status != "100":
            self._asked = 0
        return False


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of the log."""

    sequence: int
    frame: bytes


Missed = Callable[[int, int], Awaitable[None]]
"""Told when messages between two sequences are lost: first lost, first that is there."""


class Reader:
    """Reads the log in order from a position, across restarts of the server, without a hole.

    The position is the reader's own: the consumer in the server is short-lived and acknowledges
    nothing. Messages that the log no longer holds are told to `missed`, and reading goes on.
    """

    def __init__(self, *, link: Client, after: int, missed: Missed) -> None:
        self._link = link
        self._last = after
        self._missed = missed
        self._puller: Puller | None = None
        self._first_of_consumer = True

    async def entries(self, *, wait_s: float) -> list[Entry]:
        """Return the next messages in order, after at most about `wait_s`; often nothing."""
        try:
            if self._puller is None:
                self._puller = await self._consumer()
                self._first_of_consumer = True
            return await self._in_order(await self._puller.messages(wait_s=wait_s))
        except (Gone, nats.errors.Error, nats.js.errors.Error, OSError, asyncio.TimeoutError):
            await self.close()
            await asyncio.sleep(min(wait_s, 0.5))
            return []

    async def close(self) -> None:
        """Let the consumer go."""
        if self._puller is not None:
            await self._puller.close()
        self._puller = None

    async def _consumer(self) -> Puller:
        await self._mind_the_extent()
        config = ConsumerConfig(
            ack_policy=AckPolicy.NONE, deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=self._last + 1, inactive_threshold=30.0, mem_storage=True,
        )  # fmt: skip
        made = await self._link.jetstream().add_consumer(subjects.STREAM, config)
        puller = Puller(link=self._link, stream=subjects.STREAM, consumer=str(made.name))
        await puller.open()
        return puller

    async def _mind_the_extent(self) -> None:
        """Start anew when the log is another one: its end lies before our position."""
        info = await self._link.jetstream().stream_info(subjects.STREAM)
        if info.state.last_seq < self._last:
            await self._missed(self._last + 1, info.state.first_seq)
            self._last = max(info.state.first_seq - 1, 0)

    async def _in_order(self, messages: list[Msg]) -> list[Entry]:
        entries = []
        for message in messages:
            sequence = message.metadata.sequence.stream
            if sequence <= self._last:
                continue
            if sequence > self._last + 1:
                if not self._first_of_consumer:
                    await self.close()  # lost on the way: asked for again from where we stand
                    break
                await self._missed(self._last + 1, sequence)
            self._first_of_consumer = False
            self._last = sequence
            entries.append(Entry(sequence=sequence, frame=message.data))
        return entries
