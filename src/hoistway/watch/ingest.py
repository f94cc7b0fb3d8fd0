"""The process `ingest`: HTTP intake, MQTT intake and the lock of the MQTT door."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import structlog
import uvicorn
import uvloop
from django.db import DataError, InterfaceError, OperationalError

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.telemetry.actions.position import note_metrics
from hoistway.telemetry.actions.refusals import Rejection
from hoistway.telemetry.actions.silence import mark_up
from hoistway.telemetry.adapters.callout import Asked, Issuer, answer_from_now_on
from hoistway.telemetry.adapters.jetstream import connect, lay_mqtt_reader, lay_stream
from hoistway.telemetry.queries import Login, device_login, next_sequence
from hoistway.telemetry.rules.silence import INTAKE
from hoistway.telemetry.vocabulary import RefusedReason, Transport
from hoistway.watch.batcher import Batcher, NoteBatcher
from hoistway.watch.city_interface import CityInterface
from hoistway.watch.desk import Desk
from hoistway.watch.disk import Disk
from hoistway.watch.ingest_http import TelemetryDoor
from hoistway.watch.ingest_mqtt import MqttIntake
from hoistway.watch.metrics import PERIOD_S, Gauge, Tally
from hoistway.watch.refusal_box import RefusalBox
from hoistway.watch.slots import Register
from hoistway.watch.violations import ViolationWatch

_MOST_KNOWN = 400_000  # Chosen: a device per elevator of the largest city.

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestPlan:
    """What the process must be told; `nats_log` is None where NATS is not ours.

    `callout_url` is None where NATS does not ask us who may connect.
    """

    host: str
    port: int
    nats_url: str
    callout_url: str | None
    issuer: Issuer
    disk: Disk
    replicas: int = 1
    nats_log: Path | None = None
    certificate: Path | None = None
    certificate_key: Path | None = None


class Doorkeeper:
    """Knows devices, and those of earlier answers also while the database is away."""

    def __init__(self, *, desk: Desk, box: RefusalBox) -> None:
        self._desk = desk
        self._box = box
        self._known: dict[str, Login] = {}
        self.device_of_client: dict[str, str] = {}

    async def lookup(self, device_id: str) -> Login | None:
        """Return how this device proves itself."""
        try:
            login = await self._desk.attempt(lambda: device_login(device_id=device_id))
        except (OperationalError, InterfaceError):
            return self._known.get(device_id)
        except (ValueError, DataError):  # a NUL or half a character inside the name
            return None
        if login is None:
            self._known.pop(device_id, None)
        elif len(self._known) < _MOST_KNOWN:
            self._known[device_id] = login
        return login

    def refuse(self, asked: Asked, reason: RefusedReason, sentence: str) -> None:
        """Note somebody who was turned away."""
        source = f"{asked.user[:60]} @ {asked.host}" if asked.user else asked.host
        rejection = Rejection(
            at=clock.now(), transport=Transport.MQTT, source=source, reason=reason,
            detail=sentence, payload=b"",
        )  # fmt: skip
        self._box.put(rejection)

    def greet(self, asked: Asked) -> None:
        """Remember which device stands behind a client id."""
        if len(self.device_of_client) >= _MOST_KNOWN:
            self.device_of_client.clear()
        self.device_of_client[asked.client_id] = asked.user


def main(plan: IngestPlan) -> None:
    """Run the process until it is told to stop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(plan))


async def serve(plan: IngestPlan, *, stop: asyncio.Event | None = None) -> None:
    """Take telemetry in until a signal comes or `stop` is set."""
    register_desk, box_desk = Desk(name="register"), Desk(name="box")
    login_desk, order_desk = Desk(name="login"), Desk(name="orders")
    box, tally = RefusalBox(desk=box_desk), Tally()
    doorkeeper = Doorkeeper(desk=login_desk, box=box)
    register = Register(desk=register_desk)
    await register.load()
    link = await connect(url=plan.nats_url, name="ingest")
    await _laid(link, plan.replicas, await register_desk.do(next_sequence))
    batcher = Batcher(link=link, now_ms=clock.now_ms)
    mqtt = MqttIntake(
        link=link, register=register, batcher=batcher, box=box, tally=tally, now_ms=clock.now_ms
    )
    await mqtt.listen_for_passing()
    callout_link = await _answering(plan, doorkeeper)
    errands: list[Coroutine[Any, Any, None]] = [
        register.stay_fresh(), box.write_for_ever(), mqtt.read_for_ever(),
        _note_for_ever(register_desk, Gauge(tally=tally), box, plan.disk, batcher),
    ]  # fmt: skip
    if plan.nats_log is not None:
        violations = ViolationWatch(
            log=plan.nats_log, box=box, devices=doorkeeper.device_of_client, now_ms=clock.now_ms
        )
        errands.append(violations.follow_for_ever())
    city = CityInterface(
        register=register, notes=NoteBatcher(link=link, now_ms=clock.now_ms), orders=order_desk,
        now_ms=clock.now_ms,
    )  # fmt: skip
    door = TelemetryDoor(
        batcher=batcher, box=box, tally=tally, now_ms=clock.now_ms, disk=plan.disk, city=city,
    )  # fmt: skip
    await _until_stopped(_server(plan, door), errands, stop or asyncio.Event())
    await box.write()
    for desk in (register_desk, box_desk, login_desk, order_desk):
        await desk.close()
    if callout_link is not None:
        await callout_link.close()
    await link.close()


async def _answering(plan: IngestPlan, doorkeeper: Doorkeeper) -> Any:
    """Answer who may connect by MQTT from now on; return the connection that does, if any."""
    if plan.callout_url is None:
        _log.info("mqtt_credentials_are_not_ours")
        return None
    link = await connect(url=plan.callout_url, name="callout")
    await answer_from_now_on(
        link=link, issuer=plan.issuer, lookup=doorkeeper.lookup, refuse=doorkeeper.refuse,
        greet=doorkeeper.greet, now_s=lambda: clock.now_ms() // 1000,
    )  # fmt: skip
    return link


async def _laid(link: Any, replicas: int, first_sequence: int) -> None:
    while True:
        try:
            await lay_stream(link=link, replicas=replicas, first_sequence=first_sequence)
            await lay_mqtt_reader(link=link, replicas=replicas)
        except Refusal as refusal:
            _log.warning("log_awaited", reason=str(refusal))
            await asyncio.sleep(0.5)
        else:
            return


class _Server(uvicorn.Server):
    """A server that leaves signals to us: uvicorn would end the process before it has tidied up."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop serving on SIGTERM and SIGINT."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(ValueError, RuntimeError):  # not in the main thread
                loop.add_signal_handler(number, self.handle_exit, number, None)
        yield


def _server(plan: IngestPlan, door: TelemetryDoor) -> uvicorn.Server:
    config = uvicorn.Config(
        door, host=plan.host, port=plan.port, lifespan="off", log_config=None, access_log=False,
        server_header=False, http="httptools", ws="none", timeout_graceful_shutdown=5,
        ssl_certfile=plan.certificate, ssl_keyfile=plan.certificate_key,
    )  # fmt: skip
    return _Server(config)


async def _until_stopped(
    server: uvicorn.Server, errands: list[Coroutine[Any, Any, None]], stop: asyncio.Event
) -> None:
    """Serve until told to stop; an errand that fails takes the process down to be restarted."""
    tasks = [asyncio.create_task(errand) for errand in errands]
    stopping = asyncio.create_task(stop.wait())
    serving = asyncio.create_task(server.serve())
    first = asyncio.FIRST_COMPLETED
    done, _ = await asyncio.wait([serving, stopping, *tasks], return_when=first)
    server.should_exit = True
    await serving
    for task in (stopping, *tasks):
        task.cancel()
    await asyncio.gather(stopping, *tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _note_for_ever(
    desk: Desk, gauge: Gauge, box: RefusalBox, disk: Disk, batcher: Batcher
) -> None:
    """Keep the figures of intake for the health page, and mark that it runs.

    Uptime begins anew when the log has come back: what was turned away meanwhile was our doing.
    """
    began, away = clock.now(), batcher.turned_away
    while True:
        await asyncio.sleep(PERIOD_S)
        metrics = gauge.read() | {"refused": box.total, "refused_unwritten": box.dropped}
        metrics["disk_free_mb"] = disk.free() >> 20
        if batcher.turned_away != away or not batcher.reaches_log():
            began, away = clock.now(), batcher.turned_away
            continue
        try:
            await desk.attempt(partial(_note, metrics, began))
        except (OperationalError, InterfaceError) as error:
            _log.warning("figures_not_kept", reason=str(error).strip())


def _note(metrics: dict[str, float], began: datetime) -> None:
    note_metrics(name=INTAKE, metrics=metrics, now=clock.now())
    mark_up(name=INTAKE, began_at=began, now=clock.now())
