"""A small register, the message server of a temporary home, and the two processes of the door."""

import asyncio
import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.actions import found_jurisdiction
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import JurisdictionKind, OrganisationKind
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import Catalogue, ElevatorKind, PlaceKind, UseState
from hoistway.server import addresses, config, embedded_nats, secrets
from hoistway.telemetry.actions.devices import enrol_devices, open_feed
from hoistway.telemetry.adapters.callout import Issuer
from hoistway.telemetry.rules.credentials import device_id_of
from hoistway.watch.disk import Disk
from hoistway.watch.ingest import IngestPlan, serve
from hoistway.watch.loop import WatchPlan, watch

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
CITY_KEY = "key-of-the-city-feed"
FIRM_KEY = "key-of-a-firm"
DEVICE_KEY = b"k" * 32


def an_organisation(kind: OrganisationKind, name: str) -> Organisation:
    district = found_jurisdiction(
        code="310101", kind=JurisdictionKind.DISTRICT, name_zh="黄浦区", name_en="Huangpu",
        city=None,
    )  # fmt: skip
    return Organisation.objects.create(kind=kind, name=name, jurisdiction=district)


def an_elevator(
    number: str, *, firm: Organisation, kind: ElevatorKind = ElevatorKind.TRACTION_PASSENGER
) -> Elevator:
    return Elevator.objects.create(
        register_number=number, name="1号梯", address="延平路1号", kind=kind,
        catalogue=Catalogue.C2014, use_state=UseState.IN_USE, place_kind=PlaceKind.RESIDENTIAL,
        jurisdiction=firm.jurisdiction, firm=firm, recorded_at=LONG_AGO,
    )  # fmt: skip


class City:
    """Two firms, three lifts and an escalator, a terminal for each, two feeds."""

    def __init__(self) -> None:
        centre = an_organisation(OrganisationKind.DISPATCH_CENTRE, "应急处置中心")
        self.firm = an_organisation(OrganisationKind.FIRM, "甲维保")
        other = an_organisation(OrganisationKind.FIRM, "乙维保")
        self.lifts = [
            an_elevator(f"3110310104201506000{n}", firm=self.firm if n < 3 else other)
            for n in (1, 2, 3)
        ]
        self.escalator = an_elevator(
            "33003101042015060001", firm=other, kind=ElevatorKind.ESCALATOR
        )
        for name, unit, key in (("city", centre, CITY_KEY), ("firm", self.firm, FIRM_KEY)):
            open_feed(name=name, organisation_id=unit.pk, key=key, now=LONG_AGO, by=PLATFORM)
        everybody = [*self.lifts, self.escalator]
        self.secrets = enrol_devices(
            bindings={device_id_of(register_number=e.register_number): e.pk for e in everybody},
            key=DEVICE_KEY, now=LONG_AGO, by=PLATFORM,
        )  # fmt: skip

    def login(self, elevator: Elevator) -> tuple[str, str]:
        """Return MQTT user and password of an elevator's terminal."""
        device = device_id_of(register_number=elevator.register_number)
        return device, self.secrets[device]


class MessageServer:
    """The embedded NATS of a temporary home, which tests may kill, on a disk they may fill."""

    free_bytes = 100 * 2**30

    def __init__(self, home: Path) -> None:
        self.config = config.load(home=home, **_free_ports())
        self.secrets = secrets.keep(home=home)
        self.log = home / "log" / "nats.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        embedded_nats.prepare(config=self.config, secrets=self.secrets)
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                embedded_nats.command(config=self.config), stdout=output, stderr=output
            )
        until = time.monotonic() + 20
        while not embedded_nats.is_ready(config=self.config):
            assert time.monotonic() < until
            assert self._process.poll() is None
            time.sleep(0.02)

    def kill(self, number: int = signal.SIGKILL) -> None:
        self._process.send_signal(number)
        self._process.wait()

    @property
    def url(self) -> str:
        return addresses.nats_url(config=self.config, secrets=self.secrets)

    def ingest_plan(self) -> IngestPlan:
        kept = self.secrets
        return IngestPlan(
            host="127.0.0.1", port=self.config.ingest_port, nats_url=self.url,
            callout_url=addresses.nats_callout_url(config=self.config, secrets=kept),
            issuer=Issuer(
                public=kept.nats_issuer_public, key=secrets.signing_bytes(kept.nats_issuer_seed),
                account=embedded_nats.ACCOUNT,
            ),
            disk=Disk(folder=self.config.home, free=lambda _folder: self.free_bytes),
            nats_log=self.log,
        )  # fmt: skip

    @property
    def history(self) -> Path:
        return self.config.home / "history"


def _free_ports() -> dict[str, int]:
    """Return ports below 32768 (no client's own) on which nobody listens now."""
    ports: dict[str, int] = {}
    number = 20_000 + time.time_ns() // 1000 % 11_000
    for name in ("nats_port", "mqtt_port", "ingest_port", "web_port"):
        while True:
            number += 1
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", number)):
                    break
        ports[name] = number
    return ports


@asynccontextmanager
async def intake(server: MessageServer) -> AsyncIterator[str]:
    """Run the process `ingest` in this loop and yield the address of its HTTP door."""
    stop = asyncio.Event()
    task = asyncio.create_task(serve(server.ingest_plan(), stop=stop))
    while not task.done():
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", server.config.ingest_port)
            writer.close()
            break
        except OSError:
            await asyncio.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.config.ingest_port}"
    finally:
        stop.set()
        await task


@asynccontextmanager
async def detector(server: MessageServer, *, window_s: float = 60.0) -> AsyncIterator[None]:
    """Run the process `watch` in this loop."""
    stop = asyncio.Event()
    plan = WatchPlan(
        nats_url=server.url, history=server.history, window_s=window_s,
        disk=Disk(folder=server.history, free=lambda _folder: server.free_bytes),
        kept_for=timedelta(days=400),
    )  # fmt: skip
    task = asyncio.create_task(watch(plan, stop=stop))
    try:
        yield
    finally:
        stop.set()
        await task
