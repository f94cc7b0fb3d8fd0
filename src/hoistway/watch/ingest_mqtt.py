"""Samples by MQTT: QoS 1 from our durable reader of nats-server's own store, QoS 0 as it passes.

A publish with QoS 1 is acknowledged to the store only when it lies in the log, or, if unfit, when
the refusal is written down. A publish with QoS 0 is taken as well, but nobody can ask for it again.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import nats.errors
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg

from hoistway.foundation.refusal import Refusal
from hoistway.telemetry.actions.refusals import Rejection
from hoistway.telemetry.adapters.jetstream import MQTT_READER, lay_mqtt_reader
from hoistway.telemetry.adapters.log_reader import GoneError, Puller
from hoistway.telemetry.rules.complaints import Unfit
from hoistway.telemetry.rules.subjects import MQTT_PASSING, MQTT_STREAM, elevator_of
from hoistway.telemetry.rules.wire import Arrival, Listed, read_sample
from hoistway.telemetry.vocabulary import Transport
from hoistway.watch.batcher import Batcher
from hoistway.watch.metrics import Tally
from hoistway.watch.refusal_box import RefusalBox
from hoistway.watch.slots import Register

_QOS = "Nmqtt-Pub"
"""Header in which nats-server tells the QoS of a publish. Source: nats-server/server/mqtt.go."""

_AGAIN_S = 0.5  # Chosen: the log is back within a second or two of a restart.

_log = structlog.get_logger()


class MqttIntake:
    """Turns publishes into records of the log."""

    def __init__(
        self, *, link: Client, register: Register, batcher: Batcher, box: RefusalBox,
        tally: Tally, now_ms: Callable[[], int],
    ) -> None:  # fmt: skip
        self._link = link
        self._register = register
        self._batcher = batcher
        self._box = box
        self._tally = tally
        self._now_ms = now_ms
        self._being_refused: dict[int, Msg] = {}

    async def read_for_ever(self) -> None:
        """Read what devices publish with QoS 1, across restarts of the server."""
        while True:
            puller = None
            try:
                await lay_mqtt_reader(link=self._link)
                puller = Puller(link=self._link, stream=MQTT_STREAM, consumer=MQTT_READER)
                await puller.open()
                while True:
                    await self._take(await puller.messages(wait_s=1.0))
            except (Refusal, GoneError, nats.errors.Error, OSError) as error:
                _log.warning("mqtt_intake_waits", reason=str(error))
            if puller is not None:
                await puller.close()
            await asyncio.sleep(_AGAIN_S)

    async def listen_for_passing(self) -> None:
        """Take publishes with QoS 0 from now on; the link subscribes again by itself."""
        await self._link.subscribe(MQTT_PASSING, queue=MQTT_READER, cb=self._take_passing)

    async def _take(self, messages: list[Msg]) -> None:
        records: list[bytes] = []
        kept: list[Msg] = []
        for message in messages:
            result = self._read(message)
            if isinstance(result, Unfit):
                self._refuse_kept(message, result)
            else:
                records.append(result)
                kept.append(message)
        await self._put(b"".join(records))
        self._tally.accepted += len(kept)
        for message in kept:
            await message.ack()

    async def _put(self, records: bytes) -> None:
        """Put them into the log, however long it is away: the store still holds the publishes."""
        while True:
            try:
                await self._batcher.put(records=records)
            except Refusal as away:
                _log.warning("mqtt_intake_waits", reason=str(away))
                await asyncio.sleep(_AGAIN_S)
            else:
                return

    def _read(self, message: Msg) -> bytes | Unfit:
        topic_number = elevator_of(subject=message.subject)

        def may_speak_for(number: str, _listed: Listed) -> bool:
            return number == topic_number

        arrival = Arrival(
            received_ms=self._now_ms(), source=0, register=self._register.elevators,
            may_speak_for=may_speak_for,
        )  # fmt: skip
        return read_sample(payload=message.data, arrival=arrival)

    def _rejection(self, message: Msg, unfit: Unfit) -> Rejection:
        return Rejection(
            at=datetime.fromtimestamp(self._now_ms() / 1000, tz=UTC), transport=Transport.MQTT,
            source=elevator_of(subject=message.subject), reason=unfit.reason,
            detail=unfit.sentence, payload=message.data,
        )  # fmt: skip

    def _refuse_kept(self, message: Msg, unfit: Unfit) -> None:
        sequence = message.metadata.sequence.stream
        again = sequence in self._being_refused
        self._being_refused[sequence] = message
        if not again:
            written = self._acknowledged_when_written(sequence)
            self._box.put(self._rejection(message, unfit), then=written)

    def _acknowledged_when_written(self, sequence: int) -> Callable[[], None]:
        def written() -> None:
            message = self._being_refused.pop(sequence)
            acknowledging = asyncio.ensure_future(message.ack())
            acknowledging.add_done_callback(lambda task: task.cancelled() or task.exception())

        return written

    async def _take_passing(self, message: Msg) -> None:
        if (message.headers or {}).get(_QOS) != "0":
            return
        self._tally.passing += 1
        result = self._read(message)
        if isinstance(result, Unfit):
            self._box.put(self._rejection(message, result))
            return
        try:
            await self._batcher.put(records=result)
        except Refusal as away:
            _log.warning("passing_sample_lost", reason=str(away))
        else:
            self._tally.accepted += 1
