"""The log of samples in NATS JetStream: set up, written, measured."""

import asyncio
import contextlib
from dataclasses import dataclass, replace

import nats
import nats.errors
import nats.js.errors
from nats.aio.client import Client
from nats.js.api import (
    AckPolicy,
    ConsumerConfig,
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
        except (TimeoutError, OSError, nats.errors.Error):
            await asyncio.sleep(0.5)


async def _known_already(_error: Exception) -> None:
    """Stay silent: each reader and writer below meets the same error itself and says so."""


async def lay_stream(*, link: Client, replicas: int = 1, first_sequence: int = 1) -> None:
    """Create the log where it is missing; one that exists stays, but with fewer copies gets more.

    A log made anew, as after a restore, begins with `first_sequence`, so that no number of the
    lost one is given twice and every reader goes on from where it stood.
    Raises: LogAway.
    """
    fault = "no room"
    for size in _SIZES:
        config = StreamConfig(
            name=subjects.STREAM, subjects=[subjects.STREAM_SUBJECTS],
            retention=RetentionPolicy.LIMITS, storage=StorageType.FILE,
            discard=DiscardPolicy.OLD, max_age=KEPT_S, max_bytes=size,
            duplicate_window=_DUPLICATES_S, num_replicas=replicas,
            first_seq=first_sequence,
        )  # fmt: skip
        try:
            with contextlib.suppress(nats.js.errors.NotFoundError):
                await _copied(link, subjects.STREAM, replicas)
                return
            await link.jetstream().add_stream(config)
        except nats.js.errors.APIError as error:
            fault = error.description or "refused"
        except (TimeoutError, nats.errors.Error, OSError) as error:
            raise LogAway(fault=name_of(error)) from None
        else:
            return
    raise LogAway(fault=fault)


async def _copied(link: Client, stream: str, replicas: int) -> None:
    """See that a stream has at least so many copies; an operator's larger number stays."""
    found = (await link.jetstream().stream_info(stream)).config
    if (found.num_replicas or 1) < replicas:
        await link.jetstream().update_stream(replace(found, num_replicas=replicas))


async def lay_mqtt_reader(*, link: Client, replicas: int = 1) -> None:
    """Create our durable reader of MQTT publishes with QoS 1, before the first of them comes.

    nats-server keeps such a publish only while somebody wants it, and creates its stream at the
    first connection; created by us with the same settings, the stream is taken over (tried).
    Raises: LogAway.
    """
    stream = StreamConfig(
        name=subjects.MQTT_STREAM, subjects=[subjects.MQTT_SUBJECTS],
        retention=RetentionPolicy.INTEREST, storage=StorageType.FILE, num_replicas=replicas,
    )  # fmt: skip
    consumer = ConsumerConfig(
        durable_name=MQTT_READER, ack_policy=AckPolicy.EXPLICIT,
        filter_subject=subjects.MQTT_KEPT, ack_wait=_UNACKED_S, max_ack_pending=_MOST_UNACKED,
    )  # fmt: skip
    try:
        try:
            await _copied(link, subjects.MQTT_STREAM, replicas)
        except nats.js.errors.NotFoundError:
            await link.jetstream().add_stream(stream)
        await link.jetstream().add_consumer(subjects.MQTT_STREAM, consumer)
    except (TimeoutError, nats.errors.Error, nats.js.errors.Error, OSError) as error:
        raise LogAway(fault=name_of(error)) from None


def name_of(error: Exception) -> str:
    """Return what an error says, or its name when it says nothing."""
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
        except (TimeoutError, nats.errors.Error, nats.js.errors.Error, OSError) as error:
            fault = name_of(error)
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
    except (TimeoutError, nats.errors.Error, nats.js.errors.Error, OSError) as error:
        raise LogAway(fault=name_of(error)) from None
    return Extent(first=info.state.first_seq, last=info.state.last_seq)
