"""An installation for real use in a home of its own, driven by its commands alone."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hoistway.server.config import REPOSITORY


def free_ports(count: int) -> list[int]:
    """Return ports below 32768 (no client's own) on which nobody listens now."""
    ports: list[int] = []
    holders = []
    for port in range(21000 + os.getpid() % 5000, 32000):
        holder = socket.socket()
        try:
            holder.bind(("127.0.0.1", port))
        except OSError:
            holder.close()
            continue
        holders.append(holder)
        ports.append(port)
        if len(ports) == count:
            break
    for holder in holders:
        holder.close()
    return ports


class Installation:
    """What an operator has: the environment, the commands, and the files they print."""

    def __init__(self, home: Path, **settings: str) -> None:
        self.home = home
        self.web, self.ingest, self.nats, self.mqtt = free_ports(4)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HOISTWAY_", "DJANGO_"))}
        self.environment = kept | {
            "HOISTWAY_HOME": str(home), "HOISTWAY_WEB_PORT": str(self.web),
            "HOISTWAY_INGEST_PORT": str(self.ingest), "HOISTWAY_NATS_PORT": str(self.nats),
            "HOISTWAY_MQTT_PORT": str(self.mqtt), "PYTHONPATH": str(REPOSITORY / "src"),
            **settings,
        }  # fmt: skip
        self.lines: list[str] = []

    @property
    def pages(self) -> str:
        return f"http://127.0.0.1:{self.web}"

    @contextmanager
    def up(self, *words: str) -> Iterator[None]:
        """Run `./hoistway up`, or these words, inside the block, from its last greeting on."""
        process = subprocess.Popen(
            [sys.executable, "-m", "hoistway.server.cli", *(words or ("up",))],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            cwd=REPOSITORY,
        )  # fmt: skip
        ready = threading.Event()

        def read() -> None:
            assert process.stdout is not None
            for text in process.stdout:
                self.lines.append(text.rstrip())
                if "Ctrl-C ends it" in text:
                    ready.set()
            ready.set()

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        try:
            assert ready.wait(180), self.lines
            assert process.poll() is None, self.lines
            yield
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)
            reader.join(5)
            assert process.stdout is not None
            process.stdout.close()

    def told(self, *words: str, status: int = 0) -> str:
        """Run one command of the product, expect its exit status, and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "hoistway.server.cli", *words], env=self.environment,
            capture_output=True, text=True, cwd=REPOSITORY, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == status, (words, done.stdout, done.stderr)
        return done.stdout
