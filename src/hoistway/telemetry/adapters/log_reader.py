"""Reading the log from a position, in order and for ever, across restarts of the server."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import nats.errors
import nats.js.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from hoistway.telemetry.adapters.jetstream import name_of
from hoistway.telemetry.rules import subjects

_HEARTBEAT_S = 2.0  # Chosen: a dead reader is noticed within three of them.
_PULL = 256  # Chosen: at most 100 MiB under way with the largest frames, mostly far less.
_EXPIRES_S = 30.0  # Chosen: a request that nobody answers is asked anew twice a minute.


class GoneError(Exception):
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
        self._reconnects = link.stats["reconnects"]
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

        Raises: GoneError.
        """
        if self._link.stats["reconnects"] != self._reconnects:
            raise GoneError("the connection was another one")
        now = asyncio.get_running_loop().time
        if self._asked <= 0:
            await self._ask()
            self._heard = now()
        try:
            first = await asyncio.wait_for(self._came.get(), wait_s)
        except TimeoutError:
            if now() - self._heard > 3 * _HEARTBEAT_S:
                raise GoneError("nothing heard") from None
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
            raise GoneError(name_of(error)) from None
        self._asked = _PULL

    def _is_message(self, message: Msg) -> bool:
        status = (message.headers or {}).get("Status")
        if status is None:
            self._asked -= 1
            return True
        if status in ("503", "409") and "Batch" not in (message.headers or {}).get(
            "Description", ""
        ):
            raise GoneError(status)
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
        except (TimeoutError, GoneError, nats.errors.Error, nats.js.errors.Error, OSError):
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
