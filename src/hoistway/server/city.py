"""The process of the demo city: the register's elevators, simulated, on their real wires."""

import asyncio
import ssl

import httpx
import nats
import structlog
from asgiref.sync import sync_to_async
from django.conf import settings

from hoistway.registry.models import Elevator
from hoistway.registry.queries import invented_elevators
from hoistway.server import certificates, secrets
from hoistway.server.demo.cast import Cast
from hoistway.server.demo.stage import Run, Stage
from hoistway.server.demo.wires import Device, MqttDevices, PlatformFeed
from hoistway.telemetry.models import Device as Enrolled
from hoistway.telemetry.rules.credentials import device_secret
from hoistway.telemetry.seed import GUEST, feed_key

HURRY = 250.0
"""How much faster than in life things go wrong by themselves. Chosen: in a city of two thousand
an entrapment about every quarter of an hour and a few look-alikes between."""

_log = structlog.get_logger()


def _register(guests: set[int]) -> dict[int, Elevator]:
    rows = invented_elevators().exclude(use_state="scrapped")
    return {row.pk: row for row in rows if row.pk not in guests}


def _devices(key: bytes) -> tuple[list[Device], set[int]]:
    enrolled = list(Enrolled.objects.filter(revoked_at=None).select_related("elevator"))
    guests = {d.elevator_id for d in enrolled if d.device_id.startswith(GUEST)}
    own = [
        Device(
            slot=d.elevator_id, name=d.device_id,
            secret=device_secret(device_id=d.device_id, key=key),
            topic=f"elevators/{d.elevator.register_number}/status",
        )
        for d in enrolled
        if d.elevator_id not in guests
    ]  # fmt: skip
    return own, guests


async def _run() -> None:
    config = settings.CONFIG
    kept = secrets.keep(home=config.home)
    devices, guests = await sync_to_async(_devices)(kept.device_token_key)
    stage = Stage(
        elevators=await sync_to_async(_register)(guests),
        truth_file=config.home / "run" / "truth.json", seed=286, hurry=HURRY,
    )  # fmt: skip
    scheme = "https" if config.lan else "http"
    trust: ssl.SSLContext | bool = True
    if config.lan:
        trust = ssl.create_default_context(cafile=certificates.files(home=config.home).authority)
    url = f"{scheme}://127.0.0.1:{config.ingest_port}/v1/telemetry"
    client = httpx.AsyncClient(timeout=15, verify=trust)
    firms = {e.firm_id for e in stage.elevators.values() if e.firm_id}
    run = Run(
        stage=stage, cast=Cast(),
        mqtt=MqttDevices(devices=devices, host="127.0.0.1", port=config.mqtt_port),
        feeds={
            firm: PlatformFeed(
                client=client, url=url, key=feed_key(firm_id=firm, key=kept.device_token_key)
            )
            for firm in sorted(firms)
        },
    )  # fmt: skip
    link = await nats.connect(
        settings.NATS_URL, max_reconnect_attempts=-1, allow_reconnect=True, name="city"
    )
    _log.info("city_moves", elevators=len(stage.elevators), mqtt=len(devices))
    async with asyncio.TaskGroup() as group:
        group.create_task(run.move_for_ever())
        group.create_task(run.post_for_ever())
        group.create_task(run.people_for_ever())
        group.create_task(run.obey_for_ever(link))


def main() -> None:
    """Run the city until the process is told to stop."""
    asyncio.run(_run())
