import asyncio
import subprocess
import threading
import time
from collections.abc import Iterator

import nats
import paho.mqtt.client
import pytest

from hoistway.server import addresses, config, embedded_nats, secrets


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[config.Config]:
    worker = sum(map(ord, str(tmp_path_factory.getbasetemp()))) % 400
    ours = config.load(
        home=tmp_path_factory.mktemp("nats"), nats_port=21_000 + worker, mqtt_port=21_500 + worker
    )
    embedded_nats.prepare(config=ours, secrets=secrets.keep(home=ours.home))
    server = subprocess.Popen(
        embedded_nats.command(config=ours), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 10
    while not embedded_nats.is_ready(config=ours):
        assert time.monotonic() < until
        assert server.poll() is None
        time.sleep(0.02)
    yield ours
    server.terminate()
    server.wait()


def _mqtt_answer(port: int, user: str | None, password: str | None) -> str:
    answers: list[str] = []
    answered = threading.Event()
    client = paho.mqtt.client.Client(paho.mqtt.client.CallbackAPIVersion.VERSION2)
    if user:
        client.username_pw_set(user, password)

    def connected(_c: object, _u: object, _f: object, reason: object, _p: object) -> None:
        answers.append(str(reason))
        answered.set()

    client.on_connect = connected
    client.connect("127.0.0.1", port)
    client.loop_start()
    answered.wait(10)
    client.disconnect()
    client.loop_stop()
    return answers[0]


def test_service_publishes_to_a_stream_that_is_synced_always(running: config.Config) -> None:
    kept = secrets.keep(home=running.home)

    async def publish() -> int:
        link = await nats.connect(addresses.nats_url(config=running, secrets=kept))
        stream = link.jetstream()
        await stream.add_stream(name="TELEMETRY", subjects=["telemetry.batch"])
        sequence = (await stream.publish("telemetry.batch", b"HWT1")).seq
        await link.close()
        return sequence

    assert asyncio.run(publish()) == 1
    text = (running.home / "run" / "nats.conf").read_text()
    assert "sync_interval: always" in text
    assert (running.home / "run" / "nats.conf").stat().st_mode & 0o777 == 0o600


def test_mqtt_refuses_everybody_while_nobody_answers_the_callout(running: config.Config) -> None:
    service = secrets.keep(home=running.home).nats_service_password

    assert _mqtt_answer(running.mqtt_port, "device-1", "guess") == "Not authorized"
    assert _mqtt_answer(running.mqtt_port, "service", service) == "Not authorized"


def test_store_takes_a_third_of_the_disk_within_bounds() -> None:
    gigabyte = 1024**3

    assert embedded_nats.largest_store(free=30 * gigabyte, used=3 * gigabyte) == 11 * gigabyte
    assert embedded_nats.largest_store(free=0, used=0) == gigabyte // 4
    assert embedded_nats.largest_store(free=900 * gigabyte, used=0) == 64 * gigabyte
