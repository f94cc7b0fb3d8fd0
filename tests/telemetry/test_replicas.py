"""The log in a cluster of three servers, and on a server that stands alone."""

import asyncio
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from nats.aio.client import Client

from hoistway.telemetry.adapters.jetstream import LogAway, connect, lay_mqtt_reader, lay_stream
from hoistway.telemetry.rules.subjects import MQTT_STREAM, STREAM


def free_port(start: int) -> int:
    for port in range(start, 32_000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError


def servers(folder: Path, count: int) -> list[str]:
    """Return the configurations of so many servers that know each other."""
    base = 20_000 + time.time_ns() // 1000 % 9_000
    ports = [free_port(base + 10 * number) for number in range(count)]
    routes = [free_port(base + 10 * number + 5) for number in range(count)]
    others = ", ".join(f"nats://127.0.0.1:{port}" for port in routes)
    texts = []
    for number, (port, route) in enumerate(zip(ports, routes, strict=True)):
        cluster = f"cluster {{ name: c, listen: 127.0.0.1:{route}, routes: [{others}] }}"
        texts.append(
            f"server_name: n{number}\nlisten: 127.0.0.1:{port}\n"
            f'jetstream {{ store_dir: "{folder}/{number}" }}\n' + cluster * (count > 1)
        )
    return texts


def running(folder: Path, count: int) -> Iterator[str]:
    program = Path(sysconfig.get_path("scripts")) / "nats-server"
    processes, url = [], ""
    for number, text in enumerate(servers(folder, count)):
        file = folder / f"{number}.conf"
        file.write_text(text)
        url = url or "nats://" + text.split("listen: ")[1].split()[0]
        with (folder / f"{number}.log").open("wb") as log:
            processes.append(
                subprocess.Popen([str(program), "-c", str(file)], stdout=log, stderr=log)
            )
    yield url
    for process in processes:
        process.terminate()
        process.wait(10)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    yield from running(tmp_path, 3)


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[str]:
    yield from running(tmp_path, 1)


async def laid(link: Client, replicas: int) -> None:
    """Lay the log as the processes do: until the cluster has elected its leader."""
    end = time.monotonic() + 20
    while True:
        try:
            await lay_stream(link=link, replicas=replicas)
            await lay_mqtt_reader(link=link, replicas=replicas)
        except LogAway:
            assert time.monotonic() < end
            await asyncio.sleep(0.2)
        else:
            return


def test_the_log_gets_more_copies_and_never_fewer(cluster: str) -> None:
    async def story() -> list[tuple[int, int]]:
        link = await connect(url=cluster, name="test")
        copies = []
        for replicas in (1, 3, 1):
            await laid(link, replicas)
            infos = [await link.jetstream().stream_info(name) for name in (STREAM, MQTT_STREAM)]
            copies.append((infos[0].config.num_replicas, infos[1].config.num_replicas))
        await link.close()
        return copies

    assert asyncio.run(story()) == [(1, 1), (3, 3), (3, 3)]


def test_three_copies_on_one_server_are_refused_with_its_words(alone: str) -> None:
    async def story() -> str:
        link = await connect(url=alone, name="test")
        with pytest.raises(LogAway) as away:
            await lay_stream(link=link, replicas=3)
        await link.close()
        return away.value.sentence("en")

    assert "replicas > 1 not supported" in asyncio.run(story())
